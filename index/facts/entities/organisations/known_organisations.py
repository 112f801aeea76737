"""The organisations and clubs that are known by name: two tables, looked up by first word."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from index import tables
from index.analysis import fold, folded_words
from index.facts.entities.organisations.clitics import attached_forms
from index.facts.entities.organisations.name_words import TABLES

Kind = Literal[
    "world", "state", "ministry", "party", "armed", "company", "platform", "media", "body", "club"
]
#: What else a writing is; the tables say what each sign means.
Sign = Literal["", "?", "!", "@"]

ORGANISATIONS = TABLES / "organisations.tsv"
CLUBS = TABLES / "clubs.tsv"
_SIGNS = "?!@"
#: عبدالعزيز is written in two words as well.
_ARTICLE = "ال"
#: Shorter ones would be other words: غنت, جنت.
_SHORTEST_FOREIGN = 6
_SERVANT, _SERVANT_APART = "عبدال", "عبد ال"


@dataclass(frozen=True, slots=True)
class Writing:
    """A way to write the name of an organisation.

    Attributes:
        name: the one name of the organisation, which tells it from others.
        kind: what sort of organisation it is.
        sign: what else the writing is.
        words: folded, as they stand without anything attached.
        beside: words one of which an article has that means the organisation; for those that are
            words of the language too.
        countries: adjectives that make a club of the writing where one stands directly behind it.
    """

    name: str
    kind: Kind
    sign: Sign
    words: tuple[str, ...]
    beside: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a word may begin.

    Attributes:
        alone: the writing of this word alone.
        longer: of more words, the longest first, by the second one.
    """

    alone: Writing | None
    longer: Mapping[str, tuple[Writing, ...]]


def read_organisations(path: Path = ORGANISATIONS) -> Iterator[Writing]:
    """Yield every writing of the organisations.

    Raises:
        TableError: a line has not its columns, or a kind that is not known.
    """
    columns = ("name", "kind", "writings", "beside")
    for line, (name, kind, writings, beside) in tables.read(
        path, columns, filled=("kind",), optional=2
    ):
        if kind not in get_args(Kind) or kind == "club":
            raise tables.error_at(path, line, f"unknown kind {kind!r}")
        yield from _writings(name, cast("Kind", kind), writings, beside)


def read_clubs(path: Path = CLUBS) -> Iterator[Writing]:
    """Yield every writing of the clubs.

    Raises:
        TableError: a line has not its columns.
    """
    columns = ("name", "writings", "countries")
    for _, (name, writings, countries) in tables.read(path, columns, optional=2):
        yield from _writings(name, "club", writings, countries=countries)


def _writings(
    name: str, kind: Kind, others: str, beside: str = "", countries: str = ""
) -> Iterator[Writing]:
    words = frozenset(map(fold, tables.several(beside)))
    adjectives = frozenset(map(fold, tables.several(countries)))
    for writing in (name, *tables.several(others)):
        bare = writing.rstrip(_SIGNS)
        sign = cast("Sign", writing[len(bare) :])
        for spelled in dict.fromkeys(_spellings(bare, kind)):
            yield Writing(name.rstrip(_SIGNS), kind, sign, folded_words(spelled), words, adjectives)


def _spellings(writing: str, kind: Kind) -> Iterator[str]:
    """Yield a writing in the ways that it is spelled: a foreign g as غ and as ج."""
    yield writing
    yield writing.replace(_SERVANT, _SERVANT_APART)
    is_foreign = kind == "club" and _ARTICLE not in writing
    if is_foreign and len(writing) >= _SHORTEST_FOREIGN:
        yield writing.replace("غ", "ج")


def _all() -> Iterator[Writing]:
    yield from read_organisations()
    yield from read_clubs()


def _by_words() -> dict[tuple[str, ...], Writing]:
    """Return the writings by their words; the first of those that are written alike."""
    found: dict[tuple[str, ...], Writing] = {}
    for writing in _all():
        found.setdefault(writing.words, writing)
    return found


def _beginnings() -> dict[str, Beginning]:
    longer: dict[str, dict[str, list[Writing]]] = defaultdict(lambda: defaultdict(list))
    for words, writing in sorted(BY_WORDS.items(), key=lambda item: -len(item[0])):
        if len(words) > 1:
            longer[words[0]][words[1]].append(writing)
    return {
        first: Beginning(
            BY_WORDS.get((first,)),
            {second: tuple(writings) for second, writings in longer.get(first, {}).items()},
        )
        for first in dict.fromkeys(words[0] for words in BY_WORDS)
    }


def _writings_of(beginning: Beginning) -> Iterator[Writing]:
    if beginning.alone:
        yield beginning.alone
    for writings in beginning.longer.values():
        yield from writings


#: Every writing by its words.
BY_WORDS = _by_words()
_BEGINNINGS = _beginnings()
#: The first word of a name and what is attached to it, by its form in a text.
FIRST_WORDS = {
    form: (first, attached) for first in _BEGINNINGS for form, attached in attached_forms(first)
} | {first: (first, "") for first in _BEGINNINGS}
#: By their form in a text, the words that name nothing unless one of certain words is the next.
NEEDS_SECOND = {
    form: _BEGINNINGS[first].longer.keys()
    for form, (first, _) in FIRST_WORDS.items()
    if _BEGINNINGS[first].alone is None
}

#: Forms of words that can name nothing but a doubtful club.
DOUBTFUL_CLUBS = frozenset(
    form
    for form, (first, _) in FIRST_WORDS.items()
    if all(writing.kind == "club" and writing.sign for writing in _writings_of(_BEGINNINGS[first]))
)
#: Forms of words that can name nothing but a ministry, by its field of work.
FIELDS_OF_WORK = frozenset(
    form
    for form, (first, _) in FIRST_WORDS.items()
    if all(writing.kind == "ministry" for writing in _writings_of(_BEGINNINGS[first]))
)


def writings_at(terms: Sequence[str], at: int) -> Iterator[tuple[Writing, int]]:
    """Yield what may be named here, the longest first, with the number of its last word + 1.

    What is attached to the first word is in :data:`FIRST_WORDS`.
    """
    if (known := FIRST_WORDS.get(terms[at])) is None:
        return
    beginning = _BEGINNINGS[known[0]]
    if at + 1 < len(terms):
        for writing in beginning.longer.get(terms[at + 1], ()):
            end = at + len(writing.words)
            if tuple(terms[at + 1 : end]) == writing.words[1:]:
                yield writing, end
    if beginning.alone:
        yield beginning.alone, at + 1
