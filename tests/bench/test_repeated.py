"""An archive repeated in memory answers as one whose articles were put in several times."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.speed.enlarge import fill, several_times
from bench.speed.repeated import repeated_archive
from index.stores import open_store
from index.stores.embedded.files import Published
from index.stores.embedded.reader import map_completions
from index.stores.embedded.store import EmbeddedStore
from search.query import Query, Sort
from search.searcher import open_archive
from tests.conftest import build
from tests.search.engines.random_archives import drawn_archive

_TIMES = 3
_SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest", "added")
_QUERIES = ("قمح", "سوق الأسعار", '"عبد الله"', "ال*", "قسم:اقتصاد", "", "تاريخ:2015", "-قمح")


@pytest.mark.slow
def test_a_repeated_archive_answers_as_one_that_was_built(tmp_path: Path) -> None:
    drawn = drawn_archive(1)
    build(tmp_path / "once", drawn.articles, drawn.representatives)
    once = EmbeddedStore(tmp_path / "once")
    live, manifest = once.live_folder(), once.manifest()
    with open_store(f"whoosh:{tmp_path / 'built'}").build() as made:
        fill(made, several_times(once, _TIMES), live, _TIMES)
        made.complete(map_completions(live, Published(live)).base())
        made.finish()
        made.publish(replace(manifest, articles=manifest.articles * _TIMES))
    built = open_archive(f"whoosh:{tmp_path / 'built'}")
    repeated = repeated_archive(tmp_path / "once", _TIMES)
    for text in _QUERIES:
        for sort in _SORTS:
            query = Query(text, sort=sort)
            expected, found = built.search(query), repeated.search(query)
            assert (found.total, found.listed) == (expected.total, expected.listed)
            assert [hit.score for hit in found.hits] == [hit.score for hit in expected.hits]
            assert [hit.snippet for hit in found.hits] == [hit.snippet for hit in expected.hits]
            assert found.facets == expected.facets
            assert found.timeline == expected.timeline
