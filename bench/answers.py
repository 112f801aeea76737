"""Whether two revisions answer alike: every page, JSON answer and export of some 300 searches.

usage: python -m bench.answers BEFORE AFTER [--queries FILE] [--every N] [--shown N] [--json]

BEFORE and AFTER are addresses of running servers (``http://127.0.0.1:8000``) over the same archive.
The searches are made of the lines of FILE (see ``bench/searches.py``). For each, the results page
is asked for, and what belongs to it: the JSON answer and the page behind its cursor, one facet,
comparison, figures, completions, the feed and the table; of its first hit the article, why it is
there, and its citations; pages in Arabic and English by turns. Pages are compared byte by byte,
JSON by key, of all answers also status and headers.

Only what must differ is left out: how long the engine took (``took_ms``), the versions of style
sheets and scripts in addresses (``?v=``), tags, lengths and dates of sending. Both servers are
asked under one name, so that absolute addresses are the same. It ends with 1 where anything
differs.
"""

import difflib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import click
from tqdm import tqdm

from bench.measuring import json_option, queries_option, read_lines
from bench.searches import Parameters, searches

_HOST = "archive.example"
_FACETS = (
    *("section", "agency", "photo_agency", "text_agency"),
    *("dateline", "source", "date", "mentioned"),
)
#: Addresses that belong to no search.
_ONCE = (
    *("/", "/en/", "/archive", "/en/archive", "/api", "/en/api", "/healthz", "/robots.txt"),
    *("/api/v1/openapi.json", "/api/v1/stats", "/opensearch.xml", "/sitemap.xml"),
    *("/sitemaps/1.xml", "/feed.atom", "/fonts.css", "/nowhere", "/api/v1/nowhere", "/articles/x"),
    "/api/v1/articles/x",
)
#: The page about the API shows an answer, with the time it took.
_TOOK = re.compile(rb"(took_ms&#34;: )[0-9.]+")
_VERSION = re.compile(rb"(\.(?:css|js|svg|png|woff2|ttf)\?v=)[0-9a-f]+")
#: Headers that differ with the moment, or with what is left out.
_PASSED_OVER = frozenset({"date", "etag", "content-length", "server", "x-request-id"})
_LEFT_OUT = frozenset({"took_ms"})
_LONGEST = 160
_DIFFERENCES = 12


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, without what must differ."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_json(self) -> bool:
        return self.headers.get("content-type", "").startswith("application/json")


class Server:
    """One of the two servers, asked over one connection."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._connection = HTTPConnection(urlsplit(address).netloc, timeout=300)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def get(self, path: str) -> Answer:
        """Return the answer to a path.

        Raises:
            click.ClickException: where the server cannot be reached.
        """
        try:
            self._connection.request("GET", path, headers={"Host": _HOST})
            response = self._connection.getresponse()
        except OSError as error:
            raise click.ClickException(f"{self._address}{path}: {error}") from error
        body = _TOOK.sub(rb"\1", _VERSION.sub(rb"\1", response.read()))
        headers = {name.lower(): value for name, value in response.getheaders()}
        kept = {name: value for name, value in headers.items() if name not in _PASSED_OVER}
        return Answer(response.status, kept, body)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two servers that are asked the same at the same time.

    Attributes:
        before: the server that is compared with.
        after: the server that may differ.
        threads: to ask the one while the other is asked.
        faults: the paths that both answered with a fault of their own, which is no difference.
    """

    before: Server
    after: Server
    threads: ThreadPoolExecutor
    faults: list[str] = field(default_factory=list)

    def ask(self, path: str) -> tuple[Answer, list[str]]:
        """Return what the server before answers to a path, and how the other differs."""
        before = self.threads.submit(self.before.get, path)
        after = self.after.get(path)
        if before.result().status == after.status >= 500:
            self.faults.append(path)
        return before.result(), list(islice(differences(before.result(), after), _DIFFERENCES))


def differences(before: Answer, after: Answer) -> Iterator[str]:
    """Yield every difference of two answers, a line each."""
    if before.status != after.status:
        yield f"status {before.status} → {after.status}"
    for name in sorted({*before.headers, *after.headers}):
        one, other = before.headers.get(name), after.headers.get(name)
        if one != other:
            yield f"header {name}: {one} → {other}"
    if before.body == after.body:
        return
    if before.is_json and after.is_json:
        yield from by_key(json.loads(before.body), json.loads(after.body))
    else:
        yield from _by_line(before.body, after.body)


def by_key(before: Any, after: Any, path: str = "", *, tolerance: float = 0.0) -> Iterator[str]:
    """Yield where two JSON values differ: ``hits[3].score: 1.5 → 1.25``; also in order of keys.

    Args:
        before: one value.
        after: the other.
        path: where both stand in what is compared.
        tolerance: by which numbers may differ that both are no whole ones; in parts of what is
            above 1.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        if list(before) != list(after):
            yield f"{path or 'keys'}: {', '.join(before)} → {', '.join(after)}"
        for key in (key for key in before if key in after and key not in _LEFT_OUT):
            at = f"{path}.{key}".lstrip(".")
            yield from by_key(before[key], after[key], at, tolerance=tolerance)
    elif isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            yield f"{path}: {len(before)} → {len(after)} values"
        for number, (one, other) in enumerate(zip(before, after, strict=False)):
            yield from by_key(one, other, f"{path}[{number}]", tolerance=tolerance)
    elif isinstance(before, float) and isinstance(after, float):
        if not abs(before - after) <= tolerance * max(1.0, abs(before)):
            yield f"{path}: {_short(before)} → {_short(after)}"
    # A number that became a float is another answer, though Python calls 1 and 1.0 equal.
    elif before != after or type(before) is not type(after):
        yield f"{path}: {_short(before)} → {_short(after)}"


def _by_line(before: bytes, after: bytes) -> Iterator[str]:
    one, other = (body.decode("utf-8", "backslashreplace").splitlines() for body in (before, after))
    # The first two lines name the files.
    lines = list(difflib.unified_diff(one, other, n=0, lineterm=""))[2:]
    # Lines that are alike and yet differ in bytes end differently.
    yield from (line[:_LONGEST] for line in lines or ("ends of lines differ",))


def _short(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:_LONGEST]


def paths_of(parameters: Parameters, number: int) -> dict[str, str]:
    """Return what is asked of a search, by kind.

    Args:
        parameters: of the search.
        number: of the search; by it languages and facets take turns.
    """
    asked = f"?{urlencode(parameters)}" if parameters else ""
    text = dict(parameters).get("q", "")
    half = urlencode({"q": text[: 2 + number % 5]})
    facet = _FACETS[number % len(_FACETS)]
    page = "/en" if number % 3 == 0 else ""
    return {
        "page": f"{page}/{asked}",
        "json": f"/api/v1/search{asked}",
        "facet page": f"{page}/facets/{facet}{asked}",
        "facet json": f"/api/v1/facets/{facet}{asked}",
        "compare": f"{page}/compare{asked}",
        "figures": f"/api/v1/stats{asked}",
        "csv": f"/results.csv{asked}",
        "feed": f"{page}/feed.atom{asked}",
        "suggest": f"/api/v1/suggest?{half}",
        "completions": f"/suggestions?{half}",
        "browser's completions": f"/suggestions.json?{half}",
        "analyze": f"/api/v1/analyze?{urlencode({'text': text})}",
    }


def paths_behind(found: dict[str, Any], parameters: Parameters, number: int) -> dict[str, str]:
    """Return what is asked of the first hit and behind the cursor of a JSON answer, by kind."""
    paths: dict[str, str] = {}
    page = "/en" if number % 3 == 1 else ""
    if found.get("next"):
        others = [pair for pair in parameters if pair[0] != "page"]
        behind = urlencode([*others, ("after", found["next"])])
        paths |= {"next page": f"{page}/?{behind}", "next json": f"/api/v1/search?{behind}"}
    if found.get("hits"):
        name = found["hits"][0]["id"]
        article = quote(name, safe="")
        asked = f"?{urlencode(parameters)}" if parameters else ""
        text = dict(parameters).get("q", "")
        paths |= {
            "article page": f"{page}/articles/{article}{asked}",
            "article json": f"/api/v1/articles/{article}",
            "why": f"{page}/why/{article}{asked}",
            "explain": f"/api/v1/explain?{urlencode({'q': text, 'id': name})}",
            "citation": f"/citations/{'ris' if number % 2 else 'bibtex'}/{article}",
        }
    return paths


def compared(
    comparison: Comparison, found: list[Parameters]
) -> Iterator[tuple[str, str, list[str]]]:
    """Ask both servers everything; yield kind, path and differences of each answer."""
    for path in _ONCE:
        yield "once", path, comparison.ask(path)[1]
    for number, parameters in enumerate(tqdm(found, disable=None, unit=" searches")):
        answered: dict[str, Any] = {}
        for kind, path in paths_of(parameters, number).items():
            answer, differing = comparison.ask(path)
            yield kind, path, differing
            if kind == "json" and answer.status == 200:
                answered = json.loads(answer.body)
        for kind, path in paths_behind(answered, parameters, number).items():
            yield kind, path, comparison.ask(path)[1]


@click.command()
@click.argument("before")
@click.argument("after")
@queries_option
@click.option("--every", default=1, show_default=True, help="Take every Nth search alone.")
@click.option("--shown", default=20, show_default=True, help="Print so many answers that differ.")
@json_option
def main(before: str, after: str, queries: Path, every: int, shown: int, as_json: bool) -> None:
    """Compare the answers of the servers BEFORE and AFTER."""
    asked: Counter[str] = Counter()
    differing: Counter[str] = Counter()
    with (
        closing(Server(before)) as one,
        closing(Server(after)) as other,
        ThreadPoolExecutor(1) as threads,
    ):
        comparison = Comparison(one, other, threads)
        found = searches(read_lines(queries))[::every]
        for kind, path, lines in compared(comparison, found):
            asked[kind] += 1
            differing[kind] += bool(lines)
            if lines and differing.total() <= shown:
                tqdm.write(f"{kind}: {path}", file=sys.stderr)
                for line in lines:
                    tqdm.write(f"    {line}", file=sys.stderr)
    for path in comparison.faults:
        click.echo(f"both servers failed: {path}", err=True)
    report = {kind: {"asked": count, "differ": differing[kind]} for kind, count in asked.items()}
    if as_json:
        click.echo(json.dumps(report, indent=2))
    else:
        for kind, row in report.items():
            click.echo(f"{kind:24} {row['asked']:5} asked {row['differ']:5} differ")
        click.echo(f"{'all':24} {asked.total():5} asked {differing.total():5} differ")
    sys.exit(1 if differing.total() else 0)


if __name__ == "__main__":
    main()
