"""A surname, a first name or another short form of a name that stands in full in the article."""

from collections.abc import Collection, Iterator, Sequence, Set
from functools import lru_cache
from itertools import chain, compress, count

from index.facts.entities.persons.evidence import CLOSING, OPENING, is_of_bearer
from index.facts.entities.persons.full_names import FoundName
from index.facts.entities.persons.known_words import SURE
from index.facts.entities.persons.name_text import NameText
from index.facts.entities.persons.unit_signs import is_preposition

_Key = tuple[str, ...]
_CLITICS = ("", "و", "ف", "ل", "ب", "ك")
_CUTS = tuple(map(len, _CLITICS))
_DESCENT = frozenset(("بن", "ابن", "بنت"))
_SHORTEST = 3
_NAMES_KEPT = 20_000


def short_names(
    texts: Sequence[NameText], full: Sequence[FoundName], covered: Sequence[Collection[int]]
) -> list[FoundName]:
    """Return the short forms of names in the texts of an article, in their order.

    Args:
        texts: the parts of the article.
        full: the names that it gives in full.
        covered: of each part, the numbers of the words that belong to other names.
    """
    first_words = {unit[0] for name in full for unit in name.units}
    forms = set(chain.from_iterable(map(_forms, first_words)))
    places = [
        (text, at)
        for text, taken in zip(texts, covered, strict=True)
        for at in compress(count(), map(forms.__contains__, text.terms))
        if at not in taken
    ]
    if not places:
        return []
    wanted = _by_first_word(full, {text.terms[at] for text, at in places})
    found: list[FoundName] = []
    for text, at in places:
        for key, cut, name in wanted.get(text.terms[at], ()):
            end = at + len(key)
            if _stands(text, at, key, covered[text.number]) and _is_meant(text, at, end, cut, key):
                found.append(_short(text, at, end, cut, key, name))
                break
    return found


def _by_first_word(
    full: Sequence[FoundName], terms: Set[str]
) -> dict[str, list[tuple[_Key, int, FoundName]]]:
    """Return the short forms by how their first word is written, the longest first.

    Args:
        full: the names that they are short for.
        terms: the words of the article that one may begin with.
    """
    each: dict[tuple[_Key, ...], FoundName] = {}
    for name in full:
        each.setdefault(name.units, name)
    keys: dict[_Key, FoundName] = {}
    for name in each.values():
        for key in _short_keys(name.units):
            keys.setdefault(key, name)
    meant = {word for word in {key[0] for key in keys} if not terms.isdisjoint(_forms(word))}
    wanted: dict[str, list[tuple[_Key, int, FoundName]]] = {}
    for key in sorted((key for key in keys if key[0] in meant), key=len, reverse=True):
        for form, cut in zip(_forms(key[0]), _CUTS, strict=True):
            if form in terms:
                wanted.setdefault(form, []).append((key, cut, keys[key]))
    return wanted


@lru_cache(maxsize=_NAMES_KEPT)
def _forms(word: str) -> tuple[str, ...]:
    return tuple(clitic + word for clitic in _CLITICS)


@lru_cache(maxsize=_NAMES_KEPT)
def _short_keys(units: tuple[_Key, ...]) -> tuple[_Key, ...]:
    return tuple(dict.fromkeys(_each_short_key(units)))


def _each_short_key(units: tuple[_Key, ...]) -> Iterator[_Key]:
    if len(units) < 2:
        yield units[0]
        return
    yield tuple(word for unit in units for word in unit)
    for length in range(len(units) - 1, 0, -1):
        yield tuple(word for unit in units[:length] for word in unit)
        if (
            length == 1 or units[-length][0] not in _DESCENT
        ):  # بن نايف, but not بن نايف بن عبدالعزيز
            yield tuple(word for unit in units[-length:] for word in unit)
    if len(units) > 2:
        yield units[0] + units[-1]


def _stands(text: NameText, at: int, key: _Key, covered: Collection[int]) -> bool:
    if len(key) == 1:
        return True
    end = at + len(key)
    return tuple(text.terms[at + 1 : end]) == key[1:] and all(
        here not in covered and text.joined(here) for here in range(at + 1, end)
    )


def _is_meant(text: NameText, at: int, end: int, cut: int, key: _Key) -> bool:
    """Tell whether a short form is the name rather than a word that is written alike."""
    if is_of_bearer(text, at, cut) or is_preposition(text, at):
        return False
    if len(key) > 1:
        return True
    if len(key[0]) < _SHORTEST or text.words[at].bearer:
        return False
    if key[0].startswith("ال") and key[0].endswith("ي") and not cut and _is_adjective(text, at):
        return False
    reading = text.reading(at)
    if reading.unknown or text.words[at].is_name:
        return not (text.joined(end) and text.words[end].may_be_name)
    if cut and not text.words[at].may_be_name:
        return False
    return _has_reason(text, at, end)


def _is_adjective(text: NameText, at: int) -> bool:
    """Tell whether a nisba goes with the noun before it: «التمرد الحوثي»."""
    before = text.words[at - 1]
    is_noun = text.joined(at) and text.terms[at - 1].startswith("ال") and not before.title
    return is_noun and not before.may_be_name and not text.reading(at - 1).unknown


def _has_reason(text: NameText, at: int, end: int) -> bool:
    before = text.words[at - 1]
    if text.joined(at) and (before.saying == SURE or before.definite or text.reading(at - 1).verb):
        return not text.joined(end) or not text.reading(end).exact or text.reading(end).stop
    if text.part.name == "title" and at == 0 and text.gap(end).strip().startswith(":"):
        return True
    return text.gap(at)[-1:] in OPENING and text.gap(end)[:1] in CLOSING


def _short(text: NameText, at: int, end: int, cut: int, key: _Key, name: FoundName) -> FoundName:
    return FoundName(
        part=text.number,
        part_name=text.part.name,
        first=at,
        end=end,
        units=(key,),
        text=text.text(at, end, cut),
        start=text.start(at, cut),
        reason=name.text,
        role="",
    )
