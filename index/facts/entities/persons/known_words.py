"""What the words of a text may be in names: given names, family names, titles, verbs of saying.

The tables stand in ``tables/``. A word with a clitic in front (وعادل, لأحمد) is what the rest is,
unless it is a name as a whole (وليد). Names of the word table of the analyzer count as family
names, so that an editor adds a name in one place.
"""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from index import tables
from index.analysis import fold
from index.analysis.families import TABLES as ANALYSIS_TABLES
from index.facts.entities.persons.closed_words import group

TABLES = Path(__file__).with_name("tables")
_WORDS_KEPT = 400_000
_SHORTEST_BEHIND_CLITIC = 3
#: What Arabic attaches to a name, the shortest first.
_CLITICS = ("و", "ف", "ل", "ب", "ك", "ول", "وب", "فل")

#: How clitics and the article begin.
_FIRST_LETTERS = frozenset("وفلبكا")

#: How surely a word is a name: not at all, where something else says so, by itself.
NO, MAYBE, SURE = 0, 1, 2
#: A family name that papers write without the given name.
ALONE = 3

TitleKind = Literal["", "honorific", "role", "nation", "following"]
_TITLES = {"whole": "role", "styled": "honorific", "counterpart": "nation", "letter": "honorific"}
_SURNAMES = {"": SURE, "word": MAYBE, "alone": ALONE, "never": NO}

LinkKind = Literal["", "descent", "family", "servant", "foreign"]


class Word(NamedTuple):
    """What a word may be in a name or beside it.

    Attributes:
        given: whether it is a given name, from ``NO`` to ``SURE``.
        surname: whether it is a family name, from ``NO`` to ``ALONE``.
        title: whether it is said of a person before the name.
        definite: of a title, whether a name may stand right behind it.
        saying: ``MAYBE`` for a verb of saying, ``SURE`` where its subject is a person.
        link: what it joins, within a name.
        arab: of a given name, whether Arabs and their neighbours bear it.
        taa: of a given name, whether it is written with ة.
        bearer: whether what it names is called after people.
        honoured: whether it begins a name of two words such as عز الدين.
        eastern: whether it begins names of syllables such as بان كي مون.
        initial: whether it is a letter that may stand for a name.
        may_be_name: whether it is a name here or there.
        leads: whether a name may begin at it or be led to by it.
        cut: letters of clitics in front of it.
    """

    given: int = NO
    surname: int = NO
    title: TitleKind = ""
    definite: bool = False
    saying: int = NO
    link: LinkKind = ""
    arab: bool = False
    taa: bool = False
    bearer: bool = False
    honoured: bool = False
    eastern: bool = False
    initial: bool = False
    may_be_name: bool = False
    leads: bool = False
    cut: int = 0

    @property
    def is_name(self) -> bool:
        """Whether it is a name and hardly anything else."""
        return self.given == SURE or self.surname >= SURE


#: A word that says nothing of people.
PLAIN = Word()


class Words(dict[str, Word]):
    """What the words met so far are, by their folded spelling: a plain look-up.

    The tables are read with the first word, since few commands look for names.
    """

    @cached_property
    def _known(self) -> Mapping[str, Word]:
        return known_words()

    @cached_property
    def _whole(self) -> frozenset[str]:
        return places_and_bodies()

    @cached_property
    def _different(self) -> dict[Word, Word]:
        """Each meaning once: they are few, and one that many words share is near at hand."""
        return {PLAIN: PLAIN}

    def __missing__(self, term: str) -> Word:
        if len(self) >= _WORDS_KEPT:
            self.clear()
        word = self._read(term)
        word = self[term] = self._different.setdefault(word, word)
        return word

    def _read(self, term: str) -> Word:
        known = self._known.get(term)
        if known is not None:
            return known
        if term in self._whole:  # لبنان is not ل and بنان
            return PLAIN
        if term[:1] not in _FIRST_LETTERS:
            return PLAIN
        if term.startswith("لل") and (title := self._behind_preposition(term)):
            return title
        for clitic in _CLITICS:
            if not term.startswith(clitic) or len(term) - len(clitic) < _SHORTEST_BEHIND_CLITIC:
                continue
            rest = self._known.get(term[len(clitic) :])
            if rest is not None and (rest.may_be_name or not rest.eastern):
                return rest._replace(cut=len(clitic))
        if term.startswith("ال") and (bare := self._known.get(term[2:])) and bare.given:
            return Word(surname=MAYBE, may_be_name=True)
        return PLAIN

    def _behind_preposition(self, term: str) -> Word | None:
        """Return the title with the article behind ل: للرئيس, للاعب."""
        title = self._known.get("ال" + term[2:]) or self._known.get("ال" + term[1:])
        if title is None or not title.title:
            return None
        return Word(title=title.title, definite=True, leads=True, cut=1)


@cache
def words() -> Words:
    """Return the words of this checkout."""
    return Words()


def known_words() -> dict[str, Word]:
    """Return what the tables say of each word, by its folded spelling."""
    known: dict[str, Word] = {}
    for term, changes in _of_tables():
        known[term] = known.get(term, PLAIN)._replace(**changes)  # type: ignore[arg-type]
    return {term: _settled(word) for term, word in known.items()}


def _settled(word: Word) -> Word:
    """Return a word with what follows from all that the tables say of it."""
    if word.title:  # as a name it needs another reason: حاكم, سلطان
        word = word._replace(given=min(word.given, MAYBE), surname=min(word.surname, MAYBE))
    is_name = word.given or word.surname >= SURE or word.link in ("descent", "family", "servant")
    begins = word.honoured or word.eastern or word.initial
    return word._replace(
        may_be_name=bool(word.given or word.surname),
        leads=bool(is_name or word.title or word.saying or begins),
    )


def _of_tables() -> Iterator[tuple[str, dict[str, object]]]:
    for name, kind, _ in _analysis_names():
        if kind == "person":
            yield name, {"surname": SURE}
    for name, also in _rows("surnames.tsv"):
        yield name, {"surname": _SURNAMES[also]}
    for path in ("foreign_given_names.tsv", "given_names.tsv"):
        for row in tables.read(TABLES / path, ("name", "also")):
            name, also = row.cells
            taa, arab = name.endswith("ة"), path == "given_names.tsv"
            yield fold(name), {"given": MAYBE if also else SURE, "taa": taa, "arab": arab}
            if also:
                yield fold(name), {"surname": MAYBE}
    yield from _of_contexts()


def places_and_bodies() -> frozenset[str]:
    """Return the places and bodies of the word table, folded."""
    return frozenset(name for name, kind, _ in _analysis_names() if kind not in ("person", "month"))


def _of_contexts() -> Iterator[tuple[str, dict[str, object]]]:
    for word, kind in _rows("titles.tsv"):
        if kind == "following":
            yield word, {"title": kind}
        elif kind in _TITLES:
            yield word, {"title": _TITLES[kind], "definite": True}
        else:
            title = kind
            yield word, {"title": title, "definite": False}
            yield "ال" + word, {"title": title, "definite": True}
    for adjective in _nationalities():
        yield "ال" + adjective, {"title": "nation", "definite": True}
        yield "ال" + adjective + "ه", {"title": "nation", "definite": True}
    yield from _of_single_words()


def _nationalities() -> Iterator[str]:
    """Yield the adjectives of places, folded and without the article."""
    for _, kind, adjectives in _analysis_names():
        if kind == "place":
            yield from map(fold, adjectives.split()[:1])
    for _, adjectives in _rows("nationalities.tsv"):
        yield from map(fold, adjectives.split())


def _of_single_words() -> Iterator[tuple[str, dict[str, object]]]:
    for word, who in _rows("sayings.tsv"):
        yield word, {"saying": SURE if who else MAYBE}
    for word, kind in _rows("name_links.tsv"):
        yield word, {"link": kind}
    for word, _ in _rows("name_bearers.tsv", columns=1):
        yield word, {"bearer": True}
    for word in group("initial"):
        yield word, {"initial": True}
    for word in group("eastern family"):
        yield word, {"eastern": True}
    for word in group("honoured"):
        yield word, {"honoured": True}


def _rows(path: str, columns: int = 2) -> Iterator[tuple[str, str]]:
    for row in tables.read(TABLES / path, ("word", "kind")[:columns]):
        yield fold(row.cells[0]), row.cells[1] if columns > 1 else ""


def _analysis_names() -> Iterator[tuple[str, str, str]]:
    path = ANALYSIS_TABLES / "names.tsv"
    for row in tables.read(path, ("name", "kind", "adjective"), optional=1):
        yield fold(row.cells[0]), row.cells[1], row.cells[2]
