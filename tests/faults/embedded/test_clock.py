"""The clock jumps back, or stands still: the newest publication is the one that was made last."""

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.searcher import Searcher, open_archive
from tests.faults.embedded.commands import Commands
from tests.faults.embedded.laws import State, edition, shape, state
from web import create_app

_DAY = 86_400.0


def word_of(number: int) -> str:
    """A word that stands in the headlines of one edition alone."""
    return "ساحة" + "ابتثجحخدذر"[number] * 3


def written(path: Path, number: int) -> State:
    """An edition whose headlines have a word of their own."""
    lines = [
        {"id": str(at), "title": f"{word_of(number)} المدينة {at}", "body": f"نص الخبر {at}"}
        for at in range(12)
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return State({line["id"]: line["title"] for line in lines})


class Seen:
    """A server that stays open, and what readers and their caches see of it."""

    def __init__(self, commands: Commands) -> None:
        self._engine: Searcher = open_archive(commands.address)
        self._client: FlaskClient = create_app(lambda: self._engine).test_client()
        self._tags: dict[str, str] = {}

    def must_be(self, number: int, said: State) -> None:
        """Make sure that an edition is served, and that no cache takes it for one of before."""
        found = self._client.get("/api/v1/search?size=100&copies=together")
        answer = found.get_json()
        assert State({hit["id"]: hit["title"] for hit in answer["hits"]}) == said
        offered = self._client.get(f"/api/v1/suggest?q={word_of(number)}").get_json()
        assert word_of(number) in json.dumps(offered, ensure_ascii=False)
        tag = found.headers["ETag"]
        for old, edition_ in self._tags.items():
            asked = self._client.get(
                "/api/v1/search?size=100&copies=together", headers={"If-None-Match": old}
            )
            assert asked.status_code == (304 if edition_ == repr(sorted(said.items())) else 200)
        self._tags[tag] = repr(sorted(said.items()))
        metrics = self._client.get("/metrics").get_data(as_text=True)
        ages = [line for line in metrics.splitlines() if line.startswith("fihris_archive_age")]
        assert all(float(line.split()[-1]) >= 0 for line in ages)


@pytest.mark.parametrize("clocks", [(0, 1, 2, 3), (0, 0, 0, 0), (0, -300, 1, 5)])
def test_the_newest_publication_is_the_newest(
    commands: Commands, tmp_path: Path, clocks: tuple[int, ...]
) -> None:
    states = [written(tmp_path / f"{number}.jsonl", number) for number in range(len(clocks))]
    seen: Seen | None = None
    for number, days in enumerate(clocks):
        words = ("update" if number == 2 else "reindex", str(tmp_path / f"{number}.jsonl"))
        commands.run(*words, clock=days * _DAY).must_be_whole()
        assert state(commands.address) == states[number]
        seen = seen or Seen(commands)
        seen.must_be(number, states[number])
        if number:
            held = shape(commands)
            for at in (number - 1, number):
                commands.run("rollback", clock=-days * _DAY).must_be_whole()
                assert state(commands.address) == states[at]
                seen.must_be(at, states[at])
            assert shape(commands) == held
            folders = [path for path in (commands.base / "index").iterdir() if path.is_dir()]
            assert len(folders) == 2


def test_two_publications_of_one_second_have_different_tags(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.indexing import reindex
    from index.stores import open_store

    monkeypatch.setattr("index.manifest.now", lambda: "2024-01-01T00:00:00+00:00")
    engine = open_archive(f"whoosh:{tmp_path / 'index'}")
    client = create_app(lambda: engine).test_client()
    tags = []
    # The same words in as many articles: nothing that is counted differs.
    for title in ("قمح وشعير", "شعير وقمح", "قمح وشعير"):
        (tmp_path / "a.json").write_text(json.dumps([{"id": "1", "title": title}]), "utf-8")
        reindex(open_store(f"whoosh:{tmp_path / 'index'}"), [tmp_path / "a.json"], workers=1)
        tags.append(client.get("/api/v1/articles/1").headers["ETag"])
    assert len(set(tags)) == 3


def test_a_killed_build_is_not_gone_back_to(commands: Commands, tmp_path: Path) -> None:
    states = [edition(tmp_path / f"{number}.jsonl", number) for number in range(3)]
    for number in range(2):
        commands.run("reindex", str(tmp_path / f"{number}.jsonl")).must_be_whole()
    # The last thing that it does is to write which index is live.
    words = ("reindex", str(tmp_path / "2.jsonl"))
    renames = len(commands.calls(*words, kinds=("rename",)))
    for number in range(2):
        commands.run("reindex", str(tmp_path / f"{number}.jsonl")).must_be_whole()
    killed = {"at": renames, "fault": "KILL", "kinds": ("rename",)}
    assert commands.run(*words, fault=killed, clock=-_DAY).code < 0
    assert state(commands.address) == states[1]
    commands.run("rollback").must_be_whole()
    assert state(commands.address) == states[0]
