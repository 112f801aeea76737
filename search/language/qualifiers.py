"""What stands before the words of a query: a minus, the name of a field or facet, a level.

``-عنوان:حرفي:قمح`` has all three. Field and level may come in either order, the minus before or
behind them.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from index.analysis import Level, fold
from index.analysis.words import MARKS
from index.facets import FACETS
from index.fields import FIELDS
from search import notes
from search.results import Note

#: How a query asks for one level of analysis: ``حرفي:وزير``, or in Latin letters ``exact:وزير``.
LEVEL_PREFIXES: dict[Level, tuple[str, ...]] = {
    "exact": ("حرفي", "حرفيا"),
    "light": ("صيغ", "صيغة"),
    "wide": ("عائلة", "أسرة"),
    "stem": ("جذع",),
}

#: The signs that exclude what stands behind them: hyphen-minus and minus.
MINUS = ("-", "\u2212")
#: One more, at the beginning of a run and before a letter or digit alone: elsewhere it exclaims.
_NOT = re.compile(r"!(?=[\w(\"«“„=])|!$")
_PLUS = re.compile(r"\+(?=[^\W\d]|[(\"«“„=])|\+$")

_EXACTLY = "="
_RUNS_KEPT = 1024
_NAME_AND_COLON = re.compile(rf"((?:[^\W\d][{MARKS}]*)+):")
_LEVEL_BY_PREFIX: dict[str, Level] = {
    fold(prefix): level
    for level, prefixes in LEVEL_PREFIXES.items()
    for prefix in (*prefixes, level)
}
_FIELD_BY_PREFIX = {
    **{fold(prefix): field.name for field in FIELDS for prefix in field.prefixes},
    **{fold(prefix): facet.name for facet in FACETS for prefix in facet.prefixes},
}


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """What a query says of the words behind it.

    Attributes:
        excluded: whether a minus stands there.
        field: the name of the field or facet that is asked for, if any.
        level: the level of analysis that is asked for, if any.
        required: whether a plus says that no article may lack it.
    """

    excluded: bool = False
    field: str | None = None
    level: Level | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class QualifiedRun:
    """A run of characters without a space, its words parted from what stands before them.

    Attributes:
        words: what is left behind the qualifiers; it may be empty.
        start: where the words begin in the run, in characters.
        qualifiers: what stands before them.
        notes: what looks like a field and was not read as one.
    """

    words: str
    start: int
    qualifiers: Qualifiers
    notes: tuple[Note, ...] = ()


# Each run of a query is read several times: interpreted, parsed and corrected.
@lru_cache(maxsize=_RUNS_KEPT)
def split_qualifiers(run: str, *, attached: bool = True) -> QualifiedRun:
    """Part the words of a run from what stands before them.

    Args:
        run: characters without a space.
        attached: whether a quote or a bracket follows without a space: qualifiers with no word
            behind them belong to that.
    """
    required = _PLUS.match(run) is not None and (len(run) > 1 or attached)
    excluded, rest = _split_minus(run[1:] if required else run, attached)
    field, level, rest, told = _split_names(rest, attached)
    if rest.startswith(_EXACTLY) and (len(rest) > 1 or attached):
        level, rest = "exact", rest[1:]
    if not excluded:
        excluded, rest = _split_minus(rest, attached)
    return QualifiedRun(
        rest, len(run) - len(rest), Qualifiers(excluded, field, level, required), told
    )


def _split_minus(run: str, attached: bool) -> tuple[bool, str]:
    """Return whether a minus excludes a run, and the run without it."""
    if run.startswith(MINUS) or (_NOT.match(run) and (len(run) > 1 or attached)):
        return len(run) > 1 or attached, run[1:]
    return False, run


def _split_names(
    run: str, attached: bool
) -> tuple[str | None, Level | None, str, tuple[Note, ...]]:
    """Split ``عنوان:حرفي:قمح`` into field, level and the rest; either may come first."""
    field: str | None = None
    level: Level | None = None
    while match := _NAME_AND_COLON.match(run):
        typed = match.group(1)
        named_field = _FIELD_BY_PREFIX.get(fold(typed))
        named_level = _LEVEL_BY_PREFIX.get(fold(typed))
        known = named_field or named_level
        if match.end() == len(run) and not attached:
            return field, level, run, (notes.field_apart(typed),) if known else ()
        if named_field and not field:
            field = named_field
        elif named_level and not level:
            level = named_level
        else:
            return field, level, run, () if known else (notes.unknown_field(typed),)
        run = run[match.end() :]
    return field, level, run, ()
