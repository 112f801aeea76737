"""What sort of word a folded word is, as far as a name of an organisation depends on it.

The word table of the analyzer tells words from what it does not know, the tables of names and of
places tell places and the adjectives made of them.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from index import tables
from index.analysis import fold, folded_words
from index.analysis.endings import bases
from index.analysis.families import COLUMNS, TABLES, word_table
from index.analysis.folding import fold_letters
from index.analysis.stop import is_stop_word
from index.facts.entities.organisations.name_words import WORDS
from index.facts.places import PLACES

_WORDS_KEPT = 65_536
_ARTICLE = "ال"
#: What may be attached before a word, and how much of a word must be left.
_ATTACHED = ("وال", "بال", "فال", "كال", "لل", "ولل", "وب", "ول", "و", "ف", "ب", "ل", "ك", "س")
_SHORTEST_REST = 3
_SHORTEST_RELATIONAL = 5
_SHORTEST_UNKNOWN_RELATIONAL = 6
#: Its seat is a place of datelines; here it is an organisation.
_UNITED_NATIONS = "UN"
_ORDINARY = frozenset({"noun", "adjective", "verb", "present"})


def _places() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the places by their first words, the longest first, each as its other words."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for place in (place for place in PLACES.values() if place.country != _UNITED_NATIONS):
        for name in (place.label, *place.variants):
            words, sign = folded_words(name), place.signs.get(name)
            is_sure = sign is None or (sign == "?" and len(words) > 1)  # الوادي الجديد
            if words and is_sure and not is_stop_word(words[0]):
                found[words[0]].add(words[1:])
    for first, kind, _ in _names():
        if kind == "place" and len(first) >= _SHORTEST_REST and not is_stop_word(first):
            found[first].add(())
    return {first: tuple(sorted(rests, key=len, reverse=True)) for first, rests in found.items()}


def _names() -> Iterator[tuple[str, str, str]]:
    for _, (name, kind, made_of_it) in tables.read(TABLES / "names.tsv", COLUMNS):
        yield fold(name), kind, made_of_it


def _of_countries() -> frozenset[str]:
    """Return the adjectives of countries and towns with their article, in both genders."""
    words = (
        fold(word)
        for _, kind, made_of_it in _names()
        if kind == "place"
        for word in made_of_it.split()
        if word.endswith("ي")
    )
    return WORDS["country"] | frozenset(
        _ARTICLE + form for word in words for form in (word, word + "ه", word + "ين", word + "ون")
    )


_COUNTRIES = frozenset(
    folded_words(name)
    for place in PLACES.values()
    if place.extent == "country"
    for name in (place.label, *place.variants)
)
_PERSONS = frozenset(name for name, kind, _ in _names() if kind == "person")
_PLACES = _places()
_OF_COUNTRIES = _of_countries() - WORDS["adjective"]


def place_words(terms: Sequence[str], at: int) -> int:
    """Return how many words the name of a place takes that begins here; none is 0."""
    for rest in _PLACES.get(terms[at], ()):
        end = at + 1 + len(rest)
        if tuple(terms[at + 1 : end]) == rest:
            return end - at
    return 0


def is_country(terms: Sequence[str]) -> bool:
    """Tell whether words are the name of a country."""
    return tuple(terms) in _COUNTRIES


def is_of_a_country(term: str) -> bool:
    """Tell whether a word is the definite adjective of a country or a town: السعودية."""
    return term in _OF_COUNTRIES


def is_adjective(term: str) -> bool:
    """Tell whether a definite word is an adjective that belongs to names: العامة, التجارية."""
    if term in WORDS["adjective"]:
        return True
    if len(term) < _SHORTEST_RELATIONAL or not term.startswith(_ARTICLE):
        return False
    if not term.endswith(("ي", "يه")) or term in WORDS["ordinary"]:
        return False
    return len(term) >= _SHORTEST_UNKNOWN_RELATIONAL or "adjective" in _kinds(term[2:])


@lru_cache(maxsize=_WORDS_KEPT)
def is_ordinary(term: str) -> bool:
    """Tell whether a word is one of the language, whatever is attached to it."""
    return is_stop_word(term) or any(_ORDINARY & kinds for kinds in _readings(term))


def is_noun(term: str) -> bool:
    """Tell whether a word is a noun and no adjective, with its article or without."""
    form = term.removeprefix(_ARTICLE) or term
    kinds = _kinds(form).union(*(_kinds(fold_letters(base)) & may for base, may in bases(form)))
    return "noun" in kinds and "adjective" not in kinds


def is_person(term: str) -> bool:
    """Tell whether the table of names has a word as the name of a person."""
    return term in _PERSONS


@lru_cache(maxsize=_WORDS_KEPT)
def is_name(term: str) -> bool:
    """Tell whether a word as it stands is in the table of names."""
    return any(meaning.kind == "name" for meaning in word_table().meanings_without_seats(term))


def _readings(term: str) -> Iterator[frozenset[str]]:
    for form in _without_attached(term):
        yield _kinds(form)
        for base, kinds in bases(form):
            if len(base) >= _SHORTEST_REST:
                yield _kinds(fold_letters(base)) & kinds


def _without_attached(term: str) -> Iterator[str]:
    yield term
    if term.startswith(_ARTICLE):
        yield term[2:]
    if is_name(term):
        return
    for letters in _ATTACHED:
        rest = term[len(letters) :]
        if term.startswith(letters) and len(rest) >= _SHORTEST_REST:
            yield rest
            if rest.startswith(_ARTICLE):
                yield rest[2:]


def _kinds(form: str) -> frozenset[str]:
    return frozenset(meaning.kind for meaning in word_table().meanings_without_seats(form))
