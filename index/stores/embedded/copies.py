"""Which articles of a changed archive are copies: found by what its segments keep of each."""

from collections.abc import Sequence
from pathlib import Path

from index.arrays import map_arrays
from index.facts.near_duplicates import regrouping
from index.facts.near_duplicates.groups import NO_GROUPS, Groups
from index.facts.near_duplicates.kept_signatures import FILE_NAME, KeptSignatures
from index.stores.embedded.archive import OpenArchive
from index.stores.embedded.compared_texts import ComparedTexts
from index.stores.embedded.files import damaged
from index.stores.embedded.segments import OpenSegment


def regrouped(live: OpenArchive, after: Sequence[OpenSegment], texts: ComparedTexts) -> Groups:
    """Return the groups of an archive after a change.

    Args:
        live: the archive before it.
        after: its segments after it: those of before come first.
        texts: of the articles that are compared.

    Raises:
        IndexDamaged: what is kept for that cannot be read.
    """
    if not sum(one.segment.size for one in after):
        return NO_GROUPS

    return regrouping.regrouped(
        live.named.groups,
        [one.removed for one in live.segments],
        list(map(signatures_of, after)),
        [one.removed for one in after],
        lambda segment, number: texts.of(after[segment].segment, number),
    )


def signatures_of(one: OpenSegment) -> KeptSignatures:
    """Return what a segment keeps of its articles to find their copies.

    Raises:
        IndexDamaged: it cannot be read.
    """
    path: Path = one.segment.folder / FILE_NAME
    try:
        return KeptSignatures.of_arrays(map_arrays(path, one.published.compared(FILE_NAME)))
    except (OSError, ValueError) as error:
        raise damaged(path, error) from error
