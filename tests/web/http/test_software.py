"""Which software answers: checked against git itself, in folders of its own."""

import os
import subprocess
from pathlib import Path

import pytest

from index.version import VERSION
from web.http.software import newest_change, revision, software


def git(folder: Path, *arguments: str) -> str:
    # What surrounds the tests must not decide which repository is meant.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    done = subprocess.run(
        ["git", "-c", "user.name=n", "-c", "user.email=e@example.org", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with two commits on a branch whose name has a slash."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "a/b")
    for number in range(2):
        (folder / "file").write_text(str(number))
        git(folder, "add", "file")
        git(folder, "commit", "-qm", "x")
    return folder


def test_the_revision_is_the_commit_that_is_checked_out(checkout: Path) -> None:
    assert revision(checkout) == git(checkout, "rev-parse", "HEAD")
    git(checkout, "pack-refs", "--all")
    assert not (checkout / ".git/refs/heads/a/b").exists()
    assert revision(checkout) == git(checkout, "rev-parse", "HEAD")
    git(checkout, "checkout", "-q", "--detach", "HEAD~1")
    assert revision(checkout) == git(checkout, "rev-parse", "a/b~1")


def test_a_second_checkout_has_a_revision_of_its_own(checkout: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    git(checkout, "worktree", "add", "-q", "-b", "c", str(second), "HEAD~1")
    assert revision(second) == git(checkout, "rev-parse", "HEAD~1") != revision(checkout)


def test_no_revision_where_git_does_not_say_one(tmp_path: Path) -> None:
    assert revision(tmp_path) == ""
    git(tmp_path, "init", "-q")
    assert revision(tmp_path) == "", "no commit yet"


def test_every_edit_shows_but_not_what_python_writes(tmp_path: Path) -> None:
    folder = tmp_path / "web" / "templates"
    compiled = folder / "__pycache__"
    compiled.mkdir(parents=True)
    page = folder / "page.html"
    page.write_text("x")
    os.utime(page, ns=(1, 10**18))
    (compiled / "x.pyc").write_bytes(b"x")
    assert newest_change([tmp_path / "web", tmp_path / "none"]) == 10**18
    os.utime(page, ns=(1, 10**18 + 1))
    assert newest_change([tmp_path / "web"]) == 10**18 + 1


def test_the_software_is_told_by_all_three() -> None:
    found = software().split(" ")
    assert (found[0], len(found)) == (VERSION, 3)
    assert int(found[2]) >= Path(__file__).parents[3].joinpath("web/__init__.py").stat().st_mtime_ns
