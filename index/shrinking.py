"""Whether a new index may take the place of the live one: not where much of the archive is lost."""

from collections import Counter
from contextlib import suppress

from index.errors import ArchiveShrunk, IndexDamaged, IndexMissing
from index.manifest import Manifest
from index.stores import Store

#: Of a hundred articles so many may be fewer than before.
MOST_LOST = 10

# Such records are in the archive, once.
_NOT_LOST = ("repeated",)


def live_manifest(store: Store) -> Manifest | None:
    """Return what built the live index; ``None`` where none is, or none that can be read."""
    with suppress(IndexMissing, IndexDamaged):
        return store.manifest()
    return None


def must_not_shrink(
    live: Manifest | None, articles: int, skipped: Counter[str] | None = None
) -> None:
    """Make sure that a new index holds about what the live one does, and most of its sources.

    Args:
        live: what built the index that it would replace; ``None`` where there is none to lose.
        articles: that it holds.
        skipped: the records that were left out, by reason; ``None`` where it is made of no sources.

    Raises:
        ArchiveShrunk: it has over a tenth fewer articles, or more was left out than put in.
    """
    if live is None:
        return
    # What the live one left out as well is no news: pictures beside pages, say.
    lost = sum(
        max(0, count - live.skipped.get(reason, 0))
        for reason, count in (skipped or {}).items()
        if reason not in _NOT_LOST
    )
    if articles * 100 < live.articles * (100 - MOST_LOST):
        what = f"{articles} articles would replace {live.articles}"
    elif lost > articles:
        what = f"{lost} records cannot be read and {articles} can"
    else:
        return
    look = "look at the problems above, then " if skipped else ""
    raise ArchiveShrunk(f"{what}; nothing was published; {look}publish all the same with: --force")
