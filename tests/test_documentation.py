"""The documents say what the code does, at least by name."""

import re
import tomllib
from itertools import chain, count
from pathlib import Path

import click
import pytest

import settings
from index.facets import FACETS
from index.fields import FIELDS
from index.sources import FORMATS
from index.version import VERSION
from manage import cli
from search.language.qualifiers import LEVEL_PREFIXES
from tests.tables import ROOT
from web import create_app
from web.url.parameters import SEARCH_NAMES

DOCS = ROOT / "docs"
_CONTEXT = click.Context(cli)
COMMANDS = {
    name: command
    for name in cli.list_commands(_CONTEXT)
    if (command := cli.get_command(_CONTEXT, name))
}
PAGES = [
    *DOCS.rglob("*.md"),
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    ROOT / "sample/README.md",
]


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("row", settings.SETTINGS, ids=lambda row: row.name)
def test_settings(row: settings.Setting) -> None:
    for part in row:
        assert part in text("settings.md")


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_and_their_options(name: str) -> None:
    page = text("commands.md")
    assert f"manage.py {name}" in page
    for parameter in COMMANDS[name].params:
        for option in parameter.opts:
            assert not option.startswith("--") or option in page, option


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_source_formats(name: str) -> None:
    page = text("formats.md")
    assert f"## {name}\n" in page
    assert FORMATS[name].example in page


def test_reasons_for_skipping() -> None:
    source = (ROOT / "index/sources/reading.py").read_text(encoding="utf-8")
    reasons = re.findall(r'"(\w+)"', source.split("Reason = ")[1].split("]")[0])
    assert reasons
    for reason in (*reasons, "repeated"):
        assert f"`{reason}`" in text("sources.md")


def test_note_codes() -> None:
    codes = re.findall(r'Note\(\s*"(\w+)"', (ROOT / "search/notes.py").read_text(encoding="utf-8"))
    assert len(codes) >= 8
    for code in codes:
        assert f"`{code}`" in text("query-language.md")


def test_field_prefixes() -> None:
    prefixes = [*(field.prefixes for field in FIELDS), *(facet.prefixes for facet in FACETS)]
    for prefix in (prefix for several in prefixes for prefix in several):
        assert f"`{prefix}:`" in text("query-language.md")


def test_level_prefixes() -> None:
    for level, prefixes in LEVEL_PREFIXES.items():
        for prefix in (level, *prefixes):
            assert f"`{prefix}:`" in text("query-language.md"), prefix


def test_parameters() -> None:
    for name in SEARCH_NAMES:
        assert f"`{name}`" in text("api.md"), name


def test_data_files_point_to_pages_that_exist() -> None:
    for path in (*ROOT.glob("index/**/*.tsv"), *ROOT.glob("search/**/*.tsv")):
        for page in re.findall(r"docs/[\w-]+\.md", path.read_text(encoding="utf-8")):
            assert (ROOT / page).exists(), f"{path.name} names {page}"


def test_addresses_and_error_codes() -> None:
    app = create_app(lambda: None)  # type: ignore[arg-type, return-value]
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(("/api", "/healthz")):
            assert rule.rule.partition("<")[0] in text("api.md")
    codes = re.findall(r'^    "(\w+)":', (ROOT / "web/http/messages.py").read_text("utf-8"), re.M)
    assert len(codes) >= 10
    for code in codes:
        assert f"`{code}`" in text("api.md")


def test_libraries_have_a_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = project["optional-dependencies"].values()
    for requirement in chain(project["dependencies"], *extra):
        name = re.split(r"[=><]", requirement)[0]
        assert f"**{name}**" in text("libraries.md"), name


def test_the_changelog_begins_with_what_is_to_come() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", changes, re.M)[0] == "Unreleased"
    assert VERSION in changes
    kinds = re.findall(r"^### (.+)$", changes, re.M)
    assert kinds
    assert set(kinds) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_records_of_decisions_are_dated_and_listed() -> None:
    records = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    listed = (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    dates = []
    for number, path in enumerate(records, 1):
        record = path.read_text(encoding="utf-8")
        title = re.match(
            rf"# {number}\. (.+)\n\nDate: (\d{{4}}-\d\d-\d\d)\. Status: (.+)\.\n", record
        )
        assert title, path.name
        row = f"| [{number:04}]({path.name}) {title[1]} | {title[2]} | {title[3]} |"
        assert row in listed, path.name
        assert re.findall(r"^## (.+)$", record, re.M) == ["Context", "Decision", "Consequences"]
        dates.append(title[2])
    assert dates == sorted(dates)
    assert len(records) == listed.count("\n| [")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if target.startswith("http"):
            continue
        name, _, anchor = target.partition("#")
        path = page.parent / name if name else page
        assert path.exists(), target
        assert not anchor or anchor in anchors(path), target


def anchors(page: Path) -> set[str]:
    """What GitHub calls the headings of a page.

    Source: the user content of github.com, and the gem html-pipeline (TableOfContentsFilter).
    """
    found: set[str] = set()
    prose = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for heading in re.findall(r"^#{1,6} +(.+?)\s*$", prose, re.M):
        shown = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading)
        name = re.sub(r"[^\w\- ]", "", shown.lower()).replace(" ", "-")
        again = (f"{name}-{number}" for number in count(1))
        found.add(name if name not in found else next(new for new in again if new not in found))
    return found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("# The API\n\n## `GET /api/v1`, *again*", {"the-api", "get-apiv1-again"}),
        ("# بالعربية\n# a_b-c\n# A_b-c", {"بالعربية", "a_b-c", "a_b-c-1"}),
        ("# A [link](b.md) here\n```\n# no heading\n```\n#none", {"a-link-here"}),
    ],
)
def test_anchors(tmp_path: Path, text: str, names: set[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    assert anchors(page) == names
