"""What feeds brought, put into an archive; the first of it begins one."""

from collections.abc import Sequence
from pathlib import Path

from index.article import Article
from index.errors import FihrisError, IndexMissing
from index.indexing import compact, reindex
from index.ingestion import Found, with_facts
from index.limits import SourceLimits
from index.names.accepted import NO_NAMES, AcceptedNames
from index.stores import Store
from index.updates import put

#: An archive of no more articles is built anew whenever it has doubled.
_YOUNG = 10_000


def publish(
    store: Store,
    articles: Sequence[Article],
    folder: Path,
    limits: SourceLimits,
    workers: int | None = None,
    names: AcceptedNames = NO_NAMES,
) -> str:
    """Put articles into an archive, and return once they can be found.

    What words have in common is told by those of the archive, as they were counted when it was
    built. A few articles tell little; so while it is young it is built anew of itself as it grows.

    Args:
        store: of the archive, which is begun where there is none.
        articles: without their facts.
        folder: that they are kept in.
        limits: of what a source may cost.
        workers: how many processes share the work.
        names: the writings that an archive lists under one entry which is begun now.

    Returns:
        A line on what else was done or could not be tidied up; mostly empty.

    Raises:
        IndexLocked: another process is writing there.
        EngineError: a cluster does not take them.
    """
    try:
        store.manifest()
    except IndexMissing:
        reindex(store, [folder], limits=limits, names=names, workers=workers)
        return ""
    read = [with_facts(Found(article, "feeds", limits))[0] for article in articles]
    new = [one for one in read if one is not None]
    left = put(store, new, folder, workers=workers).left
    return "; ".join(filter(None, (left, _counted_anew(store, workers))))


def _counted_anew(store: Store, workers: int | None) -> str:
    """Build a young archive anew of its own articles; return what is to be told of it."""
    manifest = store.manifest()
    if not 2 * manifest.counted <= manifest.articles <= _YOUNG:
        return ""
    try:
        compact(store, workers=workers)
    except FihrisError as error:
        return f"words could not be counted anew: {error}"
    return f"the archive has grown to {manifest.articles} articles, and its words were counted anew"
