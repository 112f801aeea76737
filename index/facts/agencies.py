"""Which news agencies an article credits: the authority table applied to credit and text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from index.analysis import analyze
from index.article import Article

_Key = tuple[str, ...]

_BRACKETS = re.compile(r"[(\[（]([^()\[\]（）]{1,80})[)\]）]")
_BETWEEN_CREDITS = re.compile(r"[-–—،,/;؛+&|]")
_AGENCY_WORD = frozenset({"وكاله", "لوكاله", "بوكاله", "ووكاله"})
_CLITICS = ("و", "ف", "ل", "ب", "ك", "ول", "وب")
# A shorter name after a clitic would as easily be another word.
_SHORTEST_NAME_AFTER_CLITIC = 5


@dataclass(frozen=True, slots=True)
class Agency:
    """A line of the authority table.

    Attributes:
        id: short Latin name, stable.
        label: in Arabic.
        latin: label in Latin letters.
        names: how running text writes it.
        signs: abbreviations, taken only where a credit is sure.
    """

    id: str
    label: str
    latin: str
    names: tuple[str, ...]
    signs: tuple[str, ...]


def _read_table() -> dict[str, Agency]:
    path = Path(__file__).with_name("agencies.tsv")
    agencies: dict[str, Agency] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            id_, label, latin, names, signs = line.split("\t")
            agencies[id_] = Agency(
                id_, label, latin, tuple(names.split("|")), tuple(signs.split("|"))
            )
    return agencies


AGENCIES = _read_table()


def _key(text: str) -> _Key:
    return tuple(token.exact for token in analyze(text))


class _Writings:
    """Ways of writing agencies, found by the folded words that they consist of."""

    def __init__(self, keys: Iterable[tuple[_Key, str]]) -> None:
        self._ids: dict[_Key, str] = {}
        for key, agency_id in keys:
            self._ids.setdefault(key, agency_id)
        self._first_words = frozenset(key[0] for key in self._ids)
        self._longest = max(map(len, self._ids))

    def get(self, key: _Key) -> str | None:
        """The agency written exactly so."""
        return self._ids.get(key)

    def longest_at(self, terms: list[str], at: int) -> str | None:
        """The agency whose writing, the longest that fits, begins at this word."""
        if at >= len(terms) or terms[at] not in self._first_words:
            return None
        for length in range(self._longest, 0, -1):
            agency_id = self._ids.get(tuple(terms[at : at + length]))
            if agency_id:
                return agency_id
        return None


#: What may stand in running text.
_NAMES = _Writings((_key(name), agency.id) for agency in AGENCIES.values() for name in agency.names)

#: What may stand in a credit.
_ALL_WRITINGS = _Writings(
    (_key(writing), agency.id)
    for agency in AGENCIES.values()
    for writing in (*agency.names, *agency.signs, agency.id, agency.label, agency.latin)
)


def label(agency_id: str) -> str:
    """The Arabic label of an agency; the id itself where the table does not know it."""
    agency = AGENCIES.get(agency_id)
    return agency.label if agency else agency_id


def resolve(name: str) -> str | None:
    """The id of the agency that is written so, or ``None``: ``أ.ف.ب`` gives ``afp``."""
    return _ALL_WRITINGS.get(_key(name))


def credited(text: str) -> Iterator[str]:
    """Ids of the agencies that a text credits, in order, repeated where it repeats them."""
    found = [*_in_brackets(text), *_in_running_text(text)]
    for _, agency_id in sorted(found):
        yield agency_id


def _in_brackets(text: str) -> Iterator[tuple[int, str]]:
    for match in _BRACKETS.finditer(text):
        for part in _BETWEEN_CREDITS.split(match.group(1)):
            agency_id = resolve(part)
            if agency_id:
                yield match.start(), agency_id


def _in_running_text(text: str) -> Iterator[tuple[int, str]]:
    tokens = analyze(text)
    terms = [token.exact for token in tokens]
    for at, term in enumerate(terms):
        agency_id = _NAMES.longest_at(terms, at)
        if agency_id is None and term in _AGENCY_WORD:
            agency_id = _ALL_WRITINGS.longest_at(terms, at + 1)
        if agency_id is None and term.startswith(_CLITICS):
            agency_id = _name_after_clitic(terms, at)
        if agency_id:
            yield tokens[at].start, agency_id


def _name_after_clitic(terms: list[str], at: int) -> str | None:
    for clitic in _CLITICS:
        rest = terms[at].removeprefix(clitic)
        if rest != terms[at] and len(rest) >= _SHORTEST_NAME_AFTER_CLITIC:
            agency_id = _NAMES.longest_at([*terms[:at], rest, *terms[at + 1 :]], at)
            if agency_id:
                return agency_id
    return None


def identify(article: Article) -> Article:
    """The article with its agencies as ids: those it was given, then its credit, caption, text.

    A given name that the table does not know stays as it was printed, so nothing is lost.
    """
    given = [resolve(name) or " ".join(name.split()) for name in article.agencies]
    credit = [
        agency_id
        for part in _BETWEEN_CREDITS.split(article.credit)
        if (agency_id := resolve(part.strip(" ()")))
    ]
    texts = (article.caption, article.deck, article.body)
    read = [agency_id for text in texts for agency_id in credited(text)]
    return replace(article, agencies=tuple(dict.fromkeys([*given, *credit, *read])))
