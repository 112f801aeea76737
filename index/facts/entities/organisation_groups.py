"""From the words that name organisations to the organisations: each once, with all its mentions."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import compress, pairwise

from index.article import NamedEntity, NameMention
from index.facts.entities.clitics import attached_forms
from index.facts.entities.parts import Part, Span
from index.facts.entities.sightings import Sighting, printed
from index.facts.entities.word_kinds import is_ordinary, place_words

_FEWEST_WORDS = 2
_MOST_IN_BRACKETS = 3
_Words = tuple[str, ...]


def entities_of(
    parts: Sequence[Part], seen: Sequence[Sighting]
) -> tuple[tuple[NamedEntity, ...], frozenset[Span]]:
    """Return the organisations that sightings name, and the spans of all their mentions.

    Args:
        parts: of the article.
        seen: what is meant, in the order of the text.
    """
    if not seen:
        return (), frozenset()
    keys = _same_as(parts, seen)
    groups: dict[str, list[Sighting]] = defaultdict(list)
    for one in seen:
        groups[keys[one.key]].append(one)
    taken = {(one.span.part, at) for one in seen for at in range(one.span.first, one.span.end)}
    entities = []
    spans = {one.span for one in seen}
    for group in groups.values():
        shorter = list(_shorter_forms(parts, group, taken))
        spans.update(one.span for one in shorter)
        entities.append(_entity(parts, sorted([*group, *shorter], key=lambda one: one.span)))
    entities.sort(key=lambda entity: entity[0])
    return tuple(entity for _, entity in entities), frozenset(spans)


def _entity(parts: Sequence[Part], group: Sequence[Sighting]) -> tuple[Span, NamedEntity]:
    fullest = max(group, key=lambda one: len(one.words))
    mentions = tuple(
        NameMention(one.text, parts[one.span.part].name, one.start, one.support) for one in group
    )
    return group[0].span, NamedEntity(fullest.text, mentions)


def _same_as(parts: Sequence[Part], seen: Sequence[Sighting]) -> dict[str, str]:
    """Return for every key the key of the organisation that it is of.

    A name that another one goes on from (وزارة الصحة, وزارة الصحة السعودية), or that another one
    has behind its class noun (شرطة العليا), is the same where there is one such other. So is
    what stands in brackets behind a name.
    """
    names: dict[str, set[_Words]] = defaultdict(set)
    for one in seen:
        names[one.key].add(one.words)
    same = {key: key for key in names}
    for key, written in names.items():
        longer = {
            other
            for other, others in names.items()
            if other != key
            if any(_is_longer(long, short) for long in others for short in written)
        }
        if len(longer) == 1:
            same[key] = longer.pop()
    for one, other in pairwise(seen):
        if _is_in_brackets(parts, one, other) and same[other.key] == other.key:
            same[other.key] = one.key
    return {key: _last(same, key) for key in same}


def _is_in_brackets(parts: Sequence[Part], one: Sighting, other: Sighting) -> bool:
    """Tell whether a name is another one of the name before it: مصرف لبنان (البنك المركزي)."""
    if one.span.part != other.span.part or one.span.end != other.span.first:
        return False
    part = parts[other.span.part]
    ends = ")" in part.gap(other.span.end)
    return ends and part.gap(other.span.first).strip(' «"“') == "("


def _is_longer(long: _Words, short: _Words) -> bool:
    """Tell whether a name goes on where a shorter one ends, or has its class noun before it."""
    if not _FEWEST_WORDS <= len(short) < len(long):
        return False
    if long[: len(short)] == short or long[1:] == short:
        return True
    # «تعليم حائل» is short for «الإدارة العامة للتعليم بمنطقة حائل».
    region = (long[1 - len(short) :], (long[-1].removeprefix("ب"),))
    return short[1:] in region and any(word.endswith(short[0]) for word in long[:-1])


def _last(same: dict[str, str], key: str) -> str:
    seen = {key}
    while same[key] not in seen:
        key = same[key]
        seen.add(key)
    return key


def _shorter_forms(
    parts: Sequence[Part], group: Sequence[Sighting], taken: set[tuple[int, int]]
) -> Iterator[Sighting]:
    """Yield where a name stands without its class noun: «نادي الهلال», then «الهلال»."""
    full = next((one for one in group if one.proper), None)
    if full is None:
        return
    words = full.words[full.proper :]
    if len(words) == 1 and (is_ordinary(words[0]) or place_words(words, 0)):
        return
    forms = dict(attached_forms(words[0]))
    for number, part in enumerate(parts):
        for at in compress(range(len(part.terms)), map(forms.__contains__, part.terms)):
            end = at + len(words)
            if tuple(part.terms[at + 1 : end]) != words[1:]:
                continue
            if any((number, here) in taken for here in range(at, end)):
                continue
            span = Span(number, at, end)
            text, start = printed(part, span, forms[part.terms[at]])
            taken.update((number, here) for here in range(at, end))
            yield Sighting(span, text, start, words, full.key, full.kind, support=full.text)
