"""What a change replaces, kept beside the index until the change is published.

A change that breaks off leaves some documents as they will be, and others as they were. Whoever
writes next takes it back by this, whatever that change was, and then does its own.
"""

import json
from collections.abc import Callable

from index.analysis import Analyzer
from index.records import article_json, stored_article
from index.stores.opensearch.blobs import has_blob, read_blob, remove_blob, write_blob
from index.stores.opensearch.bulk import Bulk
from index.stores.opensearch.changes import Revision, carry_out
from index.stores.opensearch.cluster_index import ClusterIndex
from index.stores.opensearch.documents import Record
from index.stores.opensearch.offers import forget_counts

UNFINISHED = "unfinished"


def begin(blobs: ClusterIndex, stamp: str, coming: str, revision: Revision) -> None:
    """Keep what a revision replaces, before anything of it is written.

    Args:
        blobs: beside the index.
        stamp: of the manifest before; a revision is published once there is another.
        coming: the stamp of that one.
        revision: to be written.
    """
    values = {
        "stamp": stamp,
        "coming": coming,
        "added": revision.added,
        "before": [
            [
                *(article_json(record.article), record.number, record.representative),
                *(record.parent, record.copied),
            ]
            for record in revision.before
        ],
    }
    content = json.dumps(values, ensure_ascii=False).encode()
    write_blob(blobs, UNFINISHED, content, in_its_head=True)


def end(blobs: ClusterIndex, other: str) -> None:
    """Forget what was kept: the change is published, or taken back.

    Args:
        blobs: beside the index.
        other: the stamp of the state that is not that of the index: of before, or what was to come.
    """
    forget_counts(blobs, other)
    remove_blob(blobs, UNFINISHED)


def is_begun(blobs: ClusterIndex) -> bool:
    """Tell whether a change was begun that is not ended."""
    return has_blob(blobs, UNFINISHED)


def take_back(
    blobs: ClusterIndex,
    stamp: str,
    bulk: Callable[[], Bulk],
    analyzer: Callable[[], Analyzer],
    settled: int,
) -> None:
    """Take back a change that broke off, if there is one.

    Args:
        blobs: beside the index.
        stamp: of the manifest of the index.
        bulk: gives one into the index.
        analyzer: gives that of the index.
        settled: see :func:`.changes.carry_out`.

    Raises:
        EngineError: the cluster does not take it.
        IndexDamaged: what was kept cannot be read.
    """
    if not is_begun(blobs):
        return
    values = json.loads(read_blob(blobs, UNFINISHED))
    broke_off = values["stamp"] == stamp
    if broke_off:
        before = [Record(stored_article(article), *place) for article, *place in values["before"]]
        with bulk() as writing:
            carry_out(before, values["added"], writing, analyzer(), settled)
    end(blobs, values["coming" if broke_off else "stamp"])
