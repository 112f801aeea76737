"""Lines that were broken at some width: they are no paragraphs, and are put together again.

Text of mail, of terminals and of converted PDF files has a line end every seventy letters or so.
Such lines are told by their width: the first word of the next line would not have fitted.
"""

import re
from dataclasses import replace
from itertools import pairwise

from index.analysis import fold
from index.analysis.stop import is_stop_word
from index.sources.page.lines import Line

#: No line is wrapped that late, and none that early.
_WIDEST, _NARROWEST = 140, 18
#: Narrower lines are wrapped only if words stand at their ends that no verse ends with, or
#: sentences end inside of them.
_SURELY_WIDE = 55
#: What is broken by letters leaves no room at all for the next word; what is broken by the width of
#: letters, as PDF files are, leaves some.
_FULL = (1.0, 0.8)
_STRICTLY = 0.95
_MOST = 0.85
_FEWEST_PAIRS = 2
_HANGING = 0.08
#: A comma or a full stop inside of a line.
_PAUSE = re.compile(r"[،.؛]\s")
_PAUSED = 0.25
_WORDS_A_LINE = 3
_ENDS = (".", "؟", "!", "…", ":", "»", '"', ")")


def unwrapped(lines: list[Line]) -> list[Line]:
    """Return the lines with those put together that were one paragraph; most texts as they are."""
    room = _room(lines)
    if not room:
        return lines
    joined = lines[:1]
    for line, following in pairwise(lines):
        if line.block == following.block and _needed(line.text, following.text) > room:
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {following.text}")
        else:
            joined.append(following)
    return joined


def _room(lines: list[Line]) -> int:
    """Return how many letters a line took before it was broken; 0 where none was."""
    pairs = [(one.text, two.text) for one, two in pairwise(lines) if one.block == two.block]
    lengths = sorted(len(line) for line, _ in pairs)
    inner = [(line, following) for line, following in pairs if not line.endswith(_ENDS)]
    if not lengths or len(inner) < _FEWEST_PAIRS:
        return 0
    widths = (lengths[-1], lengths[int(0.9 * (len(lengths) - 1))])
    if widths[1] < _NARROWEST or widths[0] > _WIDEST or not _is_running(pairs, inner, widths[1]):
        return 0
    needed = sorted(_needed(*pair) for pair in inner)
    for width, full, most in zip(widths, _FULL, (_STRICTLY, _MOST), strict=True):
        room = int(full * width)
        if sum(one > room for one in needed) >= most * len(needed):
            return room
    return 0


def _is_running(
    pairs: list[tuple[str, str]], inner: list[tuple[str, str]], width: int
) -> bool:  # fmt: skip
    """Tell whether the lines are pieces of sentences, and neither verses nor a list."""
    words = sum(len(line.split()) for line, _ in pairs)
    if words < _WORDS_A_LINE * len(pairs):
        return False
    hanging = sum(is_stop_word(fold(line.split()[-1])) for line, _ in inner)
    paused = sum(bool(_PAUSE.search(line)) for line, _ in inner)
    broken = hanging >= _HANGING * len(inner) or paused >= _PAUSED * len(inner)
    return width >= _SURELY_WIDE or broken


def _needed(line: str, following: str) -> int:
    """Return how much room a line with the first word of the next one would have needed."""
    return len(line) + 1 + len(following.split()[0])
