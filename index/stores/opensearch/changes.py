"""A live index in a cluster changed in place: what has to be written for a turnover of articles.

Articles are put in with the evidence and the groups of copies that the index has. A new article
joins the group of an article that it is a copy of; where a lead goes, its group is looked at again.
Documents are written whole, since an index keeps only the article of each.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from opensearchpy import OpenSearch

from index.analysis import Analyzer
from index.change_set import ChangeSet
from index.facts.near_duplicates.finder import CopyFinder
from index.ingestion import text_words
from index.stores.opensearch.bulk import Bulk
from index.stores.opensearch.candidates import candidates, with_values
from index.stores.opensearch.client import answering
from index.stores.opensearch.documents import document, record_name
from index.stores.opensearch.reader import Record

# Stands for a lead that is still to be found.
_NO_LEAD = -1


@dataclass(frozen=True, slots=True)
class Revision:
    """What is to be written.

    Attributes:
        written: documents to be put in, new ones and those whose group has changed.
        removed: names of documents to be taken out.
    """

    written: tuple[Record, ...]
    removed: tuple[str, ...]


def plan(client: OpenSearch, index: str, where: str, turnover: ChangeSet) -> Revision:
    """What is to be written for a turnover; the index is only read."""
    going = _going(client, index, where, turnover)
    new = _numbered(client, index, where, turnover, going)
    names = {record_name(record.article.id) for record in going}

    def staying(found: Iterable[Record]) -> dict[int, Record]:
        return {
            record.number: record for record in found if record_name(record.article.id) not in names
        }

    def groups(leads: Iterable[int]) -> dict[int, Record]:
        return staying(with_values(client, index, where, ("lead",), sorted(set(leads))))

    orphans = groups(record.number for record in going if record.number == record.lead)
    loose = {**{number: replace(record, lead=_NO_LEAD) for number, record in orphans.items()},
             **{record.number: record for record in new}}  # fmt: skip
    found = staying(candidates(client, index, where, (record.article for record in new)))
    settled = [record for number, record in found.items() if number not in loose]
    leads = group(settled, list(loose.values()))
    touched = {record.lead for record in going} | set(leads.values())
    held = groups(touched) | {record.number: record for record in new}
    written = regrouped(held, leads)
    kept = {record_name(record.article.id) for record in written}
    return Revision(tuple(written), tuple(sorted(names - kept)))


def carry_out(
    revision: Revision, bulk: Bulk, analyzer: Analyzer, advance: Callable[[int], None]
) -> None:
    """Write a revision; what is taken out goes last, so that one broken off can be repeated."""
    for record in revision.written:
        made = document(
            record.article,
            analyzer,
            number=record.number,
            lead=record.lead,
            copied=record.copied,
        )
        bulk.add(record_name(record.article.id), made)
        advance(1)
    bulk.finish()
    for name in revision.removed:
        bulk.remove(name)
    bulk.finish()


def group(settled: Sequence[Record], loose: Sequence[Record]) -> dict[int, int]:
    """The leads of articles that have none yet, by their numbers.

    Args:
        settled: articles whose leads stay what they are.
        loose: those that are to be put to them, or to each other.
    """
    together = [*settled, *loose]
    with CopyFinder() as finder:
        for record in together:
            finder.add(record.article, text_words(record.article))
        found = finder.freeze()
    members: defaultdict[int, list[int]] = defaultdict(list)
    for place, lead in enumerate(found):
        members[lead].append(place)
    leads: dict[int, int] = {}
    for first, places in members.items():
        lead = _lead([together[place] for place in (first, *places)])
        leads |= {together[place].number: lead for place in places if place >= len(settled)}
    return leads


def _lead(copies: Sequence[Record]) -> int:
    """Who leads some copies: as it is settled, by the best of them first."""
    settled = [record.lead for record in copies if record.lead != _NO_LEAD]
    if copies[0].lead != _NO_LEAD or not settled:
        return settled[0] if settled else copies[0].number
    return max(sorted(set(settled)), key=settled.count)


def regrouped(held: dict[int, Record], leads: dict[int, int]) -> list[Record]:
    """Those of some articles that are to be written, as they are to be.

    Args:
        held: all articles of the groups that change, by number.
        leads: their new leads, by number; those that are not named keep theirs.
    """
    now = {
        number: replace(record, lead=leads.get(number, record.lead))
        for number, record in held.items()
    }
    sizes = Counter(record.lead for record in now.values())
    now = {number: replace(record, copied=sizes[record.lead] > 1) for number, record in now.items()}
    return [record for number, record in sorted(now.items()) if record != held[number]]


def _going(client: OpenSearch, index: str, where: str, turnover: ChangeSet) -> list[Record]:
    """The articles that go, in the order of the index."""
    found = with_values(client, index, where, ("id", "url"), turnover.names)
    concerned = {
        record_name(record.article.id): record
        for record in found
        if turnover.concerns(record.article)
    }
    return sorted(concerned.values(), key=lambda record: record.number)


def _numbered(
    client: OpenSearch, index: str, where: str, turnover: ChangeSet, going: Sequence[Record]
) -> list[Record]:
    """The new articles with their numbers: of those that they replace, else behind all others."""
    numbers: dict[int, int] = {}
    for record in going:
        successor = turnover.successor(record.article)
        if successor is not None:
            numbers[successor] = record.number
    behind = _highest(client, index, where) + 1
    numbers |= {number: behind + place for place, number in enumerate(turnover.unplaced())}
    return [
        Record(article, numbers[place], _NO_LEAD, False)
        for place, article in enumerate(turnover.new)
    ]


def _highest(client: OpenSearch, index: str, where: str) -> int:
    body = {"size": 1, "sort": [{"number": "desc"}], "_source": False, "track_total_hits": False}
    with answering(where):
        hits = client.search(
            index=index, body=body, params={"allow_partial_search_results": "false"}
        )["hits"]["hits"]
    return int(hits[0]["sort"][0]) if hits else -1
