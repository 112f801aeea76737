"""Every command as a person runs it: its output, its errors, its exit codes."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import indent

import click
import pytest
from click.testing import CliRunner, Result

from commands.printing import counted_all
from index.sources import FORMATS
from index.version import VERSION
from manage import cli
from search.results import FacetValue
from tests.index.stores.embedded.lying import segments
from tests.tables import ROOT

ARTICLES = [
    {"id": "1", "title": "سعر القمح", "body": "ارتفع سعر القمح (رويترز)", "section": "اقتصاد",
     "published": "2024-10-28"},
    {"id": "2", "title": "سوق القمح", "body": "نص عن السوق", "section": "محليات",
     "published": "2024-11-02"},
    {"id": "3", "title": "خبر", "body": "لا شيء هنا عن الحبوب"},
]  # fmt: skip


_CONTEXT = click.Context(cli)
COMMANDS = {
    name: command
    for name in cli.list_commands(_CONTEXT)
    if (command := cli.get_command(_CONTEXT, name))
}


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


def test_names_that_were_told_are_told_again(tmp_path: Path) -> None:
    address, path = f"whoosh:{tmp_path / 'index'}", tmp_path / "a.json"
    path.write_text('[{"headline": "خبر", "kalam": "فُتح الجسر أمس أمام السيارات."}]', "utf-8")
    refused = run("reindex", str(path), "--engine", address)
    assert refused.exit_code == 1
    assert "--map kalam=body" in refused.stderr
    assert run("reindex", str(path), "--engine", address, "--map", "kalam=body").exit_code == 0
    again = run("reindex", "--engine", address)
    assert again.exit_code == 0
    assert "kalam" not in again.stderr
    wrong = run("facts", str(path), "--map", "kalam=boddy")
    assert wrong.exit_code == 2
    assert "'boddy'" in wrong.stderr
    assert "body" in run("facts", str(path), "--map", "kalam=body").stdout


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
        (["--not-section", "اقتصاد"], ["2"]),
        (["--not-section", "اقتصاد", "--not-section", "محليات"], []),
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
        "query", "total", "listed", "page", "size", "took_ms", "matches", "respelled", "hits",
        "related_words",
        "facets", "notes", "next", "links", "timeline", "correction", "readings",
    }  # fmt: skip


def test_of_a_facet_the_first_ten_values_are_printed_and_how_many_more_there_are() -> None:
    values = [FacetValue(str(number), f"v{number}", 20 - number) for number in range(15)]
    values[13] = replace(values[13], selected=True)
    assert counted_all(values) == ", ".join(
        [*(f"v{number} {20 - number}" for number in range(10)), "v13 7", "4 more"]
    )
    assert counted_all(values[:10]).endswith("v9 11")


def test_what_was_read_otherwise_is_told(engine: str) -> None:
    result = run("search", "hgrlp", "--engine", engine)
    assert "قُرئ: hgrlp ← القمح" in result.stderr
    literal = run("search", "hgrlp", "--engine", engine, "--spellings", "typed")
    assert "قُرئ" not in literal.stderr


def test_a_query_may_begin_with_a_minus(engine: str) -> None:
    result = run("search", "-السوق القمح", "--json", "--engine", engine)
    assert [hit["id"] for hit in json.loads(result.stdout)["hits"]] == ["1"]


def test_search_tells_how_the_query_was_read(engine: str) -> None:
    result = run("search", '"القمح', "--engine", engine)
    assert "علامة اقتباس" in result.stderr


@pytest.mark.parametrize(
    ("query", "options", "ids"),
    [
        ("سعر السوق القمح", ["--words", "most"], ["1", "2"]),
        ("سعر الرصيف القمح", ["--words", "all"], []),
        ("قمح", ["--copies", "together"], ["1", "2"]),
        ("قمح", ["--spellings", "typed"], ["1", "2"]),
    ],
)
def test_search_by_other_choices(
    engine: str, query: str, options: list[str], ids: list[str]
) -> None:
    answer = json.loads(run("search", query, "--json", "--engine", engine, *options).stdout)
    assert sorted(hit["id"] for hit in answer["hits"]) == ids
    assert answer["query"][options[0].removeprefix("--")] == options[1]


def test_search_tells_what_a_hit_lacks(engine: str) -> None:
    result = run("search", "سعر القمح الرصيف", "--engine", engine)
    assert "بلا: الرصيف" in result.stdout


def test_search_tells_the_other_spellings(engine: str) -> None:
    assert "رويترز" in run("search", "رويتر", "--engine", engine).stderr
    typed = run("search", "رويتر", "--spellings", "typed", "--engine", engine)
    assert "رويترز" not in typed.stderr


def test_analyze_as_json() -> None:
    answer = json.loads(run("analyze", "في المَدرسةِ", "--json").stdout)
    assert answer == {
        "words": [
            {
                "text": "في",
                "start": 0,
                "end": 2,
                "levels": {"exact": ["في"], "light": [], "wide": [], "stem": []},
            },
            {
                "text": "المَدرسةِ",
                "start": 3,
                "end": 12,
                "levels": {
                    "exact": ["المدرسه"],
                    "light": ["مدرسه"],
                    "wide": answer["words"][1]["levels"]["wide"],
                    "stem": ["مدرس"],
                },
            },
        ]
    }
    assert "مدرسه" in answer["words"][1]["levels"]["wide"]


def test_analyze_by_the_evidence_of_an_index(engine: str) -> None:
    answer = json.loads(run("analyze", "القمح والزرافة", "--json", "--engine", engine).stdout)
    assert [word["evidence"]["القمح"] for word in answer["words"][:1]] == [2]
    assert set(answer["words"][1]["evidence"].values()) == {0}
    assert "القمح in 2 articles" in run("analyze", "القمح", "--engine", engine).stdout


def test_analyze_in_words() -> None:
    lines = run("analyze", "المدارس").stdout.splitlines()
    assert lines[0] == "المدارس  [0:7]"
    assert [line.split()[0] for line in lines[1:]] == ["exact", "light", "wide", "stem"]
    assert lines[2].split() == ["light", "مدرسه"]


def test_explain_as_json(engine: str) -> None:
    answer = json.loads(run("explain", "سعر القمح", "1", "--json", "--engine", engine).stdout)
    found = json.loads(run("search", "سعر القمح", "--json", "--engine", engine).stdout)
    assert (answer["id"], answer["score"]) == ("1", found["hits"][0]["score"])
    assert sum(part["score"] for part in answer["parts"]) == pytest.approx(
        answer["score"], rel=0.01
    )


def test_explain_in_words(engine: str) -> None:
    lines = run("explain", "سعر القمح الرصيف", "1", "--engine", engine).stdout.splitlines()
    assert lines[0] == "سعر القمح"
    assert lines[1].startswith("some, score ")
    assert any(line.split()[1:4] == ["word", "light", "title"] for line in lines)
    assert lines[-1].startswith("missing: الرصيف; everything times 0.")


def test_explain_of_an_unknown_article(engine: str) -> None:
    result = run("explain", "القمح", "nowhere", "--engine", engine)
    assert result.exit_code == 1
    assert "no article has the id or url 'nowhere'" in result.stderr


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
    told, upkeep = result.stdout.splitlines()
    assert told.startswith("whole: 3 articles")
    assert upkeep.startswith("1 segment, 0 removed articles still held; compact would change")


def test_an_archive_moves_is_added_to_and_taken_from(
    engine: str, source: Path, tmp_path: Path
) -> None:
    target = f"whoosh:{tmp_path / 'moved'}"
    moved = run("migrate", engine, target)
    assert moved.exit_code == 0
    assert moved.stdout.startswith(f"migrated 3 articles from {engine} to {target}, ")
    new = tmp_path / "new.jsonl"
    new.write_text(
        '{"id": "3", "title": "خبر عن القمح"}\n{"id": "4", "title": "خبر رابع"}\n{', "utf-8"
    )
    added = run("update", str(new), "--engine", target)
    assert added.stdout == "added 1, replaced 1, skipped 1 (1 broken); the archive has 4 articles\n"
    assert run("search", "القمح", "--engine", target).stdout.splitlines()[-1].startswith("3 art")
    gone = run("delete", "1", "none", "--engine", target)
    assert gone.stdout == "deleted 1 article, not there 1; the archive has 3 articles\n"
    assert gone.stderr == "no article has the id or url 'none'\n"
    assert run("check", "--engine", target).exit_code == 0
    assert run("search", "القمح", "--engine", engine).stdout.splitlines()[-1].startswith("2 art")


@pytest.mark.parametrize("command", ["update", "delete", "migrate"])
def test_where_there_is_no_archive(command: str, source: Path, tmp_path: Path) -> None:
    address = f"whoosh:{tmp_path / 'none'}"
    arguments = {
        "update": (str(source), "--engine", address),
        "delete": ("1", "--engine", address),
        "migrate": (address, f"whoosh:{tmp_path / 'other'}"),
    }
    result = run(command, *arguments[command])
    assert result.exit_code == 1
    assert "no index has been published here" in result.stderr
    assert result.stderr.count("\n") == 1


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
        (["analyze", "x", "--engine", "whoosh:{}/none"], "no index has been published here"),
        (["explain", "x", "1", "--engine", "whoosh:{}/none"], "no index has been published here"),
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
        ["search", "x", "--words", "some"],
        ["search", "x", "--spellings", "none"],
        ["search", "x", "--copies", "away"],
        ["explain", "x"],
        ["search", "x", "--from", "someday"],
        ["search", "x", "--page", "first"],
        ["reindex", "--format", "docx"],
        ["nothing"],
        ["serve", "--port", "70000"],
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    assert (COMMANDS[name].help or "").strip()


# As a shell starts what runs in its background.
IGNORING_INTERRUPTS = ("sh", "-c", 'trap "" INT; exec "$@"', "sh")


def serving(
    *arguments: str, by: Sequence[str] = (), folder: Path = ROOT
) -> tuple["subprocess.Popen[str]", str]:
    process = subprocess.Popen(
        [*by, sys.executable, str(ROOT / "manage.py"), *arguments, "--port", "0"],
        cwd=folder,
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


@pytest.mark.slow
def test_serve_on_a_name_of_several_addresses(engine: str) -> None:
    process, address = serving("serve", "--engine", engine, "--host", "localhost")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=300)
    assert process.returncode == 0
    assert address.startswith("http://")


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("by", [(), IGNORING_INTERRUPTS], ids=["as inherited", "ignoring"])
def test_serve_ends_by_a_signal_whatever_it_inherited(
    engine: str, number: signal.Signals, by: Sequence[str]
) -> None:
    process, address = serving("serve", "--engine", engine, by=by)
    try:
        assert b'"status":"ok"' in raw_get(address, "/healthz")
        process.send_signal(number)
        assert process.wait(timeout=300) == 0
        with pytest.raises(ConnectionRefusedError):
            raw_get(address, "/healthz")
    finally:
        process.kill()
        told, _ = process.communicate()
    assert told == ""


@pytest.mark.slow
def test_demo_ends_by_a_signal_where_interrupts_are_ignored(tmp_path: Path) -> None:
    process, _ = serving("demo", by=IGNORING_INTERRUPTS, folder=tmp_path)
    try:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=300) == 0
    finally:
        process.kill()
        process.communicate()


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
        process.communicate(timeout=300)
    assert process.returncode == 0


@pytest.mark.slow
def test_a_reindex_that_is_killed_leaves_the_live_index(engine: str, tmp_path: Path) -> None:
    big = tmp_path / "big.jsonl"
    line = json.dumps({"body": "كلام كثير " * 200}, ensure_ascii=False)
    big.write_text("".join(f'{{"id": "{n}", {line[1:]}\n' for n in range(20_000)), "utf-8")
    folder = Path(engine.partition(":")[2])
    before = set(segments(folder))
    process = subprocess.Popen(
        [sys.executable, "manage.py", "reindex", str(big), "--engine", engine],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while set(segments(folder)) <= before:
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert run("check", "--engine", engine).exit_code == 0
    assert json.loads(run("search", "القمح", "--json", "--engine", engine).stdout)["total"] == 2


def test_facts_as_json(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    result = run("facts", str(page), "--json")
    understood = f"{page}: read as page: text copied from a news page\n"
    assert (result.exit_code, result.stderr) == (0, understood)
    bridge, teaser, port = json.loads(result.stdout)
    assert list(bridge) == [
        *("id", "url", "kind", "title", "deck", "caption", "credit", "agencies"),
        *("photo_agencies", "text_agencies", "section", "section_id", "byline", "datelines"),
        *("places", "source", "issue", "page", "published", "published_evidence"),
        *("published_reasons", "captured", "dates", "persons", "organisations"),
        *("same_story", "body"),
    ]
    assert bridge["kind"] == port["kind"] == "full"
    assert bridge["caption"] == "الجسر القديم عند الغروب (أ.ب)"
    assert (bridge["photo_agencies"], bridge["text_agencies"]) == (["ap"], ["afp"])
    assert (bridge["published"], bridge["published_evidence"]) == ("2024-10-28", "inferred")
    assert bridge["url"] is bridge["section"] is bridge["section_id"] is bridge["byline"] is None
    assert [(row["text"], row["from"], row["to"]) for row in bridge["dates"]] == [
        ("اليوم الاثنين", "2024-10-28", "2024-10-28"),
        ("27 و28 أكتوبر (تشرين الأول)", "2024-10-27", "2024-10-28"),
    ]
    for row in bridge["dates"]:
        assert bridge["body"][row["start"] :].startswith(row["text"])
    assert teaser["kind"] == "teaser"
    assert (teaser["section"], teaser["section_id"]) == ("آسيا", "asia")
    assert (teaser["datelines"], teaser["places"]) == (["طوكيو", "سول"], ["طوكيو", "سيول"])
    assert (teaser["published"], teaser["published_evidence"]) == (None, "unknown")
    assert (teaser["same_story"], port["same_story"]) == ([port["id"]], [teaser["id"]])
    assert (port["caption"], port["deck"]) == ("الرافعة في 21 أكتوبر 2024 (رويترز)", None)


def test_facts_are_records_again(tmp_path: Path) -> None:
    page, records = tmp_path / "page.txt", tmp_path / "page.jsonl"
    page.write_text(PAGE, encoding="utf-8")
    read = json.loads(run("facts", str(page), "--json").stdout)
    records.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in read), "utf-8")
    again = run("facts", str(records), "--json")
    assert [line.split(": ")[1] for line in again.stderr.splitlines()] == [
        *("read as json", "names taken")
    ]
    assert json.loads(again.stdout) == read


def test_formats_with_an_example_each() -> None:
    result = run("formats")
    assert result.exit_code == 0
    for name, format in FORMATS.items():
        assert f"{name}: {format.summary}" in result.stdout
        assert indent(format.example, "    ") in result.stdout
    assert run("formats", "csv").stdout.startswith("csv: ")
    assert run("formats", "papyrus").exit_code == 2


def test_facts_in_words_and_of_nothing(tmp_path: Path) -> None:
    page, empty = tmp_path / "page.txt", tmp_path / "empty.txt"
    page.write_text(PAGE, encoding="utf-8")
    lines = run("facts", str(page)).stdout.splitlines()
    assert lines[0] == "full: إغلاق الجسر القديم لترميمه"
    assert "    photo_agencies: ap" in lines
    empty.write_bytes(b"")
    result = run("facts", str(empty))
    assert result.exit_code == 1
    assert "no article was read" in result.stderr


PAGE = """إغلاق الجسر القديم لترميمه

الجسر القديم عند الغروب (أ.ب)
الجسر القديم عند الغروب (أ.ب)
TT

إغلاق الجسر القديم لترميمه

الجسر القديم عند الغروب (أ.ب)
الجسر القديم عند الغروب (أ.ب)

أعلنت البلدية، اليوم الاثنين، إغلاق الجسر القديم شهراً كاملاً، بحسب «وكالة الصحافة الفرنسية».

وقال المدير إن العمال يصلون يوميْ 27 و28 أكتوبر (تشرين الأول) من المدينة المجاورة.


مقالات ذات صلة

آسيا رافعة الميناء الجديدة في طوكيو (رويترز)

رافعة الميناء الكبيرة تعود إلى العمل

عادت الرافعة بعد أسبوع من الإصلاح.

«المرسى» (طوكيو) «المرسى» (سول)

رافعة الميناء الكبيرة تعود إلى العمل

الرافعة في 21 أكتوبر 2024 (رويترز)
الرافعة في 21 أكتوبر 2024 (رويترز)
TT

رافعة الميناء الكبيرة تعود إلى العمل

الرافعة في 21 أكتوبر 2024 (رويترز)
الرافعة في 21 أكتوبر 2024 (رويترز)

قالت إدارة الميناء، اليوم (الاثنين)، إن الرافعة عادت إلى العمل بعد أسبوع من الإصلاح.
"""


@pytest.mark.skipif(not hasattr(os, "nice"), reason="this system has no priorities")
def test_who_writes_gives_way_to_who_answers(tmp_path: Path) -> None:
    told = (
        "import os, runpy, sys; sys.argv = sys.argv[1:]\n"
        "try: runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "finally: print('nice', os.nice(0))"
    )
    done = subprocess.run(
        [sys.executable, "-c", told, "manage.py", "reindex", "sample",
         "--engine", f"whoosh:{tmp_path / 'index'}"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert int(done.stdout.split()[-1]) >= 10


def test_an_archive_is_kept_by_commands(tmp_path: Path) -> None:
    engine, file = f"whoosh:{tmp_path / 'index'}", tmp_path / "kept.tar"
    assert run("reindex", str(ROOT / "sample"), "--engine", engine).exit_code == 0
    assert run("backup", str(file), "--engine", engine).output.startswith("backed up 119 articles")
    one = tmp_path / "one.json"
    one.write_text('{"title": "خبر", "body": "نص"}', encoding="utf-8")
    run("update", str(one), "--engine", engine)
    assert "live again: 119 articles" in run("rollback", "--engine", engine).output
    assert "live again: 120 articles" in run("rollback", "--engine", engine).output
    assert "restored 119 articles" in run("restore", str(file), "--engine", engine).output
    assert "whole to the last list: 119" in run("check", "--deep", "--engine", engine).output
    assert run("restore", str(one), "--engine", engine).exit_code == 1
    assert run("rollback", "--engine", f"whoosh:{tmp_path / 'none'}").exit_code == 1


def test_the_version_is_told() -> None:
    assert run("--version").output == f"Fihris, version {VERSION}\n"


def test_an_archive_does_not_shrink_unasked(tmp_path: Path) -> None:
    engine, folder = f"whoosh:{tmp_path / 'index'}", tmp_path / "sources"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.json").write_text(
            json.dumps({"title": f"خبر {number}", "body": f"نص {number}"}), encoding="utf-8"
        )
    assert run("reindex", str(folder), "--engine", engine).exit_code == 0
    for number in range(3):
        (folder / f"{number}.json").unlink()
    assert run("reindex", str(folder), "--engine", engine).exit_code == 0
    for number in range(3, 10):
        (folder / f"{number}.json").write_text('{"title": ', encoding="utf-8")
    refused = run("reindex", str(folder), "--engine", engine)
    assert refused.exit_code == 3
    assert "30 articles would replace 37; nothing was published" in refused.output
    assert "--force" in refused.output
    assert "37 articles" in run("check", "--engine", engine).output
    assert run("reindex", str(folder), "--engine", engine, "--force").exit_code == 0
    assert "30 articles" in run("check", "--engine", engine).output
    assert "live again: 37" in run("rollback", "--engine", engine).output


def test_a_name_is_mapped_to_one_field(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,body\nخبر,نص الخبر\n", encoding="utf-8")
    refused = run("facts", str(path), "--map", "a=title", "--map", "a=section")
    assert refused.exit_code == 2
    assert "'a' is given two fields" in refused.output
    assert run("facts", str(path), "--map", "a=title", "--map", "a=title").exit_code == 0


def test_no_command_replaces_an_archive_by_much_less_of_it(tmp_path: Path) -> None:
    engine, small = f"whoosh:{tmp_path / 'live'}", f"whoosh:{tmp_path / 'small'}"
    sources, few, empty = (tmp_path / name for name in ("sources", "few", "empty"))
    for folder, count in ((sources, 20), (few, 17), (empty, 0)):
        folder.mkdir()
        for number in range(count):
            text = json.dumps({"title": f"خبر {number}", "body": f"نص {number}"})
            (folder / f"{number}.json").write_text(text, encoding="utf-8")
    bad, kept = empty / "bad.json", tmp_path / "few.tar"
    assert run("reindex", str(sources), "--engine", engine).exit_code == 0
    assert run("reindex", str(few), "--engine", small).exit_code == 0
    assert run("backup", str(kept), "--engine", small).exit_code == 0
    bad.write_text('{"title": ', encoding="utf-8")
    shrinking = (
        ("reindex", str(few), "--engine", engine),
        ("migrate", small, engine),
        ("restore", str(kept), "--engine", engine),
    )
    for command in shrinking:
        refused = run(*command)
        assert refused.exit_code == 3, command
        assert "17 articles would replace 20; nothing was published" in refused.output
        assert "--force" in refused.output
    for path in (empty, bad, tmp_path / "gone"):
        for name in ("reindex", "update"):
            assert run(name, str(path), "--engine", engine).exit_code == 1, (name, path)
    sources.rename(tmp_path / "moved")
    assert run("reindex", "--engine", engine).exit_code == 1
    assert "whole: 20 articles" in run("check", "--engine", engine).output
    for command in shrinking:
        assert run(*command, "--force").exit_code == 0, command
        assert "whole: 17 articles" in run("check", "--engine", engine).output
        assert "live again: 20" in run("rollback", "--engine", engine).output


def test_a_source_that_is_mostly_unreadable_replaces_nothing(tmp_path: Path) -> None:
    engine, folder = f"whoosh:{tmp_path / 'index'}", tmp_path / "sources"
    folder.mkdir()
    (folder / "good.json").write_text('{"title": "خبر", "body": "نص"}', encoding="utf-8")
    for number in range(5):
        (folder / f"bad{number}.json").write_text('{"title": ', encoding="utf-8")
    # Nothing is lost by the first one, nor by one that leaves out the same.
    assert run("reindex", str(folder), "--engine", engine).exit_code == 0
    assert run("reindex", str(folder), "--engine", engine).exit_code == 0
    for number in range(5, 10):
        (folder / f"bad{number}.json").write_text('{"title": ', encoding="utf-8")
    refused = run("reindex", str(folder), "--engine", engine)
    assert refused.exit_code == 3
    assert "5 records cannot be read and 1 can" in refused.output


def test_equal_problems_are_counted_and_not_all_told(tmp_path: Path) -> None:
    lines = ['{"title": "خبر", "body": "نص"}', *(['{"title": '] * 500)]
    for number in range(15):
        (tmp_path / f"{number:02}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    engine = f"whoosh:{tmp_path / 'index'}"
    for command in (["reindex", "--engine", engine], ["facts"]):
        done = run(*command, *map(str, sorted(tmp_path.glob("*.jsonl"))))
        told = [line for line in done.output.splitlines() if "jsonl, line" in line]
        assert len([line for line in told if "/00.jsonl" in line]) == 20
        assert len(told) == 200
        assert "… and 7300 more broken; to see all: --all-problems" in done.output
        every = run(*command, "--all-problems", str(tmp_path / "00.jsonl"))
        assert len([line for line in every.output.splitlines() if "jsonl, line" in line]) == 500
