"""A facet more is one entry of the table: a program adds one, builds an index and asks for it."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.tables import ROOT

# The table is read where modules begin, so the facet stands in it before anything else is imported.
_PROGRAM = """
import json, sys
from dataclasses import replace
from pathlib import Path

from index import facets

sentences = replace(
    facets.FACETS[0].text, heading="Genres", name="Genre", without="No genre", arabic="النوع"
)
added = facets.Facet(
    name="genre",
    text=sentences,
    values=lambda article: (article.kind,),
    canonical=str,
    label={"full": "مقالة كاملة", "teaser": "موجز"}.get,
    latin={"full": "Whole", "teaser": "Brief"}.get,
    prefixes=("نوع", "genre"),
)
facets.FACETS = (*facets.FACETS, added)
facets.FACET_BY_NAME = {facet.name: facet for facet in facets.FACETS}
facets.INDEXED_FACETS = tuple(facet for facet in facets.FACETS if facet.indexed)

from index.indexing import reindex
from index.stores import open_store
from search.engines import open_engine
from web import create_app

address = f"whoosh:{sys.argv[2]}"
reindex(open_store(address), [Path(sys.argv[1])])
engine = open_engine(address)
client = create_app(lambda: engine).test_client()
asked = json.loads(sys.stdin.read())
answers = {path: client.get(path).get_data(as_text=True) for path in asked}
engine.close()
print(json.dumps(answers))
"""

_SEARCH = "/api/v1/search?size=100"
_CHOSEN = "/api/v1/search?genre=teaser&size=100"
_TYPED = "/api/v1/search?q=نوع:teaser&size=100"
_LEFT_OUT = "/api/v1/search?not_genre=teaser&size=100"
_FACET = "/api/v1/facets/genre"
_STATS = "/api/v1/stats?by=genre"
_DOCUMENT = "/api/v1/openapi.json"
_PAGE = "/?genre=teaser"
_ENGLISH = "/en/?genre=teaser"
_TABLE = "/results.csv?genre=teaser"


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The answers of a program with one facet more, by address."""
    paths = [
        *(_SEARCH, _CHOSEN, _TYPED, _LEFT_OUT, _FACET, _STATS, _DOCUMENT),
        *(_PAGE, _ENGLISH, _TABLE),
    ]
    articles = ROOT / "tests/archives/facts/articles.jsonl"
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(articles), str(tmp_path_factory.mktemp("genres"))],
        cwd=ROOT,
        input=json.dumps(paths),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return found


def kinds(articles: list[dict[str, Any]]) -> set[str]:
    return {article["kind"] for article in articles}


def test_it_is_counted_and_chosen(answers: dict[str, str]) -> None:
    whole = json.loads(answers[_SEARCH])
    counts = {value["value"]: value["count"] for value in whole["facets"]["genre"]}
    assert set(counts) == {"full", "teaser"}
    assert sum(counts.values()) == whole["total"]
    chosen = json.loads(answers[_CHOSEN])
    assert (kinds(chosen["hits"]), chosen["total"]) == ({"teaser"}, counts["teaser"])
    assert chosen["query"]["genre"] == ["teaser"]
    typed = json.loads(answers[_TYPED])
    assert (typed["total"], typed["notes"]) == (counts["teaser"], [])
    left = json.loads(answers[_LEFT_OUT])
    assert (kinds(left["hits"]), left["total"]) == ({"full"}, counts["full"])


def test_its_values_are_listed_and_compared(answers: dict[str, str]) -> None:
    page = json.loads(answers[_FACET])
    assert {value["label"] for value in page["values"]} == {"مقالة كاملة", "موجز"}
    stats = json.loads(answers[_STATS])
    assert stats["coverage"]["genre"] == stats["total"]
    assert {series["value"] for series in stats["comparison"]["series"]} == {"full", "teaser"}


def test_programs_are_told_of_it(answers: dict[str, str]) -> None:
    document = json.loads(answers[_DOCUMENT])
    parameters = document["paths"]["/api/v1/search"]["get"]["parameters"]
    assert {"genre", "not_genre"} <= {parameter["name"] for parameter in parameters}
    shapes = document["components"]["schemas"]
    for shape in ("Facets", "Coverage", "QueryRead"):
        assert "genre" in shapes[shape]["properties"], shape


def test_readers_see_it(answers: dict[str, str]) -> None:
    assert 'data-facet="genre"' in answers[_PAGE]
    assert "مقالة كاملة" in answers[_PAGE]
    assert "<h2>Genres</h2>" in answers[_ENGLISH]
    assert "Brief" in answers[_ENGLISH]


def test_tables_have_a_column_of_it(answers: dict[str, str]) -> None:
    head, *rows = answers[_TABLE].removeprefix("\ufeff").splitlines()
    assert head.split(",")[-1] == "genre"
    assert rows
    assert {row.split(",")[-1] for row in rows if row} == {"teaser"}
