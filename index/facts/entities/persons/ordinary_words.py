"""Whether a word is an ordinary one, by the word table and the endings and clitics of Arabic."""

from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from index import tables
from index.analysis import fold
from index.analysis.endings import bases
from index.analysis.families import TABLES as ANALYSIS_TABLES
from index.analysis.families import WordTable, normal, word_table
from index.analysis.folding import spelling
from index.analysis.inflection import PROCLITICS
from index.analysis.stop import is_stop_word
from index.facts.entities.persons.closed_words import group
from index.facts.places import PLACES

#: The ending of an indefinite word in the accusative; names do not show it.
_ACCUSATIVE = "\u064b"
_WORDS_KEPT = 400_000
_SHORTEST_BASE = 2
_SHORTEST_PLACE = 3  # letters, behind a clitic
_VERBS = frozenset({"verb", "present"})
_NOUNS = frozenset({"noun", "adjective"})
_ANY = _VERBS | _NOUNS
_NOTHING: frozenset[str] = frozenset()
_AFTER = {
    "conjunction": _ANY,
    "future": frozenset({"present"}),
    "purpose": _ANY - {"verb"},
    "preposition": _NOUNS,
    "article": _NOUNS,
}
#: Particles with the pronouns that they take: إننا, عنك, لكنه.
_PARTICLES = group("particle") | frozenset(
    particle + pronoun for particle in group("takes pronoun") for pronoun in group("pronoun")
)
_PROCLITICS = {
    letter: tuple(clitic for clitic in PROCLITICS if clitic.letters[0] == letter)
    for letter in {clitic.letters[0] for clitic in PROCLITICS}
}


class Reading(NamedTuple):
    """How a word is read.

    Attributes:
        stop: whether it is a particle or the like.
        noun: whether it is a noun or adjective, or a form of one.
        verb: whether it is a verb, or a form of one.
        exact: whether the table holds it as it stands, but for the article.
        place: whether it is a place or a body, with or without a clitic in front.
        clitic: whether it is read behind a clitic, the article left aside.
        unknown: whether no table knows it, so that it is a name or a slip.
    """

    stop: bool = False
    noun: bool = False
    verb: bool = False
    exact: bool = False
    place: bool = False
    clitic: bool = False
    unknown: bool = False


class Readings(dict[str, Reading]):
    """How the words met so far are read, by their folded spelling: a plain look-up.

    The tables are read with the first word, since few commands look for names.
    """

    @cached_property
    def _table(self) -> WordTable:
        return word_table()

    @cached_property
    def _named(self) -> frozenset[str]:
        return _named()

    @cached_property
    def _different(self) -> dict[Reading, Reading]:
        """Each reading once: they are few, and one that many words share is near at hand."""
        return {}

    def __missing__(self, term: str) -> Reading:
        if len(self) >= _WORDS_KEPT:
            self.clear()
        reading = self._read(term)
        reading = self[term] = self._different.setdefault(reading, reading)
        return reading

    def _read(self, term: str) -> Reading:
        if is_stop_word(term) or term in _PARTICLES or not term.isalpha() or term.isascii():
            return Reading(stop=True)
        place = self._is_place(term)
        kinds = self._whole(term, _ANY)
        if kinds:
            return _reading(kinds, exact=True, place=place)
        kinds = self._without_ending(term, _ANY)
        if kinds:
            return _reading(kinds, exact=False, place=place)
        for clitic in _PROCLITICS.get(term[0], ()):
            rest = term[len(clitic.letters) :]
            if not term.startswith(clitic.letters):
                continue
            if is_stop_word(rest):
                return Reading(stop=True, exact=True, clitic=True)
            if len(term) < clitic.shortest - 1:
                continue
            may_follow, is_clitic = _AFTER[clitic.kind], clitic.letters != "ال"
            kinds = self._whole(rest, may_follow)
            if kinds:
                return _reading(kinds, exact=not is_clitic, place=place, clitic=is_clitic)
            kinds = self._without_ending(rest, may_follow)
            if kinds:
                return _reading(kinds, exact=False, place=place, clitic=is_clitic)
        return Reading(place=place, unknown=not place)

    def _is_place(self, term: str) -> bool:
        named = self._named
        return (
            term in named
            or (term[0] in "وفبل" and len(term) > _SHORTEST_PLACE and term[1:] in named)
            or (term.startswith("لل") and "ال" + term[2:] in named)
        )

    def _whole(self, form: str, kinds: frozenset[str]) -> frozenset[str]:
        found = self._table.meanings_however_written(form)
        return kinds.intersection([meaning.kind for meaning in found]) if found else _NOTHING

    def _without_ending(self, form: str, kinds: frozenset[str]) -> frozenset[str]:
        for base, may_be in bases(form):
            if len(base) >= _SHORTEST_BASE and (found := self._whole(base, kinds & may_be)):
                return found
        # What ends in نا and ها may be the accusative of an indefinite noun: بيانا.
        return self._whole(form[:-1], kinds & _NOUNS) if form.endswith("ا") else _NOTHING


def _reading(kinds: frozenset[str], *, exact: bool, place: bool, clitic: bool = False) -> Reading:
    return Reading(False, bool(kinds & _NOUNS), bool(kinds & _VERBS), exact, place, clitic)


@cache
def readings() -> Readings:
    """Return the readings of this checkout."""
    return Readings()


@lru_cache(maxsize=_WORDS_KEPT)
def as_printed(word: str) -> Reading:
    """Return the reading of a word whose folded spelling is unknown: سيئا, زملاؤه."""
    if _ACCUSATIVE in word:
        return Reading(noun=True)
    return readings()[normal(spelling(word))]


def _named() -> frozenset[str]:
    """Return the places and bodies of the tables, folded, those of one word."""
    path = ANALYSIS_TABLES / "names.tsv"
    rows = tables.read(path, ("name", "kind", "adjective"), optional=1)
    found = {fold(row.cells[0]) for row in rows if row.cells[1] in ("place", "organisation")}
    for place in PLACES.values():
        for name in (place.label, *place.variants):
            if " " not in name and "?" not in place.signs.get(name, ""):
                found.add(fold(name))
    return frozenset(found)
