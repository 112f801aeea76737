"""What feeds brought, put into an archive; the first of it begins one."""

from collections.abc import Sequence
from pathlib import Path

from index.article import Article
from index.errors import IndexMissing
from index.indexing import reindex
from index.ingestion import Found, with_facts
from index.limits import SourceLimits
from index.stores import Store
from index.updates import put


def publish(
    store: Store,
    articles: Sequence[Article],
    folder: Path,
    limits: SourceLimits,
    workers: int | None = None,
) -> str:
    """Put articles into an archive, and return once they can be found.

    Args:
        store: of the archive, which is begun where there is none.
        articles: without their facts.
        folder: that they are kept in.
        limits: of what a source may cost.
        workers: how many processes share the work.

    Returns:
        What could not be tidied up behind them, see :class:`index.updates.UpdateReport`.

    Raises:
        IndexLocked: another process is writing there.
        EngineError: a cluster does not take them.
    """
    try:
        store.manifest()
    except IndexMissing:
        reindex(store, [folder], limits=limits, workers=workers)
        return ""
    read = [with_facts(Found(article, "feeds", limits))[0] for article in articles]
    new = [one for one in read if one is not None]
    return put(store, new, folder, workers=workers).left
