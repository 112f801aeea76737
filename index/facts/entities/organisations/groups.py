"""From the words that name organisations to the organisations: each once, with all its mentions."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import compress, pairwise

from index.article import NamedEntity, NameMention
from index.facts.entities.organisations.class_nouns import read_class_nouns
from index.facts.entities.organisations.clitics import attached_forms
from index.facts.entities.organisations.name_pieces import REGIONS
from index.facts.entities.organisations.sighting import Sighting, printed
from index.facts.entities.organisations.word_kinds import (
    is_of_a_country,
    is_ordinary,
    is_person,
    place_words,
)
from index.facts.entities.parts import Part, Span

_FEWEST_WORDS = 2
_FEDERATIONS = frozenset(("اتحاد", "جامعه"))
_OF_BALL = "لكره"
#: Class nouns of bodies that are called after their town.
_OF_TOWNS = frozenset(noun.noun for noun in read_class_nouns() if "o" in noun.follow)
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
    shorter = list(_shorter_forms(parts, groups, seen))
    for key, one in shorter:
        groups[key].append(one)
    entities = [_entity(parts, sorted(group, key=_span)) for group in groups.values()]
    spans = frozenset(one.span for group in groups.values() for one in group)
    return tuple(entity for _, entity in sorted(entities, key=_first)), spans


def _span(one: Sighting) -> Span:
    return one.span


def _first(entity: tuple[Span, NamedEntity]) -> Span:
    return entity[0]


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
    keys = {one.words: one.key for one in seen}
    longer: dict[str, set[str]] = defaultdict(set)
    towns = _OF_TOWNS & {words[0] for words in keys}
    unlisted = {one.words for one in seen if not one.kind}
    for words, key in keys.items():
        last = _last_of_company(words, unlisted)
        for short in (*_shorter(words, towns), *last, *_of_sport(words), _without_article(words)):
            shorter = keys.get(short, key)
            if shorter != key:
                longer[shorter].add(key)
    same = {one.key: one.key for one in seen}
    same.update((short, longs.pop()) for short, longs in longer.items() if len(longs) == 1)
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


def _shorter(words: _Words, towns: Collection[str]) -> Iterator[_Words]:
    """Yield what a name may be called for short: its beginning, and it without its class noun.

    Args:
        words: of the name.
        towns: the class nouns of bodies that are called after their town, as far as they are there.
    """
    for end in range(_FEWEST_WORDS, len(words)):
        yield words[:end]
        if is_of_a_country(words[end - 1]):  # الاتحاد العربي السعودي لكرة القدم
            yield (*words[: end - 1], *words[end:])
    if not REGIONS.isdisjoint(words[1:-1]):  # أمانة محافظة الطائف
        yield tuple(word for word in words if word not in REGIONS)
    if len(words) > _FEWEST_WORDS:
        for end in range(len(words), _FEWEST_WORDS, -1):
            yield words[1:end]
        # «تعليم حائل» is short for «الإدارة العامة للتعليم بمنطقة حائل».
        for noun in towns:
            if any(word.endswith(noun) for word in words[:-1]):
                yield noun, words[-1].removeprefix("ب")


def _of_sport(words: _Words) -> Iterator[_Words]:
    """Yield what the federation of a sport is called besides: اتحاد الكرة, اتحاد كرة القدم."""
    noun = words[0].removeprefix("ال")
    if noun not in _FEDERATIONS or _OF_BALL not in words[1:-1]:
        return
    sport = words[words.index(_OF_BALL) + 1]
    yield from ((noun, sport), (noun, "كره", sport), (noun, "كره", sport, words[1]))
    if sport == "القدم":
        yield noun, "الكره"


def _without_article(words: _Words) -> _Words:
    """Return السفارة السعودية as سفارة السعودية, which it is called as well."""
    return (words[0].removeprefix("ال"), *words[1:])


def _last_of_company(words: _Words, unlisted: Collection[_Words]) -> tuple[_Words, ...]:
    """Return the last word of a name of no table that stands alone: شركة «فينشرس»."""
    is_long = len(words) > _FEWEST_WORDS and words in unlisted
    return (words[-1:],) if is_long and words[-1:] in unlisted else ()


def _last(same: dict[str, str], key: str) -> str:
    seen = {key}
    while same[key] not in seen:
        key = same[key]
        seen.add(key)
    return key


def _shorter_forms(
    parts: Sequence[Part], groups: dict[str, list[Sighting]], seen: Sequence[Sighting]
) -> Iterator[tuple[str, Sighting]]:
    """Yield where names stand without their class nouns: «نادي الهلال», then «الهلال».

    Each comes with the key of its group.
    """
    forms: dict[str, list[tuple[str, str, _Words, Sighting]]] = defaultdict(list)
    for key, group in groups.items():
        full = next((one for one in group if one.proper), None)
        if full is None or not _stands_alone(words := full.words[full.proper :]):
            continue
        for form, attached in attached_forms(words[0]):
            forms[form].append((key, attached, words, full))
    if not forms:
        return
    taken = {(one.span.part, at) for one in seen for at in range(one.span.first, one.span.end)}
    for number, part in enumerate(parts):
        for at in compress(range(len(part.terms)), map(forms.__contains__, part.terms)):
            for key, attached, words, full in forms[part.terms[at]]:
                span = Span(number, at, at + len(words))
                here = {(number, word) for word in range(span.first, span.end)}
                if tuple(part.terms[at + 1 : span.end]) == words[1:] and not here & taken:
                    taken |= here
                    text, start = printed(part, span, attached)
                    yield (
                        key,
                        full._replace(
                            span=span, text=text, start=start, words=words, support=full.text
                        ),
                    )
                    break


def _stands_alone(words: _Words) -> bool:
    word = words[0]
    return len(words) > 1 or not (is_ordinary(word) or is_person(word) or place_words(words, 0))
