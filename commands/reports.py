"""What commands that write an index say of it, in one line."""

from collections import Counter

from commands.counts import articles
from index.drift import Drift
from index.indexing import Report
from index.stores.embedded.upkeep import Upkeep
from index.updates import UpdateReport


def summary(report: Report) -> str:
    """Return what an indexing did in one line: how many articles, what was skipped, how fast."""
    remarks = by_kind(report.remarks)
    return (
        f"indexed {articles(report.indexed)}, {skipped(report.skipped)}"
        + (f", remarks {remarks}" if remarks else "")
        + f", {pace(report)}"
    )


def update_summary(change: UpdateReport) -> str:
    """Return what an update did in one line: what came, what is as it was, what was skipped."""
    if not (change.added or change.replaced or change.removed):
        done = "nothing changed"
    else:
        removed = f", removed {change.removed}" if change.removed else ""
        done = f"added {change.added}, replaced {change.replaced}{removed}"
    same = f", unchanged {change.unchanged}" if change.unchanged else ""
    if change.files_unchanged:
        files = "1 file" if change.files_unchanged == 1 else f"{change.files_unchanged} files"
        same += f" ({files} not read)"
    left = f", {skipped(change.skipped)}"
    return f"{done}{same}{left}; the archive has {articles(change.articles)}"


def skipped(reasons: Counter[str]) -> str:
    """Return how many records were skipped, and why: ``skipped 3 (2 broken, 1 no_text)``."""
    kinds = by_kind(reasons)
    return f"skipped {reasons.total()}" + (f" ({kinds})" if kinds else "")


def by_kind(counts: Counter[str]) -> str:
    """Return counts in words, the highest first: ``2 broken, 1 no_text``."""
    return ", ".join(f"{count} {kind}" for kind, count in counts.most_common())


def pace(report: Report) -> str:
    """Return how long an indexing took: ``2.3 s, 51 articles/s``."""
    rate = report.indexed / report.seconds if report.seconds else 0.0
    return f"{report.seconds:.1f} s, {rate:.0f} articles/s"


def upkeep_told(upkeep: Upkeep) -> str:
    """Return in how many segments an archive lies, what they hold besides, and what is to be done.

    ``3 segments, 1 removed article still held; compact would change the terms of 4 of 9000 words``
    """
    segments = "1 segment" if upkeep.segments == 1 else f"{upkeep.segments} segments"
    removed = "1 removed article" if upkeep.removed == 1 else f"{upkeep.removed} removed articles"
    return f"{segments}, {removed} still held; {drift_told(upkeep.drift, upkeep.is_due())}"


def drift_told(drift: Drift, is_due: bool | None = None) -> str:
    """Return what building an archive anew would change, and whether it is time to.

    Args:
        drift: of the archive.
        is_due: whether it is time to; by default as far as the drift tells.
    """
    due = "; run manage.py compact" if (drift.is_due() if is_due is None else is_due) else ""
    return f"compact would change the terms of {drift.changed} of {drift.words} words{due}"
