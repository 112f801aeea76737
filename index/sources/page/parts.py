"""Which part of a teaser a line of page text is.

Any part of a teaser may be missing, and a line does not say which part it is. So every reading of
the lines is weighed (a label likes a photo credit at its end, a summary a full stop, …) and the
lightest is taken: the shortest path through parts and lines, after A. Viterbi, «Error bounds for
convolutional codes», 1967.
"""

from dataclasses import dataclass
from typing import Literal

from index.sources.page.bylines import is_signed, is_surely_signed, may_be_writer, over_article
from index.sources.page.credits import closing_credit, is_credited
from index.sources.page.lines import Line, breaks_off, ends_sentence, same, section_alone
from index.sources.records.sections import split_section

#: The headline in front of the label, a section alone, section and caption, the headline proper.
Part = Literal["front", "section", "label", "headline", "summary", "byline"]
_NEVER = 1e6
#: How unlikely a part is after another, and first (``None``: the page may begin in the middle of
#: a teaser). What is not here cannot be.
_FOLLOWING: dict[Part | None, dict[Part, float]] = {
    None: {"front": 0, "section": 0, "label": 0, "headline": 0.7, "summary": 4, "byline": 4},
    "front": {"section": 0, "label": 0, "headline": 0.5},
    "section": {"label": 0.2, "headline": 0},
    "label": {"headline": 0},
    "headline": {
        "summary": 0, "byline": 1, "front": 1.5, "section": 1.5, "label": 1.5, "headline": 4,
    },
    "summary": {
        "summary": 1.5, "byline": 0, "front": 0.5, "section": 0.5, "label": 0.5, "headline": 1.5,
    },
    "byline": {"byline": 1, "front": 0, "section": 0, "label": 0, "headline": 0.7},
}  # fmt: skip
#: How unlikely it is that the teasers end behind a part.
_LAST: dict[Part, float] = {
    "front": 3, "section": 3, "label": 3, "headline": 1.5, "summary": 0.3, "byline": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Signs:
    """What of a line tells its part; see :func:`_weights`."""

    words: int
    section: bool
    likely_section: bool
    caption: bool
    credited: bool
    bracketed: bool
    stopped: bool
    broken_off: bool


def parts_of(lines: list[Line], *, goes_on: bool = False) -> list[Part]:
    """Return the part of each line, in the reading that weighs least in all.

    Args:
        lines: the teasers under one heading.
        goes_on: whether the page does behind them, so that nothing of them is cut off.
    """
    if not lines:
        return []
    first = _weights(lines, 0, goes_on)
    best = {part: step + first[part] for part, step in _FOLLOWING[None].items()}
    came_from: list[dict[Part, Part]] = []
    for at in range(1, len(lines)):
        weights = _weights(lines, at, goes_on)
        reached: dict[Part, float] = {}
        step_back: dict[Part, Part] = {}
        for before, so_far in best.items():
            for part, step in _FOLLOWING[before].items():
                weight = so_far + step + weights[part]
                if weight < reached.get(part, float("inf")):
                    reached[part], step_back[part] = weight, before
        best = reached
        came_from.append(step_back)
    part = min(best, key=lambda last: best[last] + _LAST[last])
    path = [part]
    for step_back in reversed(came_from):
        part = step_back[part]
        path.append(part)
    return path[::-1]


def _weights(lines: list[Line], at: int, goes_on: bool) -> dict[Part, float]:
    """Return how unlikely the line is to be each part."""
    signs = _signs(lines[at].text)
    byline = _byline(lines, at, goes_on)
    not_byline = 6 if is_surely_signed(lines[at].text) else 0
    return {
        "front": _front(lines, at),
        "section": _NEVER if not signs.section or signs.caption else -0.5,
        "label": _label(signs) + not_byline,
        "headline": _headline(signs) + not_byline + (2 if _is_under_byline(lines, at) else 0),
        "summary": _summary(signs) + not_byline,
        "byline": byline,
    }


def _signs(text: str) -> _Signs:
    section, caption = split_section(text)
    return _Signs(
        words=len(text.split()),
        section=bool(section),
        likely_section=bool(split_section(text, labelled=True)[0]),
        caption=bool(caption),
        credited=is_credited(text),
        bracketed=bool(closing_credit(text)),
        stopped=ends_sentence(text),
        broken_off=breaks_off(text),
    )


def _front(lines: list[Line], at: int) -> float:
    """Return the headline that is printed around its label."""
    if is_signed(lines[at].text):
        return _NEVER
    if same(lines, at, at + 1) or same(lines, at, at + 2):
        return 0
    if same(lines, at, at + 3) and section_alone(lines[at + 1].text):
        return 0
    cut = at == 0 and len(lines) in (at + 2, at + 3)
    if cut and (len(lines) == at + 2 or lines[at].text.startswith(lines[-1].text)):
        return 0.5 if _signs(lines[at + 1].text).credited else _NEVER
    return _NEVER


def _label(signs: _Signs) -> float:
    is_whole = signs.section and signs.credited  # a full stop behind the credit, «(رويترز).»
    weight = 6.0 if signs.stopped and not is_whole else 1.0 if signs.broken_off else 0.0
    weight += 4 if signs.words > 40 else 0
    if signs.credited:
        return weight
    if signs.bracketed:
        return weight + (0.2 if signs.section else 1)
    return weight + (1.5 if signs.section else 3 if signs.likely_section else 4)


def _is_under_byline(lines: list[Line], at: int) -> bool:
    """Tell whether it hangs on the byline before it and not on the line behind it, as labels do."""
    if at == 0 or at + 1 == len(lines) or not is_signed(lines[at - 1].text):
        return False
    return lines[at - 1].block == lines[at].block != lines[at + 1].block


def _headline(signs: _Signs) -> float:
    weight = 6.0 if signs.stopped else 0.0
    weight += 6 if signs.credited else 1.5 if signs.bracketed else 0
    weight += 5 if signs.section and not signs.caption else 0
    return weight + (5 if signs.words > 30 else 2 if signs.words > 22 else 0)


def _summary(signs: _Signs) -> float:
    if signs.stopped:
        return 0
    weight = 1.0 if signs.broken_off or signs.words > 22 else 3.0
    return weight + (1.5 if signs.credited else 0.5 if signs.bracketed else 0)


def _byline(lines: list[Line], at: int, goes_on: bool) -> float:
    text = lines[at].text
    if is_signed(text):
        return 0 if is_surely_signed(text) else 1
    if found := over_article(text, sure=False):
        return 0.5 if found.places else 1
    if not may_be_writer(text):
        return _NEVER
    # Without a place, only the label that follows on the next line tells that this is a name, or
    # the front of the next article, which tells that the page is not cut off here.
    if at and lines[at - 1].block == lines[at].block:
        return _NEVER
    following = lines[at + 1] if at + 1 < len(lines) else None
    if following is None:
        return 1 if goes_on and at and ends_sentence(lines[at - 1].text) else _NEVER
    if following.block != lines[at].block:
        return _NEVER
    signs = _signs(following.text)
    return 2 if signs.section or signs.bracketed else _NEVER
