"""A facet is one entry of ``index/facets.py`` and its translations.

A copy of Fihris gets one more, and is asked for it everywhere.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.tables import ROOT

_COPIED = ("index", "search", "web", "commands", "manage.py", "settings.py", "pyproject.toml")

_ENTRY = """
    Facet(
        name="reporter",
        text=FacetText(
            heading=_("Reporters"),
            name=_("Reporter"),
            without=_("No reporter"),
            only=_("Only articles of this reporter."),
            never=_("No articles of this reporter."),
            example="سعاد علي",
            counterexample="عمر حسن",
            arabic="المراسل",
            arabic_without="بلا مراسل",
        ),
        values=lambda article: _values(str.strip, [article.byline]),
        canonical=str.strip,
        prefixes=("مراسل", "reporter"),
        completed=True,
    ),
)

FACET_BY_NAME ="""

_TRANSLATIONS = {
    "Reporters": "المراسلون",
    "Reporter": "المراسل",
    "No reporter": "بلا مراسل",
    "Only articles of this reporter.": "مقالات هذا المراسل وحدها.",
    "No articles of this reporter.": "بلا مقالات هذا المراسل.",
}

_ARTICLES = (
    {"id": "1", "title": "سعر القمح", "body": "ارتفع القمح", "byline": "سعاد علي"},
    {"id": "2", "title": "سعر القمح", "body": "انخفض القمح", "byline": "سعاد علي"},
    {"id": "3", "title": "سعر الخبز", "body": "القمح والخبز", "byline": "عمر حسن"},
    {"id": "4", "title": "موسم القمح", "body": "القمح هذا العام"},
)

#: What the copy is asked: addresses, and of the archive itself.
_ASKED = """
import json, sys
from search.query import Query
from search.searcher import open_archive
from web import create_app

archive = open_archive(sys.argv[1])
client = create_app(lambda: archive).test_client()
chosen = {"reporter": "سعاد علي"}
search = client.get("/api/v1/search", query_string={"q": "القمح"}).json
json.dump({
    "counts": search["facets"]["reporter"],
    "read": client.get("/api/v1/search", query_string=chosen).json["query"]["reporter"],
    "total": client.get("/api/v1/search", query_string=chosen).json["total"],
    "without": client.get("/api/v1/search", query_string={"not_reporter": "_none"}).json["total"],
    "language": archive.search(Query('مراسل:"عمر حسن"')).total,
    "openapi": client.get("/api/v1/openapi.json").get_data(as_text=True),
    "values": client.get("/api/v1/facets/reporter").json["total"],
    "suggested": [one.kind for one in archive.suggest("سعاد")],
    "arabic": client.get("/?q=القمح").get_data(as_text=True),
    "english": client.get("/en/?q=القمح").get_data(as_text=True),
    "page": client.get("/en/facets/reporter").status_code,
    "compare": client.get("/en/compare?by=reporter").get_data(as_text=True),
    "csv": client.get("/results.csv", query_string=chosen).get_data(as_text=True),
}, sys.stdout)
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fihris with one facet more."""
    folder = tmp_path_factory.mktemp("copy")
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder / name)
    table = folder / "index" / "facets.py"
    text = table.read_text(encoding="utf-8")
    assert text.count("\n)\n\nFACET_BY_NAME =") == 1
    table.write_text(text.replace("\n)\n\nFACET_BY_NAME =", _ENTRY), encoding="utf-8")
    with (folder / "web/translations/ar.po").open("a", encoding="utf-8") as catalogue:
        for english, arabic in _TRANSLATIONS.items():
            catalogue.write(f'\nmsgid "{english}"\nmsgstr "{arabic}"\n')
    lines = (
        json.dumps(article | {"published": f"2024-01-0{article['id']}"}, ensure_ascii=False)
        for article in _ARTICLES
    )
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.contract
def test_one_entry_is_enough(copy: Path, new_address: Any) -> None:
    address = new_address()
    run(copy, "manage.py", "reindex", "articles.jsonl", "--engine", address)
    found = json.loads(run(copy, "-c", _ASKED, address))
    assert [(one["label"], one["count"]) for one in found["counts"]] == [
        ("سعاد علي", 2), ("عمر حسن", 1), ("بلا مراسل", 1),
    ]  # fmt: skip
    assert (found["read"], found["total"], found["without"]) == (["سعاد علي"], 2, 3)
    assert found["language"] == 1
    assert found["values"] == 3
    assert '"not_reporter"' in found["openapi"]
    assert "مقالات هذا المراسل وحدها." in found["openapi"]
    assert "reporter" in found["suggested"]
    assert "المراسلون" in found["arabic"]
    assert "Reporters" in found["english"]
    assert found["page"] == 200
    assert "سعاد علي" in found["compare"]
    rows = found["csv"].splitlines()
    assert len(rows) == 3
    assert "reporter" in rows[0]
    assert all("سعاد علي" in row for row in rows[1:])


def run(folder: Path, *arguments: str) -> str:
    """Run Python in the copy and give what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
