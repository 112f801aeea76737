"""How the agencies of the table are written: every writing, whose it is and where it counts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from index.analysis import folded_words
from index.facts.agency_lines import (
    AGENCIES,
    TABLE,
    Agency,
    AgencyKind,
    is_wire,
    label,
    latin,
    read_agencies,
)

__all__ = [
    "AGENCIES",
    "FIRST_WORDS",
    "KINDS_CALLED",
    "KINDS_OF_SEVERAL",
    "OPENINGS",
    "REPORTED",
    "SECOND_WORDS",
    "TABLE",
    "WRITINGS",
    "Agency",
    "AgencyKind",
    "Tier",
    "Writing",
    "is_wire",
    "label",
    "latin",
    "longest_first",
    "read_agencies",
    "resolve",
    "unmistakable",
    "with_clitics",
]

Key = tuple[str, ...]

_CLITICS = ("و", "ف", "ل", "ب", "ك", "ول", "وب", "فل")
# A shorter word after a clitic would as easily be another word.
_SHORTEST_AFTER_CLITIC = 4
#: The words behind it tell what it is: لشمس إف إم.
_SHORTEST_OF_SEVERAL = 3
#: Letters' names that are no words behind a clitic either: وبي إن سبورت, لسي إن إن.
_AFTER_CLITIC = frozenset({"بي", "سي", "جي"})


class Tier(IntEnum):
    """Where a writing may be taken, from everywhere to hardly anywhere."""

    NAME = 0
    SIGN = 1
    #: What is left of a name that begins with a word such as صحيفة.
    CALLED = 2


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
    "شبكه": ("broadcaster", "agency"),
}
#: The same of two or more: names are joined behind them (صحيفتا الغارديان والتايمز). Of more papers
#: nothing is said: صحف اليوم are those of today.
KINDS_OF_SEVERAL: dict[str, tuple[AgencyKind, ...]] = {
    **dict.fromkeys(("وكالتا", "وكالتي", "وكالات"), KINDS_CALLED["وكاله"]),
    **dict.fromkeys(("صحيفتا", "صحيفتي", "جريدتا", "جريدتي", "مجلتا", "مجلتي"), _PAPER),
    **dict.fromkeys(("قناتا", "قناتي", "قنوات", "اذاعتا", "اذاعتي"), KINDS_CALLED["قناه"]),
}
KINDS_CALLED |= KINDS_OF_SEVERAL
#: Letters of a Latin abbreviation that is no word or code of a language.
_SHORTEST_LATIN = 2
#: What is attached to a sign that is reported: لوات, للأناضول.
_TO = ("ل", "ول")
#: The names of Latin letters. «السي إن إن» is as usual as «سي إن إن». Not تي: التي is a word.
_LETTERS_WORDS = "ايه اي بي سي دي اف جي اتش كي ال ام ان كيو ار اس يو"
_LETTERS = frozenset(_LETTERS_WORDS.split())


def with_clitics(word: str, shortest: int = _SHORTEST_AFTER_CLITIC) -> Iterator[str]:
    """Yield a folded word, alone and behind what Arabic attaches to it.

    Args:
        word: the word.
        shortest: letters that it has at least for that.
    """
    yield word
    if len(word) >= shortest:
        for clitic in _CLITICS:
            yield clitic + word
        if word.startswith("ال"):
            yield "لل" + word[2:]
            yield "ولل" + word[2:]


@dataclass(frozen=True, slots=True)
class Writing:
    """One way of writing, and whose it is.

    Attributes:
        ids: of those that it means anywhere, the best known first.
        shared: of those that it means in articles of their country or of themselves only.
        tier: where it may be taken.
    """

    ids: tuple[str, ...]
    shared: tuple[str, ...]
    tier: Tier

    def id_for(
        self, kinds: tuple[AgencyKind, ...] | None, own: str, country: str = ""
    ) -> str | None:
        """Return the agency that is meant, or ``None`` where nothing decides.

        Args:
            kinds: that the word before it names; ``None`` where it names none.
            own: id of the paper that it stands in. It is meant where it has this name.
            country: of that paper. Who has this name there comes before the others.
        """
        if not self.shared and len(self.ids) == 1:
            only = self.ids[0]
            return only if kinds is None or AGENCIES[only].kind in kinds else None
        several = self.ids + self.shared
        asked = [id_ for id_ in several if kinds is None or AGENCIES[id_].kind in kinds]
        if own in asked:
            return own
        if self.shared and country:
            for id_ in asked:
                if AGENCIES[id_].country == country:
                    return id_
        return next((id_ for id_ in asked if id_ in self.ids), None)

    def of_country(self, country: str) -> str | None:
        """Return the first that is of a country, or ``None``."""
        several = self.ids + self.shared
        return next((id_ for id_ in several if AGENCIES[id_].country == country), None)


#: Whose they are, between what they are and their country: التلفزيون الحكومي السوري.
_OF_STATE = {
    ("وكاله", "الانباء"): ("الرسميه", "الحكوميه"),
    ("التلفزيون",): ("الرسمي", "الحكومي", "العام"),
    ("الاذاعه",): ("الرسميه", "الحكوميه", "العامه"),
}


def _with_state(words: Key) -> Iterator[Key]:
    """Yield a name, and those with a word of the state before its country."""
    yield words
    for head, inside in _OF_STATE.items():
        if words[: len(head)] == head and len(words) == len(head) + 1:
            for word in inside:
                yield (*head, word, *words[len(head) :])


def _writings() -> Iterator[tuple[Key, str, Tier, bool]]:
    for agency in AGENCIES.values():
        for name in agency.names:
            words = folded_words(name)
            for official in _with_state(words):
                yield official, agency.id, Tier.NAME, False
            if len(words) > 2 and words[0] in _LETTERS:
                yield ("ال" + words[0], *words[1:]), agency.id, Tier.NAME, False
            if len(words) > 1 and words[0] in KINDS_CALLED:
                yield words[1:], agency.id, Tier.CALLED, False
        for sign in agency.signs:
            yield folded_words(sign), agency.id, Tier.SIGN, False
        for name in agency.shared:
            words = folded_words(name)
            yield words, agency.id, Tier.NAME if len(words) > 1 else Tier.SIGN, True
            if len(words) > 1 and words[0] in KINDS_CALLED:
                yield words[1:], agency.id, Tier.CALLED, True


def _gather(writings: Iterable[tuple[Key, str, Tier, bool]]) -> dict[Key, Writing]:
    gathered: dict[Key, dict[str, tuple[bool, Tier]]] = {}
    for words, agency_id, tier, is_shared in writings:
        tiers = gathered.setdefault(words, {})
        # Who has it for a name of its own and as one of several keeps it as its own.
        tiers[agency_id] = min((is_shared, tier), tiers.get(agency_id, (is_shared, tier)))
    return {words: _writing(tiers) for words, tiers in gathered.items()}


def _writing(tiers: dict[str, tuple[bool, Tier]]) -> Writing:
    best_first = sorted(tiers, key=tiers.__getitem__)
    return Writing(
        ids=tuple(id_ for id_ in best_first if not tiers[id_][0]),
        shared=tuple(id_ for id_ in best_first if tiers[id_][0]),
        tier=min(tier for _, tier in tiers.values()),
    )


WRITINGS = _gather(_writings())

#: The signs that are common words, and whose they are at the edges of a text.
OPENINGS: dict[Key, str] = {
    folded_words(sign): agency.id for agency in AGENCIES.values() for sign in agency.openings
}


def _shortest_before(words: Key) -> int:
    """Return how many letters a first word has at least to stand behind a clitic."""
    if words[0] in _AFTER_CLITIC:
        return len(words[0])
    return _SHORTEST_OF_SEVERAL if len(words) > 1 else _SHORTEST_AFTER_CLITIC


#: The first words of writings, with and without clitics, and what each stands for.
FIRST_WORDS: dict[str, str] = {
    form: words[0]
    for words, writing in WRITINGS.items()
    if writing.tier is Tier.NAME
    for form in with_clitics(words[0], _shortest_before(words))
}
FIRST_WORDS |= {words[0]: words[0] for words in WRITINGS}


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isupper() and len(sign) > _SHORTEST_LATIN


#: The signs that words of crediting make sure (ذكرت كونا), also behind an attached ل.
REPORTED: frozenset[Key] = frozenset(
    folded_words(sign)
    for agency in AGENCIES.values()
    for sign in (*agency.reported, *filter(_is_latin, agency.signs))
)


def _first_words_told() -> Iterator[tuple[str, str]]:
    for first, *_ in REPORTED:
        if len(first) > 1:
            for clitic in _TO:
                yield clitic + first, first
                if first.startswith("ال"):
                    yield clitic + "ل" + first[2:], first


FIRST_WORDS = dict(_first_words_told()) | FIRST_WORDS


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
#: The second words that a word needs behind it to begin a writing; no entry where it may be one.
SECOND_WORDS: dict[str, frozenset[str]] = {
    form: frozenset(_LENGTHS[first])
    for form, first in FIRST_WORDS.items()
    if "" not in _LENGTHS[first]
}
_NAMES_KEPT = 4096
_LABELS: dict[Key, str] = {
    folded_words(text): agency.id
    for agency in reversed(AGENCIES.values())
    for text in (agency.latin, agency.label, agency.id)
}


@lru_cache(maxsize=_NAMES_KEPT)
def resolve(name: str, country: str = "") -> str | None:
    """Return the id of the agency that is written so, or ``None``: ``أ.ف.ب`` gives ``afp``.

    Names, signs, labels and ids are known, also behind a word that says what it is:
    ``صحيفة الجزيرة`` and ``قناة الجزيرة`` are two.

    Args:
        name: as printed.
        country: of what it stands in. It tells which of several of one name is meant.
    """
    words = folded_words(name)
    if not words:
        return None
    writing = WRITINGS.get(words)
    if writing and writing.tier is not Tier.CALLED:
        found = writing.id_for(None, "", country)
        if found:
            return found
    if words in _LABELS:
        return _LABELS[words]
    kinds = KINDS_CALLED.get(words[0])
    called = WRITINGS.get(words[1:])
    return called.id_for(kinds, "", country) if kinds and called else None


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
    return writing.id_for(None, "") if writing.tier is Tier.NAME or is_short else None


def longest_first(terms: Sequence[str], at: int) -> Iterator[tuple[Writing, int]]:
    """Yield the writings that begin at a word, the longest first, with their number of words.

    Behind a clitic only names are meant, and signs that are reported: لرويترز and للأناضول are
    some, لسبق may be a verb.
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
        words = (first, *terms[at + 1 : at + length])
        writing = WRITINGS.get(words)
        if writing and (writing.tier is Tier.NAME or first == terms[at] or words in REPORTED):
            yield writing, length
