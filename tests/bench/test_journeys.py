"""How moves between files are counted, on functions that are said to stand in several files."""

from collections.abc import Callable
from typing import Any

import pytest

from bench.measuring import ROOT
from bench.speed.journeys import journeys, watched
from index.article import Article
from search.searcher import open_archive
from tests.conftest import ArchiveBuilder
from web import create_app


def placed(file: str, source: str, names: dict[str, Any] | None = None) -> Callable[..., Any]:
    """The function ``f`` of a source, as if it stood in a file of the checkout."""
    scope = names or {}
    exec(compile(source, str(ROOT / file), "exec"), scope)
    function: Callable[..., Any] = scope["f"]
    return function


LEAF = placed("search/leaf.py", "def f(*_): return 0")
TWICE = placed("search/twice.py", "def f(): return g() + g()\ndef g(): return 0")
LIBRARY = placed("elsewhere/library.py", "def f(call): return call()")


@pytest.mark.parametrize(
    ("source", "files", "moves"),
    [
        ("def f(): return 0", {"web/a.py"}, 0),
        ("def f(): return leaf()", {"web/a.py", "search/leaf.py"}, 2),
        ("def f(): return leaf() + leaf()", {"web/a.py", "search/leaf.py"}, 4),
        ("def f(): return twice()", {"web/a.py", "search/twice.py"}, 2),
        ("def f(): return library(leaf)", {"web/a.py", "search/leaf.py"}, 2),
        ("def f(): return library(lambda: 0)", {"web/a.py"}, 0),
        ("def f(): return sorted([2, 1], key=leaf)", {"web/a.py", "search/leaf.py"}, 4),
        ("def f():\n try: fails()\n except KeyError: leaf()", None, 4),
        ("def f(): return list(yields())", None, 6),
    ],
)
def test_moves(source: str, files: set[str] | None, moves: int) -> None:
    names = {
        "leaf": LEAF,
        "twice": TWICE,
        "library": LIBRARY,
        "fails": placed("search/fails.py", "def f(): raise KeyError"),
        # Twice resumed to yield and once to end.
        "yields": placed("search/yields.py", "def f():\n yield 1\n yield 2"),
    }
    found = watched(placed("web/a.py", source, names))
    assert files is None or set(found.files) == files
    assert found.moves.total() == moves


def test_journeys_of_an_archive(archive: ArchiveBuilder) -> None:
    address = archive([Article(id="1", title="سعر القمح", body="ارتفع سعر القمح")])
    engine = open_archive(address)
    client = create_app(lambda: engine).test_client()
    found = journeys(client, "القمح", first=False)
    assert list(found) == ["page", "json", "article"]
    assert "web/pages/search.py" in found["page"].files
    assert "web/pages/search.py" not in found["json"].files
    # Nothing is left that happens only once: asked again, the way is the same.
    assert journeys(client, "القمح", first=False) == found
