"""The copies of an index that changes are those of all its articles at once.

The index is one in memory that answers the few kinds of queries that are asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings

from index.article import Article
from index.errors import IndexDamaged
from index.facts.near_duplicates import candidate_pairs, teasers
from index.records import article_json
from index.stores.opensearch import indexed_signatures
from index.stores.opensearch.copies import changed_groups
from index.stores.opensearch.indexed_signatures import Grouped
from index.stores.opensearch.signature_fields import (
    SIGNATURE,
    packed,
    packed_of,
    signature_fields,
    unpacked,
)
from tests.index.facts.near_duplicates.test_regrouping import (
    PUBLICATIONS,
    RECORDS,
    bounds,
    fresh,
    signature,
)

Json = dict[str, Any]


@dataclass
class Index:
    """An index in memory, with what was asked of it.

    Attributes:
        documents: their values, by number.
        articles: likewise.
        read: the numbers of the articles whose texts were read.
    """

    documents: dict[int, Json] = field(default_factory=dict)
    articles: dict[int, Article] = field(default_factory=dict)
    read: list[int] = field(default_factory=list)

    def search(self, body: Mapping[str, Any]) -> Json:
        query = body["query"].get("bool", {}).get("filter", body["query"])
        ((kind, asked),) = query.items()
        ((name, values),) = asked.items()
        wanted = set(values if kind == "terms" else [values])
        behind = body.get("search_after", [-1])[0]
        found = [
            number
            for number, values in sorted(self.documents.items())
            if number > behind and wanted & set(as_list(values.get(name)))
        ]
        return {"hits": {"hits": [self._hit(n, body) for n in found[: body.get("size", 10)]]}}

    def _hit(self, number: int, body: Mapping[str, Any]) -> Json:
        values = self.documents[number]
        names = [name for name in body["docvalue_fields"] if name in values]
        hit: Json = {"_id": f"{number}", "sort": [number]}
        hit["fields"] = {name: as_list(values[name]) for name in names}
        if SIGNATURE in names:
            hit["fields"][SIGNATURE] = [values[SIGNATURE].rstrip("=")]
        if body["_source"]:
            self.read.append(number)
            hit["_source"] = {"article": article_json(self.articles[number])}
        return hit

    def damaged(self, what: str) -> IndexDamaged:
        return IndexDamaged(what)

    def change(self, new: Sequence[Article], gone: set[str]) -> None:
        gone = gone | {article.id for article in new}
        going = [number for number, article in self.articles.items() if article.id in gone]
        behind = max(self.articles, default=-1) + 1
        groups = changed_groups(self, going, behind, new)  # type: ignore[arg-type]
        for number in going:
            del self.documents[number], self.articles[number]
        for number, article in enumerate(new, behind):
            self.articles[number] = article
            self.documents[number] = signature_fields(packed_of(article))
        for number, group in groups.items():
            self.documents[number] |= placed(number, group)


def placed(number: int, group: Grouped) -> Json:
    return {
        "number": number,
        "lead": group.representative,
        "parent": group.parent,
        "copied": group.copied,
    }


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def must_be_grouped_as_at_once(index: Index) -> None:
    numbers = sorted(index.articles)
    at_once = fresh([index.articles[number] for number in numbers])
    leads = [numbers[place] for place in at_once.representatives]
    parents = [numbers[place] for place in at_once.parents]
    for number, lead, parent in zip(numbers, leads, parents, strict=True):
        held = index.documents[number]
        expected = Grouped(lead, parent, leads.count(lead) > 1)
        assert held | placed(number, expected) == held


@given(publications=PUBLICATIONS)
@settings(max_examples=200)
@pytest.mark.parametrize(
    ("neighbours", "under", "page"),
    [(1, 2, 2), (candidate_pairs.NEIGHBOURS, teasers.MOST_UNDER_A_HEADLINE, 5000)],
)
def test_an_index_that_changed_is_grouped_as_one_that_is_new(
    publications: list[tuple[list[Article], frozenset[str], object]],
    neighbours: int,
    under: int,
    page: int,
) -> None:
    index = Index()
    with bounds(neighbours, under), pytest.MonkeyPatch.context() as patch:
        patch.setattr(indexed_signatures, "_PAGE", page)
        patch.setattr(indexed_signatures, "_VALUES_A_QUERY", page)
        for new, gone, _ in publications:
            index.change(new, set(gone))
            must_be_grouped_as_at_once(index)


def test_the_texts_of_those_that_are_compared_are_read_and_no_others() -> None:
    index = Index()
    stories = [" ".join(f"{word}{story}ص" for word in range(40)) for story in "ابت"]
    index.change([Article(id=f"{n}", body=story) for n, story in enumerate(stories)], set())
    index.read.clear()
    index.change([Article(id="copy", body=f"{stories[1]} والله أعلم")], set())
    assert set(index.read) == {1}
    assert index.documents[1]["lead"] == index.documents[3]["lead"] == 3


@given(RECORDS)
def test_a_signature_comes_back_as_it_went_in(article: Article) -> None:
    made = signature(article)
    kept = unpacked(packed(made))
    assert kept.samples.tobytes() == made.sample
    assert kept.length == len(made.codes) // 4
    for name in ("id", "text", "headline", "source", "minutes", "teaser"):
        assert getattr(kept, name) == getattr(made, name)


@pytest.mark.parametrize("spoiled", [{"lead": 7}, {"parent": 7}, {SIGNATURE: "AAAA"}])
def test_an_index_that_was_spoiled_is_told_so(spoiled: Json) -> None:
    index = Index()
    body = " ".join(f"كلمة{n}" for n in range(40))
    index.change([Article(id="1", body=body), Article(id="2", body=body)], set())
    index.documents[1] |= spoiled
    with pytest.raises(IndexDamaged):
        index.change([Article(id="3", body=body)], set())
