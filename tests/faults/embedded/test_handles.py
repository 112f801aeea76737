"""Too few files may be opened: a line says so, and nothing is lost."""

import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from tests.faults.asking import environment
from tests.faults.embedded.commands import Commands
from tests.faults.embedded.laws import edition, must_be_one_of, must_be_sound
from tests.tables import ROOT

#: From so few that nothing can be read to so many that all can be done.
HANDLES = (4, 6, 8, 10, 12, 14, 16, 18, 20, 24, 32, 48, 64)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_commands_with_few_handles(commands: Commands, workers: str) -> None:
    must_tell(commands, workers, (8, 64))


@pytest.mark.long
@pytest.mark.parametrize("workers", ["1", "2"])
def test_commands_with_any_number_of_handles(commands: Commands, workers: str) -> None:
    must_tell(commands, workers, HANDLES)


def must_tell(commands: Commands, workers: str, allowed: Sequence[int]) -> None:
    """Run every command with so few handles: it is done, or says in a line what it lacks."""
    sources = commands.base.parent / "sources"
    sources.mkdir(exist_ok=True)
    old = edition(sources / "old.jsonl", 1)
    new = edition(sources / "new.jsonl", 2)
    commands.run("reindex", str(sources / "old.jsonl")).must_be_whole()
    kept = sources / "kept.tar"
    commands.run("backup", str(kept)).must_be_whole()
    asked: Sequence[tuple[str, ...]] = (
        ("reindex", str(sources / "new.jsonl")),
        ("update", str(sources / "new.jsonl")),
        ("search", "السوق"),
        ("check", "--deep"),
        ("backup", str(kept)),
        ("restore", str(kept)),
        ("rollback",),
    )
    done = set()
    for handles in allowed:
        for words in asked:
            settings = {"FIHRIS_WORKERS": workers}
            ended = commands.run(*words, limits={"handles": handles}, settings=settings)
            if ended.code:
                ended.must_be_refused()
                assert "ulimit -n" in ended.complaint or "--workers 1" in ended.complaint
            else:
                done.add(words[0])
            assert "Traceback" not in ended.complaint, (handles, words, ended.complaint)
            must_be_one_of(commands.address, (old, new))
    assert done == {words[0] for words in asked}
    must_be_sound(commands)


def _allowed(handles: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (handles, handles))


@pytest.mark.slow
@pytest.mark.parametrize("handles", [16, 64])
def test_a_server_with_few_handles(commands: Commands, tmp_path: Path, handles: int) -> None:
    edition(tmp_path / "news.jsonl", 1)
    commands.run("reindex", str(tmp_path / "news.jsonl")).must_be_whole()
    with subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", "0", "--workers", "2"],
        cwd=ROOT,
        env=environment({"FIHRIS_ENGINE": commands.address, "PYTHONUNBUFFERED": "1"}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=partial(_allowed, handles),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        serves = any(line.startswith("serving on ") for line in process.stdout)
        if serves:
            process.terminate()
        complaints = process.stderr.read()
    assert process.returncode == (0 if serves else 1), complaints
    assert "Traceback" not in complaints
    assert serves or [line for line in complaints.splitlines() if line.startswith("Error: ")]
