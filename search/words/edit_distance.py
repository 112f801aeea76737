"""What it costs to have typed one word for another, by the slips that people make.

Optimal string alignment (Damerau, 1964) with weights: letters that sound or look alike, that lie
side by side on the keyboard, a letter typed twice, a long vowel left out.
"""

from index.analysis import fold
from search.words.keyboard_layout import ARABIC_OF

_OTHER_LETTER = 1.0
_SWAPPED = 0.6
_TOO_MANY = 0.9
_TOO_FEW = 0.9
_DOUBLED = 0.4
_LONG_VOWEL = 0.6
_SPACE = 0.4
_CONFUSED = 0.45
_NEIGHBOURING = 0.65
#: Few slip at the first letter.
_FIRST = 0.25

_LONG_VOWELS = frozenset("اوي")

#: Letters that are confused: by their sound, or by their shape.
_ALIKE = (
    "ضظ", "ذز", "ثس", "تط", "سص", "قغ", "ظز", "دض", "ذد", "ثت", "كق", "حه", "هح", "جغ", "قك", "اع",
    "حخ", "جح", "عغ", "طظ", "صض", "سش", "بت", "بن", "بي", "نت", "رز", "فق", "هت",
)  # fmt: skip
_CONFUSED_PAIRS = frozenset(pair for two in _ALIKE for pair in ((two[0], two[1]), (two[1], two[0])))

_ROWS = ("`1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
# How far each row of keys is shifted against the first, in keys.
_SHIFTS = (0.0, 1.5, 1.75, 2.25)
_REACH = 1.3


def _neighbours() -> frozenset[tuple[str, str]]:
    """Letters whose keys lie side by side, in Latin and (folded) in Arabic."""
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


_NEIGHBOURS = _neighbours()


def cost_of_slips(typed: str, meant: str) -> float:
    """What the cheapest slips cost that make one folded word of another.

    Args:
        typed: what was typed.
        meant: what may have been meant.
    """
    before: list[float] = []
    row = [0.0]
    for at, letter in enumerate(meant):
        row.append(row[-1] + _left_out(meant, at, letter))
    for i, letter in enumerate(typed):
        earlier, before, row = before, row, [row[0] + _put_in(typed, i, letter)]
        for j, right in enumerate(meant):
            best = min(
                before[j + 1] + _put_in(typed, i, letter),
                row[j] + _left_out(meant, j, right),
                before[j] + _instead(letter, right, i == 0 and j == 0),
            )
            if i and j and letter == meant[j - 1] and typed[i - 1] == right and letter != right:
                best = min(best, earlier[j - 1] + _SWAPPED)
            row.append(best)
    return row[-1]


def _put_in(word: str, at: int, letter: str) -> float:
    """A letter of what was typed that should not be there."""
    if at and word[at - 1] == letter:
        return _DOUBLED
    return _TOO_MANY - (0.2 if at and (word[at - 1], letter) in _NEIGHBOURS else 0.0)


def _left_out(word: str, at: int, letter: str) -> float:
    """A letter that should be there and was not typed."""
    if letter == " ":
        return _SPACE
    if at and word[at - 1] == letter:
        return _DOUBLED
    if letter in _LONG_VOWELS:
        return _LONG_VOWEL
    return _TOO_FEW + (_FIRST if not at else 0.0)


def _instead(typed: str, meant: str, first: bool) -> float:
    if typed == meant:
        return 0.0
    extra = _FIRST if first else 0.0
    if (typed, meant) in _CONFUSED_PAIRS:
        return _CONFUSED + extra
    if (typed, meant) in _NEIGHBOURS:
        return _NEIGHBOURING + extra
    return _OTHER_LETTER + extra
