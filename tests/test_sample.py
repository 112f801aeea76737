"""The sample archive is what the demo shows: it must look like a real one."""

from collections import Counter
from pathlib import Path

import pytest

from index.facets import NO_VALUE
from index.indexing import Watcher, reindex
from index.sources import detect, find
from index.stores import open_store
from search.query import Query
from search.searcher import Searcher, open_archive
from tests.tables import ROOT

SAMPLE = ROOT / "sample"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    address = f"whoosh:{tmp_path_factory.mktemp('sample')}"
    told: list[object] = []
    report = reindex(open_store(address), [SAMPLE], watcher=Watcher(problem=told.append))
    assert told == []
    assert not report.skipped
    return open_archive(address)


def values(engine: Searcher, facet: str) -> list[str]:
    found = engine.search(Query()).facets[facet]
    return [value.value for value in found if value.value != NO_VALUE]


def test_size_and_spread(engine: Searcher) -> None:
    assert engine.manifest.articles >= 60
    assert len(values(engine, "section")) >= 7
    assert len(values(engine, "agency")) >= 8
    years = engine.search(Query(chosen=(("date", "2024"), ("date", "2025")))).facets["date"]
    assert sum(len(year.children) for year in years) >= 18


def test_formats() -> None:
    formats = Counter(detect(file) for file in find([SAMPLE]))
    assert {"page", "json", "csv", "feed"} <= set(formats)
    assert None not in formats


def test_every_article_is_marked_as_a_sample_or_lies_on_a_page(engine: Searcher) -> None:
    results = engine.search(Query(size=100))
    for page in range(1, -(-results.total // 100) + 1):
        for hit in engine.search(Query(size=100, page=page)).hits:
            article = hit.article
            assert "عيّنة" in article.source or article.id.startswith("sha256-")
            assert not article.url or article.url.startswith("https://sample.fihris.example/")


def test_searches_have_something_to_show(engine: Searcher) -> None:
    for text in ("المدارس", "موسم الزيتون", "مهرجان", "معرض الكتاب", "وكالة:رويترز", "قطار"):
        results = engine.search(Query(text))
        assert results.total >= 2, text
        assert any(part.marked for hit in results.hits for part in (*hit.title, *hit.snippet)) or (
            ":" in text
        )


def test_the_readme_of_the_sample_names_every_file() -> None:
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    for path in SAMPLE.rglob("*"):
        if path.is_file() and path.name != "README.md":
            named = path.name in readme or f"{path.parent.name}/" in readme
            assert named, path


def test_pages_are_in_the_layout_of_the_seed() -> None:
    pages = sorted((SAMPLE / "pages").glob("*.txt"))
    assert len(pages) >= 6
    assert all("\nTT\n" in Path(page).read_text(encoding="utf-8") for page in pages)
