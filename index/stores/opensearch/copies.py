"""Which articles of a changed index are copies: found by what its documents have of signatures."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from index.article import Article
from index.facts.near_duplicates.article_signature import Signature, signature_of
from index.facts.near_duplicates.regrouping import regroup
from index.facts.near_duplicates.signatures import Codes
from index.ingestion import text_words
from index.stores.opensearch.cluster_index import ClusterIndex
from index.stores.opensearch.documents import RECORDED, record_of
from index.stores.opensearch.indexed_signatures import Grouped, IndexedSignatures
from index.stores.opensearch.signature_fields import packed, unpacked


def changed_groups(
    index: ClusterIndex, gone: Sequence[int], behind: int, new: Sequence[Article]
) -> dict[int, Grouped]:
    """Return the groups of the articles whose group is another after a change, by their numbers.

    Args:
        index: of articles; it shows all that was put in.
        gone: the numbers of the articles that go.
        behind: a number behind those of all articles.
        new: the articles that come, numbered from there; they are among what is returned.

    Raises:
        EngineError: a part of the index does not answer.
        IndexDamaged: what is looked up in it cannot be read.
    """
    came = {place: _signature(article) for place, article in enumerate(new, behind)}
    signatures = IndexedSignatures(
        index, gone, behind, [unpacked(packed(signature)) for signature in came.values()]
    )

    def text(place: int) -> tuple[Codes, Codes]:
        found = came[place] if place in came else _signature(_article(index, place))
        return np.frombuffer(found.codes, np.uint32), np.frombuffer(found.keys, np.uint32)

    representatives = regroup(signatures, signatures.groups, text)
    return _changed(signatures, representatives.tolist())


def _changed(signatures: IndexedSignatures, representatives: Sequence[int]) -> dict[int, Grouped]:
    groups = signatures.groups
    staying = [place for place in signatures.places if groups.after[place]]
    sizes = Counter(representatives[place] for place in staying)
    now = {
        place: Grouped(lead, int(groups.parents[place]), sizes[lead] > 1)
        for place in staying
        for lead in (representatives[place],)
    }
    return {place: group for place, group in now.items() if group != signatures.held.get(place)}


def _signature(article: Article) -> Signature:
    return signature_of(article, text_words(article))


def _article(index: ClusterIndex, number: int) -> Article:
    found = index.search({**RECORDED, "query": {"term": {"number": number}}})["hits"]["hits"]
    if not found:
        raise index.damaged(f"article {number} is not there any more")
    return record_of(found[0], index).article
