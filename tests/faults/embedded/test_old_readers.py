"""Who reads an old publication goes on with it; what nobody reads any more takes no room."""

import gc
from pathlib import Path

import pytest

from index.stores.cluster import DEFAULTS
from search.engines import open_engine
from search.engines.protocol import Session
from search.planning import plan
from search.query import Query
from search.ranking.bm25 import Ranking
from tests.faults.embedded.commands import Commands
from tests.faults.embedded.laws import State, edition, state
from tests.faults.embedded.readers import Server


def read(session: Session, size: int = 7) -> State:
    """All that a session has, page by page, article by article."""
    said = State()
    page = 1
    while len(said) < session.manifest.articles:
        query = Query("العمل", page=page, size=size, copies="together")
        for found in session.execute(plan(session, Ranking(), query)).hits:
            said[found.article.id] = found.article.title
            again = session.article(found.article.id)
            assert again == found.article
        page += 1
    assert sorted(session.ids()) == sorted(said)
    return said


def still_mapped(process: str, base: Path) -> set[str]:
    """Files of an archive that are removed and take room, since a process reads them.

    What other tests of this process read may be among them.
    """
    lines = Path(f"/proc/{process}/maps").read_text("utf-8").splitlines()
    return {line.split()[5] for line in lines if f"{base}/" in line and line.endswith("(deleted)")}


def test_an_old_publication_is_read_while_three_come(commands: Commands, tmp_path: Path) -> None:
    before = still_mapped("self", commands.base)
    old = edition(tmp_path / "old.jsonl", 0)
    commands.run("reindex", str(tmp_path / "old.jsonl")).must_be_whole()
    session = open_engine(commands.address, DEFAULTS, Ranking()).open()
    query = Query("العمل", size=7, copies="together")
    begun = [found.article.id for found in session.execute(plan(session, Ranking(), query)).hits]
    for number in range(1, 4):
        new = edition(tmp_path / "new.jsonl", number, end=50 + number)
        commands.run("reindex", "--force", str(tmp_path / "new.jsonl")).must_be_whole()
        assert read(session) == old
        assert state(commands.address) == new
        assert len(session.completions.titles) == len(old)
    again = [found.article.id for found in session.execute(plan(session, Ranking(), query)).hits]
    assert again == begun
    assert still_mapped("self", commands.base) - before
    del session
    gc.collect()
    assert still_mapped("self", commands.base) <= before


def updates(commands: Commands, count: int) -> None:
    """Change an archive so often while readers come and go; it does not grow."""
    before = still_mapped("self", commands.base)
    source = commands.base.parent / "update.jsonl"
    said = edition(source, 0)
    commands.run("reindex", str(source)).must_be_whole()
    server = Server(commands)
    held: list[tuple[Session, State]] = []
    sizes, mapped = [], []
    try:
        for number in range(1, count + 1):
            first = number * 7 % 40
            said = State({**said, **edition(source, number, first, first + 20)})
            commands.run("update", str(source)).must_be_whole()
            server.must_come_to(said)
            held = [*held[-3:], (open_engine(commands.address, DEFAULTS, Ranking()).open(), said)]
            for session, old in held:
                assert read(session, 50) == old
            sizes.append(taken(commands.base / "index"))
            workers = server.workers()
            mapped.append(max(len(still_mapped(str(pid), commands.base)) for pid in workers))
    finally:
        server.end()
    held.clear()
    gc.collect()
    assert still_mapped("self", commands.base) <= before
    assert max(sizes) < 3 * sizes[0]
    assert max(mapped) <= len(list((commands.base / "index").rglob("*")))


def taken(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@pytest.mark.slow
def test_an_archive_does_not_grow_by_its_readers(commands: Commands) -> None:
    updates(commands, 5)


@pytest.mark.long
def test_an_archive_does_not_grow_in_thirty_updates(commands: Commands) -> None:
    updates(commands, 30)
