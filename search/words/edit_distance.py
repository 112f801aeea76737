"""What it costs to have typed one word for another, by the slips that people make.

Optimal string alignment (Damerau, 1964) with weights: letters that sound or look alike, that lie
side by side on the keyboard, a letter typed twice, a long vowel left out cost less than others.
"""

from functools import lru_cache
from itertools import accumulate

from index.analysis import fold
from search.words.keyboard_layout import ARABIC_OF

_SUBSTITUTION = 1.0
_CONFUSED = 0.45
_ADJACENT_KEY = 0.65
_TRANSPOSITION = 0.6
_INSERTION = 0.9
#: So much less for a letter whose key lies beside that of the one before it.
_BRUSHED_KEY = 0.2
_OMISSION = 0.9
_OMITTED_VOWEL = 0.6
_OMITTED_SPACE = 0.4
_DOUBLED = 0.4
#: So much more at the first letter, where few slip.
_FIRST = 0.25

#: No slip within a word costs less.
LEAST_COST = min(
    _CONFUSED, _ADJACENT_KEY, _TRANSPOSITION, _INSERTION - _BRUSHED_KEY, _OMITTED_VOWEL, _DOUBLED
)

_LONG_VOWELS = frozenset("اوي")

#: Letters that are confused: by their sound, or by their shape.
_ALIKE = (
    "ضظ", "ذز", "ثس", "تط", "سص", "قغ", "ظز", "دض", "ذد", "ثت", "كق", "حه", "هح", "جغ", "قك", "اع",
    "حخ", "جح", "عغ", "طظ", "صض", "سش", "بت", "بن", "بي", "نت", "رز", "فق", "هت",
)  # fmt: skip
_CONFUSED_PAIRS = frozenset(pair for two in _ALIKE for pair in ((two[0], two[1]), (two[1], two[0])))

# Of the words of a few queries, which are asked for again.
_COSTS_KEPT = 4096

_ROWS = ("`1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
# How far each row of keys is shifted against the first, in keys.
_SHIFTS = (0.0, 1.5, 1.75, 2.25)
_REACH = 1.3


def _adjacent_keys() -> frozenset[tuple[str, str]]:
    """Return the letters whose keys lie side by side, in Latin and (folded) in Arabic."""
    places = {
        key: (column + _SHIFTS[row], float(row))
        for row, keys in enumerate(_ROWS)
        for column, key in enumerate(keys)
    }
    found: set[tuple[str, str]] = set()
    for one, (x, y) in places.items():
        for other, (u, v) in places.items():
            if one != other and abs(y - v) <= 1 and abs(x - u) < _REACH:
                found.add((one, other))
                letters = fold(ARABIC_OF.get(one, one)), fold(ARABIC_OF.get(other, other))
                if letters[0] != letters[1]:
                    found.add(letters)
    return frozenset(found)


_ADJACENT_KEYS = _adjacent_keys()

#: What it costs to type one letter for another, where that is less than usual.
_SUBSTITUTIONS = dict.fromkeys(_ADJACENT_KEYS, _ADJACENT_KEY)
_SUBSTITUTIONS |= dict.fromkeys(_CONFUSED_PAIRS, _CONFUSED)


@lru_cache(maxsize=_COSTS_KEPT)
def edit_cost(typed: str, intended: str) -> float:
    """Return what the cheapest slips cost that make one word of another; 0 for the same word.

    Args:
        typed: what was typed, folded.
        intended: what may have been intended, folded.
    """
    inserted = [_insertion(typed, at, letter) for at, letter in enumerate(typed)]
    omitted = [_omission(intended, at, letter) for at, letter in enumerate(intended)]
    before: list[float] = []
    row = [0.0, *accumulate(omitted)]
    for i, letter in enumerate(typed):
        earlier, before, row = before, row, [row[0] + inserted[i]]
        for j, right in enumerate(intended):
            best = before[j]
            if letter != right:
                best += _SUBSTITUTIONS.get((letter, right), _SUBSTITUTION)
                best += _FIRST if i == j == 0 else 0.0
            best = min(best, before[j + 1] + inserted[i], row[j] + omitted[j])
            swapped = i and j and letter == intended[j - 1] and typed[i - 1] == right
            if swapped and letter != right:
                best = min(best, earlier[j - 1] + _TRANSPOSITION)
            row.append(best)
    return row[-1]


def _insertion(typed: str, at: int, letter: str) -> float:
    """Return the cost of a letter that was typed and should not be there."""
    if at and typed[at - 1] == letter:
        return _DOUBLED
    return _INSERTION - (_BRUSHED_KEY if at and (typed[at - 1], letter) in _ADJACENT_KEYS else 0.0)


def _omission(intended: str, at: int, letter: str) -> float:
    """Return the cost of a letter that should be there and was not typed."""
    if letter == " ":
        return _OMITTED_SPACE
    if at and intended[at - 1] == letter:
        return _DOUBLED
    if letter in _LONG_VOWELS:
        return _OMITTED_VOWEL
    return _OMISSION + (_FIRST if not at else 0.0)
