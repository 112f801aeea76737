"""The organisations and clubs that are known by name: two tables, looked up by first word."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from index import tables
from index.analysis import fold, folded_words
from index.facts.entities.clitics import attached_forms
from index.facts.entities.name_words import TABLES

Kind = Literal["world", "state", "party", "armed", "company", "platform", "media", "body", "club"]
#: What else a writing is; the tables say what each sign means.
Sign = Literal["", "?", "!", "@"]

ORGANISATIONS = TABLES / "organisations.tsv"
CLUBS = TABLES / "clubs.tsv"
_SIGNS = "?!@"


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
    """

    name: str
    kind: Kind
    sign: Sign
    words: tuple[str, ...]
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A writing as it may stand in a text.

    Attributes:
        writing: which one.
        attached: the letters before its first word.
        rest: the other words.
    """

    writing: Writing
    attached: str
    rest: tuple[str, ...]


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
    for _, (name, writings) in tables.read(path, ("name", "writings"), optional=1):
        yield from _writings(name, "club", writings)


def _writings(name: str, kind: Kind, others: str, beside: str = "") -> Iterator[Writing]:
    words = frozenset(map(fold, tables.several(beside)))
    for writing in (name, *tables.several(others)):
        bare = writing.rstrip(_SIGNS)
        sign = cast("Sign", writing[len(bare) :])
        yield Writing(name.rstrip(_SIGNS), kind, sign, folded_words(bare), words)


def _by_first_word(writings: Iterator[Writing]) -> dict[str, tuple[Candidate, ...]]:
    found: dict[str, list[Candidate]] = defaultdict(list)
    for writing in writings:
        first, *rest = writing.words
        for form, attached in attached_forms(first):
            found[form].append(Candidate(writing, attached, tuple(rest)))
    return {
        form: tuple(sorted(candidates, key=lambda one: -len(one.rest)))
        for form, candidates in found.items()
    }


def _all() -> Iterator[Writing]:
    yield from read_organisations()
    yield from read_clubs()


#: What may begin with a word, by its folded form in a text, the longest first.
BY_FIRST_WORD = _by_first_word(_all())
#: Every writing by its words.
BY_WORDS: dict[tuple[str, ...], Writing] = {}
for _writing in _all():
    BY_WORDS.setdefault(_writing.words, _writing)


def candidates_at(terms: Sequence[str], at: int) -> Iterator[tuple[Candidate, int]]:
    """Yield what may be named here, the longest first, with the number of its last word + 1."""
    for candidate in BY_FIRST_WORD.get(terms[at], ()):
        end = at + 1 + len(candidate.rest)
        if not candidate.rest or tuple(terms[at + 1 : end]) == candidate.rest:
            yield candidate, end
