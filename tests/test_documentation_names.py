"""Every path, module and name that a document gives exists.

Decisions and the changelog are left aside: they are dated, and keep the names of their day.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from search.engines.protocol import Session
from tests.tables import ROOT

PAGES = sorted([*ROOT.glob("docs/*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
DATED = {"CHANGELOG.md"}

ROOMS = ("bench", "commands", "docs", "index", "sample", "search", "tests", "web")
CODE = ("bench", "commands", "index", "search", "tests", "web")
FILE = re.compile(r"[\w*-][\w*.-]*(?:/[\w*.-]+)*\.(?:py|tsv|po|html|js|jsonl|yml)")
CLASS_MEMBER = re.compile(r"([A-Z]\w+)\.([a-z_]\w*)")
CAMEL = re.compile(r"(?:[A-Z][a-z]+){2,}")

#: Names of others that our documents give: they are not looked for in our code.
FOREIGN = {"ArabicStemmer", "EnglishStemmer", "NewsArticle", "RateLimit", "TypedDict"}
#: Elements of NewsML 1 and ALTO.
FOREIGN |= {
    *("ByLine", "CreditLine", "DataContent", "DateLine", "FirstCreated", "HeadLine", "SubHeadLine"),
    *("ThisRevisionCreated", "ComposedBlock", "ReadingOrder", "TextBlock"),
}

#: Files and folders that are made at run time.
MADE = {"evidence.tsv", "index/analysis/__pycache__/"}


def quoted(text: str) -> Iterator[str]:
    """Yield what a page sets as code within its sentences, up to the first space or bracket."""
    prose = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    for code in re.findall(r"`([^`\n]+)`", prose):
        yield re.split(r"[\s(]", code.strip())[0].rstrip(",;:")


def missing(code: str) -> str:
    """Return what a piece of code names that is not there; nothing where all is."""
    if code in MADE or code.startswith(("/", "var/", "--")):
        return ""
    if FILE.fullmatch(code) or code.startswith(tuple(f"{room}/" for room in ROOMS)):
        return "" if _is_a_path(code) else f"no file {code}"
    if code.startswith(tuple(f"{room}." for room in CODE)):
        return "" if _is_a_module_or_name(code) else f"no module or name {code}"
    if member := CLASS_MEMBER.fullmatch(code):
        known = _classes().get(member[1])
        return "" if known is None or member[2] in known else f"{member[1]} has no {member[2]}"
    if CAMEL.fullmatch(code) and code not in FOREIGN:
        return "" if code in _classes() else f"no class {code}"
    return ""


def _is_a_path(code: str) -> bool:
    # NAME, <name> and … stand for any name.
    pattern = re.sub(r"<\w+>|(?<![A-Z])[A-Z]{4,}(?![A-Z])|…", "*", code).rstrip("/")
    if not pattern.startswith(tuple(f"{room}/" for room in ROOMS)):
        return any(_files_called(pattern))
    pattern = pattern if "." in pattern.rpartition("/")[2] else f"{pattern}*"
    return any(ROOT.glob(pattern))


def _files_called(pattern: str) -> Iterator[Path]:
    for room in ROOMS:
        yield from (ROOT / room).rglob(pattern)
    yield from ROOT.glob(pattern)


def _is_a_module_or_name(code: str) -> bool:
    parts = code.split(".")
    for length in range(len(parts), 0, -1):
        path = ROOT.joinpath(*parts[:length])
        source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if path.is_dir() or source.exists():
            break
    else:
        return False
    names = parts[length:]
    return not names or (source.exists() and all(name in _names(source) for name in names))


@cache
def _names(source: Path) -> frozenset[str]:
    return frozenset(_named(ast.walk(ast.parse(source.read_text(encoding="utf-8")))))


@cache
def _classes() -> dict[str, frozenset[str]]:
    """Every class of the code with what it has; of several with one name what any has."""
    found: dict[str, frozenset[str]] = {}
    for room in CODE:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef):
                    has = {*_named(node.body), *_set_on_self(node)}
                    found[node.name] = found.get(node.name, frozenset()) | has
    return found


def _set_on_self(node: ast.ClassDef) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store):
            yield part.attr


def _named(nodes: Iterator[ast.AST] | list[ast.stmt]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.asname or alias.name for alias in node.names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_names_exists(page: Path) -> None:
    if page.name in DATED:
        return
    found = {missing(code) for code in quoted(page.read_text(encoding="utf-8"))}
    assert not found - {""}


ARCHITECTURE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")


def test_the_architecture_explains_every_member_of_a_session() -> None:
    seam = ARCHITECTURE.split("## The seam")[1].split("What an engine must")[0]
    members = {name for name in vars(Session) if not name.startswith("_")}
    assert members
    assert {name for name in members if not re.search(rf"`{name}\b", seam)} == set()


@pytest.mark.parametrize("room", ["commands", "index", "search", "web"])
def test_every_room_says_what_it_is_for_and_answers_a_question(room: str) -> None:
    rooms = ARCHITECTURE.split("## One question a room")[1].split("##")[0]
    for source in (ROOT / room).rglob("__init__.py"):
        folder = source.parent.relative_to(ROOT).as_posix()
        assert ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))), folder
        assert f"`{folder}/" in rooms, folder


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("search/ranking/bm25.py", ""),
        ("search/ranking/", ""),
        ("tests/vectors/*.tsv", ""),
        ("index/sources/NAME.py", ""),
        ("tests/index/sources/test_NAME.py", ""),
        ("bm25.py", ""),
        ("dates/periods.py", ""),
        ("search.ranking.bm25.idf", ""),
        ("search.ranking", ""),
        ("Searcher.search", ""),
        ("/search.json", ""),
        ("search/ranking/bm24.py", "no file search/ranking/bm24.py"),
        ("search/rankings/", "no file search/rankings/"),
        ("bm24.py", "no file bm24.py"),
        ("search.ranking.bm25.idf2", "no module or name search.ranking.bm25.idf2"),
        ("search.bm25", "no module or name search.bm25"),
        ("Searcher.find", "Searcher has no find"),
        ("SearcherOfAll", "no class SearcherOfAll"),
    ],
)
def test_what_is_missing_is_found(code: str, expected: str) -> None:
    assert missing(code) == expected
