"""The rooms and who may import whom, read from the code itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tables import ROOT

ROOMS = ("index", "search", "web", "commands")
MODULES = [
    path.relative_to(ROOT)
    for path in [*(p for room in ROOMS for p in (ROOT / room).rglob("*.py")), ROOT / "manage.py",
                 ROOT / "settings.py"]
]  # fmt: skip

#: What a room may not import.
FORBIDDEN = {
    "index": {"search", "web", "commands", "manage", "settings", "flask"},
    "search": {"web", "commands", "manage", "settings", "flask"},
    "web": {"commands", "manage", "settings", "whoosh"},
    "commands": {"manage", "flask", "whoosh", "opensearchpy"},
    "settings.py": {"search", "web", "commands", "manage"},
    "manage.py": {"index", "search", "web", "settings"},
}

#: Where alone a library may be imported.
FENCED = {
    "flask": ("web/",),
    "waitress": (
        "web/http/connections.py",
        "web/http/listening.py",
        "web/http/refusals.py",
        "web/http/request_parser.py",
        "web/http/server.py",
    ),
    "gunicorn": ("web/http/workers.py",),
    "whoosh": ("index/stores/embedded/codec/",),
    "opensearchpy": ("index/stores/opensearch/", "search/engines/opensearch/"),
    "pyarabic": ("index/analysis/",),
    "snowballstemmer": ("index/analysis/",),
    "hijridate": ("index/facts/dates/calendars.py",),
    "trafilatura": ("index/sources/html/",),
    "fastwarc": ("index/sources/html/", "bench/"),
    "feedparser": ("bench/", "tests/"),
    "python_calamine": ("index/sources/tables/workbooks.py", "bench/"),
    "markdown_it": ("index/sources/markdown/plain_text.py",),
    "yaml": ("index/sources/markdown/front_matter.py",),
    "rapidfuzz": ("search/words/spell_checker.py",),
    "pydantic": ("web/api/schemas/", "web/api/openapi.py"),
    "brotli": ("web/http/fonts.py", "bench/speed/pages.py", "tests/"),
    "pytrec_eval": ("search/evaluation.py",),
    "pycrfsuite": ("bench/accuracy/anercorp.py",),
    "prometheus_client": ("web/operation/metrics.py",),
    "watchdog": ("index/watching/notices.py",),
    "tqdm": ("commands/progress.py",),
    "urllib3": (
        "index/feeds/connections.py",
        "index/feeds/fetching.py",
        "index/feeds/hops.py",
        "index/feeds/transfers.py",
    ),
    "protego": ("index/feeds/robots.py",),
    "sqlite3": ("index/feeds/state.py", "index/feeds/state_file.py"),
    "settings": ("commands/",),
}

#: What the rooms of ``search`` that know no engine take from one another.
SEARCH_ROOMS = {
    "search/language/": ("search.language", "search.notes", "search.query", "search.results"),
    "search/words/": (
        "search.words",
        "search.language",
        "search.results",
        "search.conditions",
        "search.deadline",
    ),
    "search/words/transliteration/": ("search.words.transliteration", "search.words.vocabulary"),
    "search/related/": (
        "search.related",
        "search.ranking",
        "search.language",
        "search.conditions",
        "search.results",
    ),
    "search/ranking/": (
        "search.ranking",
        "search.language",
        "search.conditions",
        "search.results",
    ),
    "search/facets/": (
        "search.facets",
        "search.largest",
        "search.query",
        "search.results",
        "search.writings",
    ),
    "search/completion/": (
        "search.completion",
        "search.writings",
        "search.largest",
        "search.words",
        "search.language",
        "search.results",
    ),
}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the room"
            module = node.module or ""
            is_room = module in ROOMS  # from index import tables
            yield from (f"{module}.{name.name}" for name in node.names) if is_room else (module,)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_imports_run_back_along_the_way(path: Path) -> None:
    forbidden = FORBIDDEN.get(path.parts[0], set())
    assert not {name for name in imported(path) if name.split(".")[0] in forbidden}


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_libraries_stay_behind_their_fence(path: Path) -> None:
    for name in imported(path):
        fence = FENCED.get(name.split(".")[0])
        assert fence is None or path.as_posix().startswith(fence), f"{path} imports {name}"


#: The rooms of web from the top; a module imports its own room and those on lower steps.
WEB_STEPS = (
    ("pages",),
    ("operation",),
    ("exports",),
    ("api",),
    ("http", "charts"),
    ("i18n",),
    ("url",),
    ("translations",),
)


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.parts[0] == "web" and len(path.parts) > 2], ids=str
)
def test_rooms_of_web_import_downwards(path: Path) -> None:
    room = path.parts[1]
    (place,) = (number for number, step in enumerate(WEB_STEPS) if room in step)
    allowed = {room, *(below for step in WEB_STEPS[place + 1 :] for below in step)}
    taken = [name.split(".") for name in imported(path)]
    assert {parts[1] for parts in taken if parts[0] == "web" and len(parts) > 1} <= allowed
    # The application itself is put together above all rooms.
    assert ["web"] not in taken


def test_web_takes_from_index_only_what_search_hands_on() -> None:
    allowed = {
        "index.analysis",
        "index.analysis.inspection",
        "index.article",
        "index.errors",
        "index.facets",
        "index.facts",
        "index.facts.dates.calendars",
        "index.facts.dates.relative_periods",
        "index.feeds.followed",
        "index.feeds.troubles",
        "index.manifest",
        "index.translatable",
        "index.version",
        "index.visible",
    }
    for path in MODULES:
        if path.parts[0] == "web":
            taken = {name for name in imported(path) if name.split(".")[0] == "index"}
            assert taken <= allowed, path


@pytest.mark.parametrize("room", SEARCH_ROOMS)
def test_rooms_of_search_take_only_from_those_before_them(room: str) -> None:
    paths = [path for path in MODULES if path.as_posix().startswith(room)]
    assert paths
    for path in paths:
        taken = {name for name in imported(path) if name.split(".")[0] == "search"}
        assert all(name.startswith(SEARCH_ROOMS[room]) for name in taken), path


def test_analysis_knows_no_stage() -> None:
    for path in MODULES:
        if path.as_posix().startswith("index/analysis/"):
            ours = {name for name in imported(path) if name.split(".")[0] in ROOMS}
            beyond = {name for name in ours if not name.startswith("index.analysis")}
            assert beyond <= {"index.tables"}, path
