"""The authority table of who supplies news, and how each of them is written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args

from index import tables
from index.analysis import folded_words

AgencyKind = Literal["agency", "photo", "broadcaster", "paper", "site"]
Key = tuple[str, ...]

TABLE = Path(__file__).with_name("agencies.tsv")
_COLUMNS = ("id", "kind", "country", "arabic", "latin", "names", "signs", "note")

_CLITICS = ("و", "ف", "ل", "ب", "ك", "ول", "وب", "فل")
# A shorter word after a clitic would as easily be another word.
_SHORTEST_AFTER_CLITIC = 4


class Tier(IntEnum):
    """Where a writing may be taken, from everywhere to hardly anywhere."""

    NAME = 0
    SIGN = 1
    #: What is left of a name that begins with a word such as صحيفة.
    CALLED = 2


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency, paper or broadcaster of the authority table.

    Attributes:
        id: short Latin name, stable.
        kind: what it is.
        country: of its seat, ISO 3166 alpha-2; empty for none.
        label: in Arabic.
        latin: label in Latin letters.
        names: how running text writes it.
        signs: abbreviations and words of the language, taken only where a credit is sure.
        note: the source of the writings.
    """

    id: str
    kind: AgencyKind
    country: str
    label: str
    latin: str
    names: tuple[str, ...]
    signs: tuple[str, ...]
    note: str


def read_agencies(path: Path = TABLE) -> dict[str, Agency]:
    """Read the table of agencies.

    Args:
        path: a file whose columns are those of the table of this checkout.

    Returns:
        The agencies by id, in the order of the file.

    Raises:
        TableError: a line has not the right columns, or a kind that is not known.
    """
    agencies: dict[str, Agency] = {}
    for line, cells in tables.read(path, _COLUMNS):
        id_, kind, country, arabic, latin_, names, signs, note = cells
        if kind not in get_args(AgencyKind):
            what = f"unknown kind {kind!r}; it is one of {', '.join(get_args(AgencyKind))}"
            raise tables.error_at(path, line, what)
        agencies[id_] = Agency(
            id=id_,
            kind=cast("AgencyKind", kind),
            country=country,
            label=arabic,
            latin=latin_,
            names=tables.several(names),
            signs=tables.several(signs),
            note=note,
        )
    return agencies


AGENCIES = read_agencies()

_PAPER: tuple[AgencyKind, ...] = ("paper", "site")
#: Words that say what the name behind them is, folded.
KINDS_CALLED: dict[str, tuple[AgencyKind, ...]] = {
    "وكاله": ("agency", "photo"),
    "صحيفه": _PAPER,
    "جريده": _PAPER,
    "مجله": _PAPER,
    "يوميه": _PAPER,
    "قناه": ("broadcaster",),
    "قنوات": ("broadcaster",),
    "فضائيه": ("broadcaster",),
    "تلفزيون": ("broadcaster",),
    "تليفزيون": ("broadcaster",),
    "تلفزه": ("broadcaster",),
    "اذاعه": ("broadcaster",),
    "راديو": ("broadcaster",),
}


def with_clitics(word: str) -> Iterator[str]:
    """Yield a folded word, alone and behind what Arabic attaches to it."""
    yield word
    if len(word) >= _SHORTEST_AFTER_CLITIC:
        for clitic in _CLITICS:
            yield clitic + word
        if word.startswith("ال"):
            yield "لل" + word[2:]
            yield "ولل" + word[2:]


@dataclass(frozen=True, slots=True)
class Writing:
    """One way of writing; several agencies may share it, the best known first."""

    ids: tuple[str, ...]
    tier: Tier

    def id_for(self, kinds: tuple[AgencyKind, ...] | None, own: str) -> str | None:
        """Return the agency that is meant: of these kinds, else ``own``, else the first."""
        if kinds is not None:
            return next((id_ for id_ in self.ids if AGENCIES[id_].kind in kinds), None)
        return own if own in self.ids else self.ids[0]


def _writings() -> Iterator[tuple[Key, str, Tier]]:
    for agency in AGENCIES.values():
        for name in agency.names:
            words = folded_words(name)
            yield words, agency.id, Tier.NAME
            if len(words) > 1 and words[0] in KINDS_CALLED:
                yield words[1:], agency.id, Tier.CALLED
        for sign in agency.signs:
            yield folded_words(sign), agency.id, Tier.SIGN


def _gather(writings: Iterable[tuple[Key, str, Tier]]) -> dict[Key, Writing]:
    gathered: dict[Key, dict[str, Tier]] = {}
    for words, agency_id, tier in writings:
        tiers = gathered.setdefault(words, {})
        tiers[agency_id] = min(tier, tiers.get(agency_id, tier))
    return {
        words: Writing(tuple(sorted(tiers, key=tiers.__getitem__)), min(tiers.values()))
        for words, tiers in gathered.items()
    }


WRITINGS = _gather(_writings())

#: The first words of writings, with and without clitics, and what each stands for.
FIRST_WORDS: dict[str, str] = {
    form: words[0]
    for words, writing in WRITINGS.items()
    if writing.tier is Tier.NAME
    for form in with_clitics(words[0])
}
FIRST_WORDS |= {words[0]: words[0] for words in WRITINGS}


def _lengths() -> dict[str, dict[str, tuple[int, ...]]]:
    lengths: dict[str, dict[str, set[int]]] = {}
    for words in WRITINGS:
        second = words[1] if len(words) > 1 else ""
        lengths.setdefault(words[0], {}).setdefault(second, set()).add(len(words))
    return {
        first: {
            second: tuple(sorted(found | seconds.get("", set()), reverse=True))
            for second, found in seconds.items()
        }
        for first, seconds in lengths.items()
    }


#: How many words the writings have that begin with a word and a second one, the longest first. A
#: writing of one word has the empty one behind it, and is among the lengths of every second word.
_LENGTHS = _lengths()
_NAMES_KEPT = 4096
_LABELS = {
    folded_words(text): agency.id
    for agency in reversed(AGENCIES.values())
    for text in (agency.latin, agency.label, agency.id)
}


def label(agency_id: str) -> str:
    """Return the Arabic label of an agency; the id itself where the table does not know it."""
    agency = AGENCIES.get(agency_id)
    return agency.label if agency else agency_id


def latin(agency_id: str) -> str:
    """Return the Latin label of an agency; the id itself where the table does not know it."""
    agency = AGENCIES.get(agency_id)
    return agency.latin if agency else agency_id


@lru_cache(maxsize=_NAMES_KEPT)
def resolve(name: str) -> str | None:
    """Return the id of the agency that is written so, or ``None``: ``أ.ف.ب`` gives ``afp``.

    Names, signs, labels and ids are known, also behind a word that says what it is:
    ``صحيفة الجزيرة`` and ``قناة الجزيرة`` are two.
    """
    words = folded_words(name)
    if not words:
        return None
    writing = WRITINGS.get(words)
    if writing and writing.tier is not Tier.CALLED:
        return writing.ids[0]
    if words in _LABELS:
        return _LABELS[words]
    kinds = KINDS_CALLED.get(words[0])
    called = WRITINGS.get(words[1:])
    return called.id_for(kinds, "") if kinds and called else None


def unmistakable(text: str) -> str | None:
    """Return the id of the agency that a text names as a whole and in no other sense, or ``None``.

    A name is one, and so are initials (أ.ب) and an abbreviation in Latin letters; a sign such as
    واس or «اليوم» is not.
    """
    words = folded_words(text)
    writing = WRITINGS.get(words)
    if writing is None:
        return None
    is_short = all(len(word) == 1 or word.isascii() for word in words)
    return writing.ids[0] if writing.tier is Tier.NAME or is_short else None


def longest_first(terms: Sequence[str], at: int) -> Iterator[tuple[Writing, int]]:
    """Yield the writings that begin at a word, the longest first, with their number of words.

    Behind a clitic only names are meant: لرويترز is one, لسبق may be a verb.
    """
    first = FIRST_WORDS.get(terms[at])
    if first is None:
        return
    seconds = _LENGTHS[first]
    second = terms[at + 1] if at + 1 < len(terms) else ""
    # Half of the words that begin a writing are as common as «ان»: what follows rules most out.
    for length in seconds.get(second) or seconds.get("", ()):
        if at + length > len(terms):
            continue
        writing = WRITINGS.get((first, *terms[at + 1 : at + length]))
        if writing and (writing.tier is Tier.NAME or first == terms[at]):
            yield writing, length
