"""A live index in a cluster changed in place: what has to be written for a change set.

Articles are put in with the evidence and the groups of copies that the index has. A new article
joins the group of an article that it is a copy of; where a representative goes, its group is looked
at again. Documents are written whole, since an index keeps only the article of each.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from index.analysis import Analyzer
from index.change_set import ChangeSet
from index.facts.near_duplicates.finder import CopyFinder
from index.ingestion import text_words
from index.stores.opensearch.bulk import Bulk, line
from index.stores.opensearch.candidates import candidates
from index.stores.opensearch.cluster_index import ClusterIndex
from index.stores.opensearch.documents import Record, address_term, document
from index.stores.opensearch.reader import with_values

# Stands for a representative that is still to be found.
_NONE_YET = -1


@dataclass(frozen=True, slots=True)
class Revision:
    """What is to be written.

    Attributes:
        written: documents to be put in, new ones and those whose group has changed.
        removed: names of documents to be taken out.
    """

    written: tuple[Record, ...]
    removed: tuple[str, ...]


def plan(index: ClusterIndex, turnover: ChangeSet) -> Revision:
    """Return what is to be written for a change set; the index is only read.

    Args:
        index: of articles.
        turnover: the change set; it tells afterwards which of its names were found.
    """
    going = _going(index, turnover)
    new = _numbered(index, turnover, going)
    names = {record.name for record in going}

    def staying(found: Iterable[Record]) -> dict[int, Record]:
        return {record.number: record for record in found if record.name not in names}

    def groups(numbers: Iterable[int]) -> dict[int, Record]:
        return staying(with_values(index, ["lead"], sorted(set(numbers))))

    orphans = groups(record.number for record in going if record.number == record.representative)
    loose = {
        number: replace(record, representative=_NONE_YET) for number, record in orphans.items()
    }
    loose |= {record.number: record for record in new}
    found = staying(candidates(index, (record.article for record in new)))
    settled = [record for number, record in found.items() if number not in loose]
    chosen = group(settled, list(loose.values()))
    touched = {record.representative for record in going} | set(chosen.values())
    held = groups(touched) | {record.number: record for record in new}
    written = regrouped(held, chosen)
    removed = names - {record.name for record in written}
    return Revision(tuple(written), tuple(sorted(removed)))


def carry_out(
    revision: Revision, bulk: Bulk, analyzer: Analyzer, advance: Callable[[int], None]
) -> None:
    """Write a revision; what is taken out goes last, so that one broken off can be repeated.

    Args:
        revision: to be written.
        bulk: into the index.
        analyzer: of the index.
        advance: called with the number of documents put in since the last call.

    Raises:
        EngineError: a document is refused, or not taken for too long.
    """
    for record in revision.written:
        bulk.add(record.name, line(document(record, analyzer)))
        advance(1)
    bulk.finish()
    for name in revision.removed:
        bulk.remove(name)
    bulk.finish()


def group(settled: Sequence[Record], loose: Sequence[Record]) -> dict[int, int]:
    """Return the representatives of articles that have none yet, by their numbers.

    Args:
        settled: articles whose representatives stay what they are.
        loose: those that are to be put to them, or to each other.
    """
    together = [*settled, *loose]
    with CopyFinder() as finder:
        for record in together:
            finder.add(record.article, text_words(record.article))
        found = finder.freeze()
    members: defaultdict[int, list[int]] = defaultdict(list)
    for place, first in enumerate(found):
        members[first].append(place)
    chosen: dict[int, int] = {}
    for first, places in members.items():
        representative = _representative([together[place] for place in (first, *places)])
        chosen |= {
            together[place].number: representative for place in places if place >= len(settled)
        }
    return chosen


def _representative(copies: Sequence[Record]) -> int:
    """The number of the article that represents some copies.

    It is as it is settled: for the best of them, which comes first, else for most of them.
    """
    settled = [record.representative for record in copies if record.representative != _NONE_YET]
    if copies[0].representative != _NONE_YET or not settled:
        return settled[0] if settled else copies[0].number
    return max(sorted(set(settled)), key=settled.count)


def regrouped(held: Mapping[int, Record], chosen: Mapping[int, int]) -> list[Record]:
    """Return those of some articles that are to be written, as they are to be.

    Args:
        held: all articles of the groups that change, by number.
        chosen: their new representatives, by number; those that are not named keep theirs.
    """
    now = [
        replace(record, representative=chosen.get(number, record.representative))
        for number, record in sorted(held.items())
    ]
    sizes = Counter(record.representative for record in now)
    now = [replace(record, copied=sizes[record.representative] > 1) for record in now]
    return [record for record in now if record != held[record.number]]


def _going(index: ClusterIndex, turnover: ChangeSet) -> list[Record]:
    """The articles that go, in the order of the index."""
    found = chain(
        with_values(index, ["id"], turnover.names),
        with_values(index, ["address"], list(map(address_term, turnover.names))),
    )
    concerned = {record.name: record for record in found if turnover.concerns(record.article)}
    return sorted(concerned.values(), key=lambda record: record.number)


def _numbered(index: ClusterIndex, turnover: ChangeSet, going: Sequence[Record]) -> list[Record]:
    """The new articles with their numbers, behind all others."""
    for record in going:
        turnover.take_out(record.article)
    body = {"size": 1, "sort": [{"number": "desc"}], "_source": False, "track_total_hits": False}
    last = index.search(body)["hits"]["hits"]
    behind = last[0]["sort"][0] + 1 if last else 0
    return [
        Record(article, number, _NONE_YET, False)
        for number, article in enumerate(turnover.new, behind)
    ]
