"""How Latin letters may stand for Arabic ones: a name becomes a pattern over an archive's words.

Every group of letters has alternatives in folded Arabic, each with a cost: 0 is the usual writing,
1 one that hardly occurs. A word fits if it is one alternative after the other, and the cheapest way
counts. Writings are the usual English and French ones, and the digits of chat (3 for ع, 7 for ح).
Where Arabic writes no short vowel, the empty alternative is cheap.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from index import tables
from index.analysis import fold

TABLE = Path(__file__).with_name("letters.tsv")
COLUMNS = ("where", "letters", "ways")
_PLACES = ("consonant", "soft", "first", "inner", "last")

#: Arabic letters that a group may stand for, each with its cost.
_Ways = Mapping[str, float]


def _ways(text: str) -> dict[str, float]:
    """Alternatives as ``ت ط.2 -.5``: letters, and behind them the cost; ``-`` is nothing."""
    found: dict[str, float] = {}
    for way in text.split():
        letters, point, cost = way.partition(".")
        found["" if letters == "-" else fold(letters)] = float(f"0.{cost}") if point else 0.0
    return found


def read_letters() -> dict[str, dict[str, _Ways]]:
    """Read the groups of letters, by where they stand.

    Raises:
        TableError: a line has not its three columns, all filled, or names no such place.
    """
    found: dict[str, dict[str, _Ways]] = {place: {} for place in _PLACES}
    for line, (where, letters, ways) in tables.read(TABLE, COLUMNS, filled=COLUMNS):
        if where not in found:
            what = f"letters stand in one of these places: {', '.join(_PLACES)}; not {where!r}"
            raise tables.error_at(TABLE, line, what)
        found[where][letters] = _ways(ways)
    return found


_LETTERS = read_letters()
_CONSONANTS, _SOFT = _LETTERS["consonant"], _LETTERS["soft"]

#: So many beginnings of words are looked up one by one, rather than all words.
_MOST_BEGINNINGS = 60

_VOWEL = "aeiouy"
_GLOTTAL = _ways("- ع.1 ء.1 ا.2 عا.3")
_APOSTROPHE = "'"
_OTHER_APOSTROPHES = re.compile("[’‘ʼʿʾ`´]")
_DOUBLED = 0.3

#: Before a name: الـ may stand there unsaid, as in Riyadh; what is said may be left out.
_UNSAID_ARTICLE = 0.25
_MISSING_ARTICLE = 0.45
_SERVANT = re.compile("abd(?:[aeuo]l|[aeuo]s(?=s)|[aeuo]r(?=r)|[aeuo]?)-?(?=[a-z])")


@dataclass(frozen=True)
class Pattern:
    """The Arabic words that a Latin word may stand for.

    Attributes:
        groups: of every group of Latin letters the Arabic ones that it may stand for, and what
            each costs.
    """

    groups: tuple[tuple[tuple[str, float], ...], ...]

    @cached_property
    def expression(self) -> str:
        """A regular expression that every fitting word, folded, matches as a whole."""
        return "".join(
            "(?:" + "|".join(sorted((way for way, _ in group), key=len, reverse=True)) + ")"
            for group in self.groups
        )

    def cost(self, word: str, *, whole: bool = True) -> float | None:
        """Return what an Arabic word costs the cheapest way; ``None`` where it does not fit.

        Args:
            word: folded.
            whole: whether it must fit to its end, or only begin so.
        """
        costs = {0: 0.0}
        for group in self.groups:
            reached: dict[int, float] = {}
            for at, so_far in costs.items():
                for way, cost in group:
                    if word.startswith(way, at):
                        end = at + len(way)
                        reached[end] = min(so_far + cost, reached.get(end, so_far + cost))
            costs = reached
        return costs.get(len(word)) if whole else min(costs.values(), default=None)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """What every fitting word begins with, one of these: longer ones, as far as few do."""
        found = {""}
        for group in self.groups:
            longer = {begun + way for begun in found for way, _ in group}
            if len(longer) > _MOST_BEGINNINGS:
                break
            found = longer
        return frozenset(found)


def plain_latin(word: str) -> str:
    """Return a Latin word in small letters without accents, with one kind of apostrophe."""
    marked = _OTHER_APOSTROPHES.sub(_APOSTROPHE, word)
    return _APOSTROPHE.join(map(fold, marked.split(_APOSTROPHE)))


@lru_cache(maxsize=4096)
def pattern(word: str, *, article: bool = False) -> Pattern:
    """Return the pattern of a Latin word.

    Args:
        word: as :func:`plain_latin` gives it.
        article: whether the Arabic article was written before it.
    """
    groups: list[_Ways] = []
    servant = _SERVANT.match(word)
    if servant:
        groups.append({"عبدال": 0.0})
        word = word[servant.end() :]
    elif article:
        groups.append({"ال": 0.0, "": _MISSING_ARTICLE})
    else:
        groups.append({"": 0.0, "ال": _UNSAID_ARTICLE})
    at = 0
    while at < len(word):
        ways, length = _group(word, at)
        groups.append(ways)
        at += length
    return Pattern(tuple(tuple(ways.items()) for ways in groups))


def _group(word: str, at: int) -> tuple[_Ways, int]:
    if word[at] == _APOSTROPHE:
        return _GLOTTAL, 1
    if word[at] in _VOWEL and (found := _vowels(word, at)):
        return found
    for length in (3, 2, 1):
        letters = word[at : at + length]
        if len(letters) == length and letters in _CONSONANTS:
            return _consonant(word, at, letters)
    return {"": 0.3}, 1


def _vowels(word: str, at: int) -> tuple[_Ways, int] | None:
    """Return the longest group of vowels here; ``None`` for a y that is a consonant."""
    for length in (4, 3, 2, 1):
        letters = word[at : at + length]
        if len(letters) < length:
            continue
        last = at + length == len(word)
        table = _LETTERS["last"] if last and at else _LETTERS["inner"] if at else _LETTERS["first"]
        if letters in table:
            return table[letters], length
        if last and letters in _LETTERS["inner"] and at:
            return _LETTERS["inner"][letters], length
    return None


def _consonant(word: str, at: int, letters: str) -> tuple[_Ways, int]:
    end = at + len(letters)
    ways = _CONSONANTS[letters]
    if letters in _SOFT and word[end : end + 1] in tuple("eiy"):
        ways = _SOFT[letters]
    if word.startswith(letters, end) and not letters.isdecimal():
        doubled = {way * 2: cost + _DOUBLED for way, cost in ways.items() if way}
        return {**doubled, **ways}, 2 * len(letters)
    return ways, len(letters)
