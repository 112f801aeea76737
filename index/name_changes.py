"""Accepted names into a live archive: its articles are written anew where their entries change."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from index.article import Article
from index.change_set import ChangeSet
from index.errors import ArchiveOvertaken
from index.indexing import migrate
from index.manifest import Manifest, new_mark, now
from index.names.accepted import AcceptedNames, with_entries
from index.progress import Watcher
from index.stores import Store

#: So often another command may change the archive while its articles are read.
_ATTEMPTS = 5
#: Where more of an archive would be written anew, it is built anew of its articles instead.
_SHARE = 0.1
#: So many are written anew in any case, and
_FEW = 500
#: no more than these are held in memory at once.
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class NamesReport:
    """What came of new names.

    Attributes:
        changed: articles whose entries are others now; all where the archive was built anew.
        is_published: whether anything was, and
        is_built_anew: whether that was the whole archive.
        left: what could not be tidied up behind the change, and why; empty where nothing is left.
    """

    changed: int = 0
    is_published: bool = False
    is_built_anew: bool = False
    left: str = ""


def apply_names(
    store: Store,
    names: AcceptedNames,
    *,
    watcher: Watcher | None = None,
    workers: int | None = None,
) -> NamesReport:
    """Let the articles of a live archive, and queries, have the entries that were accepted.

    Articles whose entries change are written anew, behind those that stay. What arrived last in the
    archive still did so. Where most of the archive would change it is built anew instead, as by
    :func:`index.indexing.compact`.

    Args:
        store: of the archive.
        names: all that are accepted.
        watcher: told of progress; its ``total`` and ``advance`` count articles.
        workers: how many processes share the work; by default those that make use of the machine.

    Raises:
        IndexMissing: there is no archive yet.
        IndexDamaged: not all of it could be read.
        IndexLocked: another process is writing there.
        ArchiveOvertaken: other commands go on changing the archive.
    """
    watcher = watcher or Watcher()
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            return _apply(store, names, watcher, workers)
        except ArchiveOvertaken:
            if attempt == _ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def _apply(
    store: Store, names: AcceptedNames, watcher: Watcher, workers: int | None
) -> NamesReport:
    live = store.manifest()
    if live.names == names:
        return NamesReport()
    watcher.total(live.articles)
    written = _written_anew(store, live, names, watcher.advance)
    if written is None:
        report = migrate(store, store, watcher, workers, names=names)
        return NamesReport(report.indexed, is_published=True, is_built_anew=True)
    changed, new, settled = written
    watcher.indexing(len(new))

    def renewed(before: Manifest) -> Manifest:
        return replace(before, names=names, changed=now(), mark=new_mark())

    left = store.change(
        ChangeSet(new=new, settled=settled),
        renewed,
        watcher.advance,
        workers,
        record=lambda files: files,  # they are what their files say, as before
        mark=live.mark,
    )
    return NamesReport(changed, is_published=True, left=left)


def _written_anew(
    store: Store, live: Manifest, names: AcceptedNames, advance: Callable[[int], None]
) -> tuple[int, list[Article], int] | None:
    """The articles to be written anew, in their order; ``None`` where they are too many.

    Behind the first that changes all that arrived are written, so that they stay the last.

    Returns:
        How many change, the articles that are written, and how many of these did not arrive.
    """
    most = min(_MOST, max(_FEW, int(live.articles * _SHARE)))
    first_arrived = live.articles - store.arrived()
    new, changed, settled = list[Article](), 0, 0
    for number, article in enumerate(store.articles()):
        advance(1)
        now_named, is_arrived = with_entries(article, names), number >= first_arrived
        changed += now_named is not article
        if now_named is not article or (is_arrived and changed):
            new.append(now_named)
            settled += not is_arrived
        if len(new) > most:
            return None
    return changed, new, settled
