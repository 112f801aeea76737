"""Nothing that a command prints commands a terminal, whatever articles, names and queries hold."""

import ast
import json
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from index.visible import escaped, visible, visible_line
from manage import cli
from tests.tables import ROOT

_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}

#: One of each kind, and sequences that terminals obey.
SIGNS = (
    "\x00", "\x07", "\x08", "\r", "\x0b", "\x1b[2J", "\x1b]0;title\x07", "\x1b]8;;http://x\x1b\\a",
    "\x7f", "\x85", "\x9b31m", "\x9d0;x\x9c", "\u061c", "\u200e", "\u200f", "\u2028", "\u2029",
    "\u202a", "\u202e", "\u2066", "\u2069", "\ufeff", "\ufff9", "\U000e0001", "\U000e0041",
)  # fmt: skip
JOINED = "می\u200cخواهم\u200d"
BAD = "".join(SIGNS)


def commands(sign: str) -> bool:
    if sign in "\n\t":
        return False
    return (
        unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(sign) in _TURNING
        or sign in "\u061c\u200e\u200f\ufeff"
        or 0xE0000 <= ord(sign) <= 0xE007F
    )


def commanding(text: str) -> set[str]:
    return set(filter(commands, text))


@given(st.text())
def test_shown_text_commands_nothing_and_keeps_the_rest(text: str) -> None:
    assert not commanding(visible(text))
    line = visible_line(text)
    assert not commanding(line)
    assert "\n" not in line
    kept = [sign for sign in text if not commands(sign) and sign != "\n"]
    left = iter(line)
    assert all(sign in left for sign in kept), "in their order"
    assert visible(visible(text)) == visible(text)
    assert visible_line(line) == line


@given(st.recursive(st.text(st.characters()), st.lists))
def test_json_means_the_same(value: object) -> None:
    text = escaped(json.dumps(value, ensure_ascii=False))
    assert json.loads(text) == value
    assert not commanding(text)
    text.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "prose", "line"),
    [
        ("القمح\n\tوالخبز", "القمح\n\tوالخبز", "القمح\\n\tوالخبز"),
        (JOINED, JOINED, JOINED),
        ("a\x1b[31mb", "a\\x1b[31mb", "a\\x1b[31mb"),
        ("\u200fالقمح\u200e", "القمح", "\\u200fالقمح\\u200e"),
        ("gpj.\u202etxt", "gpj.\\u202etxt", "gpj.\\u202etxt"),
        ("\udcff", "\\udcff", "\\udcff"),
        ("\U000e0041", "\\U000e0041", "\\U000e0041"),
    ],
)
def test_what_is_seen(text: str, prose: str, line: str) -> None:
    assert visible(text) == prose
    assert visible_line(text) == line


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(cli, arguments, env=environment)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose names and articles are full of them."""
    folder = tmp_path_factory.mktemp("hostile")
    lines = [
        json.dumps(
            {"id": f"{number}{sign}", "title": f"قمح {sign}{JOINED}", "body": f"نص {sign} عن القمح",
             "section": f"قسم{sign}", "agency": [f"وكالة{sign}"], "source": f"صحيفة{sign}",
             "dateline": [f"مكان{sign}"], "byline": f"كاتب{sign}", "published": f"2024{sign}"}
        )
        for number, sign in enumerate((*SIGNS, "\udc80", BAD))
    ]  # fmt: skip
    lines += [f'{{"id": "{BAD[3:6]}', '{"title": "\\u001b[2J"}']
    name = os.fsdecode(b"news\x1b[2J\n\xe2\x80\xae\xff.jsonl")
    (folder / name).write_text("\n".join(lines), encoding="utf-8")
    (folder / os.fsdecode(b"\x1b]0;x\x07\xff.xyz")).write_bytes(b"\x00\x01")
    (folder / "\u202egpj.zip").write_bytes(b"PK\x03\x04 no")
    return folder


@pytest.fixture(scope="module")
def engine(source: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    address = f"whoosh:{tmp_path_factory.mktemp('index')}"
    assert_clean(run("reindex", str(source), "--engine", address, "--workers", "1"))
    return address


def assert_clean(result: Result) -> None:
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    for text in (result.stdout, result.stderr):
        assert not commanding(text), ascii(text)
        assert "Traceback" not in text


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "القمح", "--size", "100"], ["search", f"القمح {BAD}"],
        ["search", "القمح", "--json"],
        ["search", "قمح", "--section", BAD[1:]], ["search", "قمح", "--from", BAD[1:]],
        ["search", "قمح", "--sort", BAD[1:]], ["search", "قمح", f"--{BAD[1:]}"],
        ["explain", "القمح", "1"], ["explain", "القمح", BAD[1:]],
        ["explain", "القمح", BAD[1:], "--json"],
        ["delete", BAD[1:]], ["update", BAD[1:]], ["check"],
    ],
    ids=lambda arguments: ascii(" ".join(arguments))[:40],
)  # fmt: skip
def test_commands_on_a_hostile_archive(engine: str, arguments: list[str]) -> None:
    assert_clean(run(*arguments, "--engine", engine))


@pytest.mark.parametrize(
    "arguments",
    [
        [BAD[1:]], [f"--{BAD[1:]}"], ["formats", BAD[1:]], ["analyze", f"القمح{BAD}"],
        ["analyze", f"القمح{BAD}", "--json"], ["evaluate", BAD[1:], BAD[1:]],
        ["check", "--engine", f"whoosh:/tmp/{BAD[1:]}"], ["check", "--engine", BAD[1:]],
        ["migrate", BAD[1:], BAD[1:]], ["serve", "--port", BAD[1:]], ["facts", f"/tmp/{BAD[1:]}"],
        ["facts", "/dev/null", "--map", BAD[1:]], ["facts", "/dev/null", "--format", BAD[1:]],
    ],
    ids=lambda arguments: ascii(" ".join(arguments))[:40],
)  # fmt: skip
def test_what_commands_refuse(arguments: list[str]) -> None:
    assert_clean(run(*arguments))


@pytest.mark.parametrize("name", ["FIHRIS_ARCHIVE_NAME", "FIHRIS_ENGINE", "FIHRIS_PORT"])
@pytest.mark.parametrize("command", ["settings", "check"])
def test_settings(command: str, name: str) -> None:
    assert_clean(run(command, **{name: BAD[1:]}))


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_facts_of_hostile_files(source: Path, options: list[str]) -> None:
    result = run("facts", str(source), *options)
    assert_clean(result)
    assert result.exit_code == 0
    if options:
        found = json.loads(result.stdout)
        assert any("\u202e" in article["title"] for article in found), "JSON keeps what there is"


def test_errors_are_one_line() -> None:
    result = run("check", "--engine", "whoosh:/tmp/none\nindexed 5 articles\n")
    assert result.exit_code == 1
    assert "\n" not in result.stderr.removesuffix("\n")


def _written(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def test_one_module_writes() -> None:
    for path in (ROOT / "commands").glob("*.py"):
        called = set(_written(path))
        if path.name != "terminal.py":
            assert not called & {"click.echo", "click.secho", "print", "echo"}, path
        if "bar.write" in called:
            assert "visible_line" in called, path
