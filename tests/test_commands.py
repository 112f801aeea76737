"""Every command as a person runs it: its output, its errors, its exit codes."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from manage import cli
from tests.tables import ROOT

ARTICLES = [
    {"id": "1", "title": "سعر القمح", "body": "ارتفع سعر القمح (رويترز)", "section": "اقتصاد",
     "published": "2024-10-28"},
    {"id": "2", "title": "سوق القمح", "body": "نص عن السوق", "section": "محليات",
     "published": "2024-11-02"},
    {"id": "3", "title": "خبر", "body": "لا شيء هنا عن الحبوب"},
]  # fmt: skip


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("source") / "news.jsonl"
    text = "\n".join(json.dumps(article, ensure_ascii=False) for article in ARTICLES)
    path.write_text(text + '\n{"title": ""}\n{broken\n', encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def engine(source: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    address = f"whoosh:{tmp_path_factory.mktemp('index')}"
    assert run("reindex", str(source), "--engine", address).exit_code == 0
    return address


def test_reindex_tells_what_it_did(source: Path, tmp_path: Path) -> None:
    result = run("reindex", str(source), "--engine", f"whoosh:{tmp_path}")
    assert result.exit_code == 0
    last = result.stdout.splitlines()[-1]
    assert last.startswith("indexed 3 articles, skipped 2 (1 no_text, 1 broken), ")
    assert last.endswith(" articles/s")
    assert "news.jsonl, line 4" in result.stderr
    assert "news.jsonl, line 5" in result.stderr


def test_reindex_without_a_path_reads_the_same_again(source: Path, tmp_path: Path) -> None:
    address = f"whoosh:{tmp_path}"
    run("reindex", str(source), "--engine", address, "--format", "jsonl")
    again = run("reindex", "--engine", address)
    assert again.stdout.splitlines()[-1].startswith("indexed 3 articles")


def test_reindex_without_a_path_or_an_index_takes_the_sample(tmp_path: Path) -> None:
    result = run("reindex", "--engine", f"whoosh:{tmp_path}")
    assert result.exit_code == 0
    assert "sample archive" in result.stderr


def test_search_in_words(engine: str) -> None:
    result = run("search", "القمح", "--engine", engine)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "1. سعر القمح"
    assert lines[-1].startswith("2 articles, ")
    assert "section: اقتصاد 1, محليات 1" in lines


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ([], ["1", "2"]),
        (["--section", "اقتصاد"], ["1"]),
        (["--section", "اقتصاد", "--section", "محليات"], ["1", "2"]),
        (["--agency", "reuters"], ["1"]),
        (["--from", "2024-11"], ["2"]),
        (["--to", "2024-10-28"], ["1"]),
        (["--date", "2024-10"], ["1"]),
        (["--sort", "newest"], ["2", "1"]),
        (["--size", "1", "--page", "2"], ["2"]),
    ],
)
def test_search_as_json(engine: str, options: list[str], ids: list[str]) -> None:
    result = run("search", "القمح", "--json", "--engine", engine, *options)
    answer = json.loads(result.stdout)
    assert [hit["id"] for hit in answer["hits"]] == ids
    assert set(answer) == {
        "query", "total", "page", "size", "took_ms", "hits", "facets", "notes"
    }  # fmt: skip


def test_a_query_may_begin_with_a_minus(engine: str) -> None:
    result = run("search", "-السوق القمح", "--json", "--engine", engine)
    assert [hit["id"] for hit in json.loads(result.stdout)["hits"]] == ["1"]


def test_search_tells_how_the_query_was_read(engine: str) -> None:
    result = run("search", '"القمح', "--engine", engine)
    assert "علامة اقتباس" in result.stderr


def test_analyze_as_json() -> None:
    answer = json.loads(run("analyze", "في المَدرسةِ", "--json").stdout)
    assert [
        (word["text"], word["start"], word["end"], word["levels"]) for word in answer["words"]
    ] == [
        ("في", 0, 2, {"exact": ["في"], "light": []}),
        ("المَدرسةِ", 3, 12, {"exact": ["المدرسه"], "light": ["مدرس"]}),
    ]
    assert answer["words"][1]["steps"][0] == {"step": "compose", "result": "المَدرسةِ"}


def test_analyze_in_words() -> None:
    lines = run("analyze", "المدارس").stdout.splitlines()
    assert lines[0] == "المدارس  [0:7]"
    assert lines[-1].split() == ["snowball", "مدارس"]


def test_evaluate(engine: str, tmp_path: Path) -> None:
    queries, judgments = tmp_path / "queries.tsv", tmp_path / "qrels.tsv"
    queries.write_text("1\tالقمح\n", encoding="utf-8")
    judgments.write_text("1\t1\t3\n", encoding="utf-8")
    answer = json.loads(
        run("evaluate", str(queries), str(judgments), "--json", "--engine", engine).stdout
    )
    assert answer == {
        "queries": 1, "ndcg@10": 1.0, "map@100": 1.0, "mrr@10": 1.0, "recall@100": 1.0,
        "p@10": 0.1, "unjudged@10": 0.5,
    }  # fmt: skip


def test_check(engine: str) -> None:
    result = run("check", "--engine", engine)
    assert result.exit_code == 0
    assert result.stdout.startswith("whole: 3 articles")


def test_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIHRIS_PORT", "9000")
    assert "FIHRIS_PORT=9000" in run("settings").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["search", "x", "--engine", "whoosh:{}/none"], "no index has been published here"),
        (["check", "--engine", "whoosh:{}/none"], "manage.py reindex"),
        (["serve", "--engine", "whoosh:{}/none"], "no index has been published here"),
        (["reindex", "{}/none", "--engine", "whoosh:{}/x"], "none"),
        (["search", "x", "--engine", "lucene:x"], "is no engine address"),
        (["evaluate", "{}/none", "{}/none", "--engine", "whoosh:x"], "cannot be read"),
        (["reindex", "{}/a-file", "--engine", "whoosh:{}/a-file"], "a-file"),
        (["search", "x", "--engine", "whoosh:{}/a-file"], "no index has been published here"),
    ],
)
def test_an_error_is_one_line_and_exit_code_1(
    tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "a-file").write_text("not a folder")
    result = run(*(argument.format(tmp_path) for argument in arguments))
    assert result.exit_code == 1
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["search"],
        ["search", "x", "--sort", "best"],
        ["search", "x", "--size", "1000"],
        ["search", "x", "--from", "someday"],
        ["search", "x", "--page", "first"],
        ["reindex", "--format", "docx"],
        ["nothing"],
        ["serve", "--port", "70000"],
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_has_help(name: str) -> None:
    assert (cli.commands[name].help or "").strip()


def serving(*arguments: str) -> tuple["subprocess.Popen[str]", str]:
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments, "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("serving on "):
            return process, line.split()[2]
    raise AssertionError(f"ended with {process.wait()} before it served")


def raw_get(address: str, path: str) -> bytes:
    """The answer to a request whose address is sent as it was typed, not percent-encoded."""
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    request = f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(request.encode("utf-8"))
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    return answer


@pytest.mark.parametrize("host", ["999.1.1.1", "::bad::"])
def test_serve_on_an_address_that_is_none(engine: str, host: str) -> None:
    result = run("serve", "--engine", engine, "--host", host)
    assert result.exit_code == 1
    assert "choose others with --host and --port" in result.stderr


def test_serve_on_a_name_of_several_addresses(engine: str) -> None:
    process, address = serving("serve", "--engine", engine, "--host", "localhost")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert address.startswith("http://")


def test_serve_answers_over_http_until_it_is_ended(engine: str) -> None:
    process, address = serving("serve", "--engine", engine)
    try:
        typed = raw_get(address, "/api/v1/search?q=القمح&size=1")
        assert typed.startswith(b"HTTP/1.1 200")
        assert b'"total":2' in typed
        assert b'{"error":' in raw_get(address, "/api/v1/articles/قمح")
        with urllib.request.urlopen(f"{address}healthz") as answer:
            assert json.load(answer) == {"status": "ok", "articles": 3}
        with urllib.request.urlopen(f"{address}?q=%D9%82%D9%85%D8%AD") as answer:
            assert "<mark>" in answer.read().decode("utf-8")
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert process.returncode == 0


def test_a_reindex_that_is_killed_leaves_the_live_index(engine: str, tmp_path: Path) -> None:
    big = tmp_path / "big.jsonl"
    line = json.dumps({"body": "كلام كثير " * 200}, ensure_ascii=False)
    big.write_text("".join(f'{{"id": "{n}", {line[1:]}\n' for n in range(20_000)), "utf-8")
    folder = Path(engine.partition(":")[2])
    before = {path.name for path in folder.iterdir() if path.is_dir()}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "reindex", str(big), "--engine", engine],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while {path.name for path in folder.iterdir() if path.is_dir()} <= before:
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert run("check", "--engine", engine).exit_code == 0
    assert json.loads(run("search", "القمح", "--json", "--engine", engine).stdout)["total"] == 2
