"""How many files one request enters, and how often it moves from one file to another.

usage: python -m bench.speed.journeys [--engine ADDRESS] [--query TEXT] [--first] [--files] [--json]

A results page, a search by JSON and the page of the first hit are asked for through Flask's test
client, each once to warm up and then once more while every call and return of a Python function is
counted; with ``--first`` without warming up, in this order. What is counted are the project's own
Python files; templates and libraries are not. How long the way is depends on the query: compare
figures of one query on one archive.

* A file is *entered* when a function of it runs.
* A *move* is a call, or the return from it, between functions of two different files. A call and
  its return are two moves. A generator that is resumed is called, and one that yields returns.
* A call that goes through a library or a template is a move between the two files of the project
  around it; where these are the same file, it is none.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from types import CodeType, FrameType
from urllib.parse import quote, urlencode

import click
from flask.testing import FlaskClient

import settings
from bench.measuring import ROOT, json_option
from search.searcher import open_archive
from web import create_app

#: The project's code that answers requests; the measuring itself is not counted.
_ROOMS = tuple(f"{ROOT / room}/" for room in ("index", "search", "web"))


@dataclass(slots=True)
class Journey:
    """What one request did: calls into every file, and moves from file to file."""

    files: Counter[str] = field(default_factory=Counter)
    moves: Counter[tuple[str, str]] = field(default_factory=Counter)


class Watch:
    """A hook for ``sys.setprofile`` that follows the project's files."""

    def __init__(self) -> None:
        self.journey = Journey()
        #: The files of the project's functions that run now, the innermost last.
        self._running: list[str] = []
        self._files: dict[CodeType, str] = {}

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        if event not in ("call", "return"):
            return  # functions written in C belong to no file
        file = self._file(frame.f_code)
        if not file:
            return
        if event == "call":
            self.journey.files[file] += 1
            self._move(file)
            self._running.append(file)
        elif self._running:
            left = self._running.pop()
            self._move(left)

    def _file(self, code: CodeType) -> str:
        """The project's file of a function, relative to the checkout; empty for all others."""
        if code not in self._files:
            name = code.co_filename
            ours = name.startswith(_ROOMS) and name.endswith(".py")
            self._files[code] = name.removeprefix(f"{ROOT}/") if ours else ""
        return self._files[code]

    def _move(self, file: str) -> None:
        """Count the way between a file and the one that is innermost around it."""
        if self._running and self._running[-1] != file:
            self.journey.moves[self._running[-1], file] += 1


def watched(request: Callable[[], object]) -> Journey:
    """Return the journey of a request, which is made once."""
    watch = Watch()
    sys.setprofile(watch)
    try:
        request()
    finally:
        sys.setprofile(None)
    return watch.journey


def journey(client: FlaskClient, path: str, *, first: bool) -> Journey:
    """Return the journey of a path, asked for the first time or the second.

    Raises:
        click.ClickException: where the answer is not 200.
    """

    def request() -> None:
        status = client.get(path).status_code
        if status != 200:
            raise click.ClickException(f"{path}: answered {status}")

    if not first:
        request()
    return watched(request)


def first_hit(client: FlaskClient, query: str) -> str:
    """Return the id of the first hit.

    Raises:
        click.ClickException: where the query has no hit.
    """
    answer = client.get(f"/api/v1/search?{urlencode({'q': query})}").get_json()
    if not answer["hits"]:
        raise click.ClickException(f"nothing was found for {query!r}: choose another --query")
    return str(answer["hits"][0]["id"])


def journeys(client: FlaskClient, query: str, *, first: bool) -> dict[str, Journey]:
    """Return the journeys of a results page, of a JSON search and of the first hit's page."""
    client.get("/?q=فهرس")  # opens the index, as the server does before the first reader comes
    asked = urlencode({"q": query})
    found = {
        "page": journey(client, f"/?{asked}", first=first),
        "json": journey(client, f"/api/v1/search?{asked}", first=first),
    }
    article = quote(first_hit(client, query), safe="")
    return found | {"article": journey(client, f"/articles/{article}?{asked}", first=first)}


@click.command()
@click.option("--engine", default="whoosh:var/index", show_default=True, metavar="ADDRESS")
@click.option("--query", default="الأمطار والسيول", show_default=True)
@click.option("--first", is_flag=True, help="Count the first time that each is asked for.")
@click.option("--files", is_flag=True, help="Also print how often each file is called.")
@json_option
def main(engine: str, query: str, first: bool, files: bool, as_json: bool) -> None:
    """Print files entered and moves between files of three requests."""
    opened = open_archive(engine, settings.read().cluster)
    client = create_app(lambda: opened).test_client()
    found = journeys(client, query, first=first)
    if as_json:
        report = {
            name: {"files": len(one.files), "moves": one.moves.total(), "calls": one.files}
            for name, one in found.items()
        }
        click.echo(json.dumps(report, indent=2))
        return
    for name, one in found.items():
        click.echo(f"{name:8} {len(one.files):4} files  {one.moves.total():7,} moves")
        for file, calls in one.files.most_common() if files else ():
            click.echo(f"         {calls:7,} calls  {file}")


if __name__ == "__main__":
    main()
