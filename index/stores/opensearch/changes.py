"""A live index in a cluster changed in place: what has to be written for a change set.

Articles are put in with the evidence that the index has. The groups of copies are those that a
fresh build of all articles would give (:mod:`.copies`). Documents are written whole, since an
index keeps only the article of each.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from index.analysis import Analyzer
from index.change_set import ChangeSet
from index.names.accepted import AcceptedNames, with_entries
from index.stores.opensearch.bulk import Bulk, line
from index.stores.opensearch.cluster_index import ClusterIndex
from index.stores.opensearch.copies import changed_groups
from index.stores.opensearch.documents import Record, address_term, document
from index.stores.opensearch.reader import with_values
from index.stores.opensearch.signature_fields import packed_of


@dataclass(frozen=True, slots=True)
class Revision:
    """What is to be written.

    Attributes:
        written: articles to be put in, new ones and those whose group has changed.
        removed: names of documents to be taken out.
        before: the articles that are written anew, replaced or taken out, as they are before.
        settled: the least number of the articles that arrived in an archive that was there, once
            all is written.
    """

    written: tuple[Record, ...]
    removed: tuple[str, ...]
    before: tuple[Record, ...]
    settled: int

    @property
    def added(self) -> tuple[str, ...]:
        """The names of documents that are not there before."""
        before = {record.name for record in self.before}
        return tuple(record.name for record in self.written if record.name not in before)


def plan(index: ClusterIndex, turnover: ChangeSet, settled: int, names: AcceptedNames) -> Revision:
    """Return what is to be written for a change set; the index is only read.

    Args:
        index: of articles; it shows all that was put in.
        turnover: the change set; it tells afterwards which of its names were found.
        settled: the least number that an article may have which arrives now.
        names: the writings of names that get one entry in the articles that come.

    Raises:
        EngineError: a part of the index does not answer.
        IndexDamaged: what is looked up in it cannot be read.
    """
    going = _going(index, turnover)
    for record in going:
        turnover.take_out(record.article)
    if not going and not turnover.new:
        return Revision((), (), (), settled)
    # Where the last one is deleted its number is given again, but never that of a settled one.
    behind = max(_behind(index), settled)
    groups = changed_groups(index, [record.number for record in going], behind, turnover.new)
    others = sorted(number for number in groups if number < behind)
    stayed = {record.number: record for record in with_values(index, ["number"], others)}
    articles = {number: record.article for number, record in stayed.items()}
    articles |= dict(enumerate((with_entries(one, names) for one in turnover.new), behind))
    written = tuple(
        Record(articles[number], number, group.representative, group.parent, group.copied)
        for number, group in groups.items()
    )
    removed = {record.name for record in going} - {record.name for record in written}
    if turnover.settled:
        settled = behind + turnover.settled
    return Revision(written, tuple(sorted(removed)), (*going, *stayed.values()), settled)


def carry_out(
    written: Iterable[Record],
    removed: Iterable[str],
    bulk: Bulk,
    analyzer: Analyzer,
    settled: int,
    advance: Callable[[int], None] = lambda _: None,
) -> None:
    """Write articles into an index, and take others out.

    Args:
        written: to be put in.
        removed: the names of documents to be taken out.
        bulk: into the index.
        analyzer: of the index.
        settled: the least number of the articles that arrived in an archive that was there.
        advance: called with the number of documents put in since the last call.

    Raises:
        EngineError: a document is refused, or not taken for too long.
    """
    for record in written:
        signature = packed_of(record.article)
        bulk.add(record.name, line(document(record, analyzer, signature, settled)))
        advance(1)
    bulk.finish()
    for name in removed:
        bulk.remove(name)
    bulk.finish()


def _going(index: ClusterIndex, turnover: ChangeSet) -> list[Record]:
    """The articles that go, in the order of the index."""
    named = [*turnover.names, *map(address_term, turnover.names)]
    found = with_values(index, ["id", "address"], named)
    concerned = {record.name: record for record in found if turnover.concerns(record.article)}
    return sorted(concerned.values(), key=lambda record: record.number)


def _behind(index: ClusterIndex) -> int:
    """A number behind those of all articles."""
    body = {"size": 1, "sort": [{"number": "desc"}], "_source": False, "track_total_hits": False}
    last = index.search(body)["hits"]["hits"]
    return last[0]["sort"][0] + 1 if last else 0
