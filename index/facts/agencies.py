"""Which news agencies an article credits: the authority table applied to credit and text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.analysis import tokenize
from index.article import Article

_Key = tuple[str, ...]

_BRACKETS = re.compile(r"[(\[（]([^()\[\]（）]{1,80})[)\]）]")
_BETWEEN_CREDITS = re.compile(r"[-–—،,/;؛+&|:()«»\"]")
# «الرياض - واس: …»: what stands before the first colon of a text is its dateline.
_OPENING = re.compile(r"\s*([^:\n]{1,60}):")
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
    return tuple(token.exact for token in tokenize(text))


class _Writings:
    """Ways of writing agencies, found by the folded words that they consist of."""

    def __init__(self, keys: Iterable[tuple[_Key, str]]) -> None:
        self._ids: dict[_Key, str] = {}
        for key, agency_id in keys:
            self._ids.setdefault(key, agency_id)
        self._first_words = frozenset(key[0] for key in self._ids)
        self.longest = max(map(len, self._ids))

    def get(self, key: _Key) -> str | None:
        """The agency written exactly so."""
        return self._ids.get(key)

    def longest_at(self, terms: Sequence[str], at: int) -> tuple[str, int] | None:
        """The agency whose writing, the longest that fits, begins here; and its words."""
        if at >= len(terms) or terms[at] not in self._first_words:
            return None
        for length in range(self.longest, 0, -1):
            agency_id = self._ids.get(tuple(terms[at : at + length]))
            if agency_id:
                return agency_id, length
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


def credited(text: str) -> list[str]:
    """Ids of the agencies that a text credits, one for each mention, in order."""
    bracketed = list(_in_brackets(text))
    inside = {at for start, end, _ in bracketed for at in range(start, end)}
    mentions = [(start, agency_id) for start, _, agency_id in bracketed]
    mentions += [mention for mention in _in_running_text(text) if mention[0] not in inside]
    return [agency_id for _, agency_id in sorted(mentions, key=lambda mention: mention[0])]


def _in_brackets(text: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of brackets that hold a credit, with each agency in them."""
    for match in _BRACKETS.finditer(text):
        for part in _BETWEEN_CREDITS.split(match.group(1)):
            agency_id = resolve(part)
            if agency_id:
                yield match.start(), match.end(), agency_id


def _in_running_text(text: str) -> Iterator[tuple[int, str]]:
    tokens = tokenize(text)
    terms = [token.exact for token in tokens]
    at = 0
    while at < len(terms):
        found = _mention_at(terms, at)
        if found:
            yield tokens[at].start, found[0]
        at += found[1] if found else 1


def _mention_at(terms: list[str], at: int) -> tuple[str, int] | None:
    """The agency named at this word and how many words its name takes."""
    if found := _NAMES.longest_at(terms, at):
        return found
    if terms[at] in _AGENCY_WORD and (found := _ALL_WRITINGS.longest_at(terms, at + 1)):
        return found[0], found[1] + 1
    for clitic in _CLITICS:
        rest = terms[at].removeprefix(clitic)
        if rest != terms[at] and len(rest) >= _SHORTEST_NAME_AFTER_CLITIC:
            window = (rest, *terms[at + 1 : at + _NAMES.longest])
            if found := _NAMES.longest_at(window, 0):
                return found
    return None


def identify(article: Article) -> Article:
    """The article with its agencies as ids: those it was given, then those that it credits.

    Photo credit, byline and the opening of the text are credits as a whole; caption, deck and
    body are read for mentions. A given name that the table does not know stays as it was printed,
    so nothing is lost.
    """
    given = [resolve(name) or " ".join(name.split()) for name in article.agencies]
    opening = _OPENING.match(article.body)
    credits = (article.credit, article.byline, opening.group(1) if opening else "")
    texts = (article.caption, article.deck, article.body)
    read = [
        *(agency_id for credit in credits for agency_id in _in_credit(credit)),
        *(agency_id for text in texts for agency_id in credited(text)),
    ]
    return replace(article, agencies=tuple(dict.fromkeys([*given, *read])))


def _in_credit(credit: str) -> Iterator[str]:
    """The agencies of a line that names sources and places and nothing else."""
    for part in _BETWEEN_CREDITS.split(credit):
        if agency_id := resolve(part):
            yield agency_id
