"""Weight and server time of the pages, over a real server on the loopback interface.

usage: python -m bench.speed.pages [ADDRESS] [--queries FILE] [--json]

One client asks for the first page of results of every query in FILE (by default the fifty beside
this script), each for the first time and then again, and for the other pages of the archive. Time
is from the request to the last byte, on one connection. Weight is what a browser loads for a page
that it has never seen: the page, its style sheets and scripts, fonts left out, once as sent
(compressed) and once as they are.
"""

import gzip
import json
import re
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote, urlencode

import brotli
import click

from bench.measuring import address_argument, json_option, quantile, queries_option, read_lines
from search.query import Query
from search.searcher import open_archive
from web import create_app
from web.http import server

_ACCEPTED = {"Accept-Encoding": "br, gzip", "Accept": "text/html"}
_LOADED = re.compile(r'<(?:link rel="stylesheet" href|script type="module" src)="([^"]+)"')
_IMPORTED = re.compile(r'^import\s[^;]*?"(\./[^"]+)"', re.MULTILINE)


@contextmanager
def served(address: str) -> Iterator[HTTPConnection]:
    """Serve the archive at an address and give a connection to the server."""
    engine = open_archive(address)
    engine.rank("فهرس", 1)
    listening = server.create(create_app(lambda: engine), server.listen("127.0.0.1", 0), 4)
    thread = Thread(target=listening.run, daemon=True)
    thread.start()
    connection = HTTPConnection("127.0.0.1", listening.port)
    yield connection
    connection.close()
    listening.end()
    thread.join(timeout=10)
    engine.close()


def fetch(connection: HTTPConnection, path: str) -> tuple[bytes, int, float]:
    """Return the answer of a path: content, bytes as sent, and the milliseconds it took."""
    started = time.perf_counter()
    connection.request("GET", path, headers=_ACCEPTED)
    response = connection.getresponse()
    sent = response.read()
    took = (time.perf_counter() - started) * 1000
    if response.status != 200:
        raise click.ClickException(f"{path}: answered {response.status}")
    encoding = response.headers.get("Content-Encoding", "")
    plain = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding, bytes)(sent)
    return plain, len(sent), took


def weight(connection: HTTPConnection, path: str) -> dict[str, int]:
    """Return the bytes of a page with its style sheets and scripts, as they are and as sent."""
    page, sent, _ = fetch(connection, path)
    whole = len(page)
    seen: set[str] = set()
    wanted = _LOADED.findall(page.decode("utf-8"))
    while wanted:
        one = wanted.pop()
        if one in seen:
            continue
        seen.add(one)
        content, size, _ = fetch(connection, one)
        whole, sent = whole + len(content), sent + size
        folder = one.partition("?")[0].rpartition("/")[0]
        wanted += [f"{folder}/{name[2:]}" for name in _IMPORTED.findall(content.decode("utf-8"))]
    return {"page": len(page), "whole": whole, "sent": sent}


def pages_of(address: str, words: str) -> dict[str, str]:
    """Return the pages to weigh, by name."""
    query = urlencode({"q": words})
    engine = open_archive(address)
    found = engine.search(Query(words, size=1))
    engine.close()
    listed = {
        "first page": "/",
        "results": f"/?{query}",
        "results in English": f"/en/?{query}",
        "all places": f"/facets/dateline?{query}",
        "comparison": f"/compare?{query}",
        "archive": "/archive",
        "API": "/api",
    }
    if found.hits:
        article = quote(found.hits[0].article.id, safe="")
        listed["article"] = f"/articles/{article}?{query}"
        listed["why"] = f"/why/{article}?{query}"
    return listed


def timed(connection: HTTPConnection, queries: list[str]) -> dict[str, float]:
    """Measure the first page of results, asked for the first time and again, in milliseconds."""
    paths = [f"/?{urlencode({'q': words})}" for words in queries]
    first = [fetch(connection, path)[2] for path in paths]
    again = [fetch(connection, path)[2] for path in paths]
    return {
        "first_median": round(statistics.median(first), 1),
        "first_p95": round(quantile(first, 0.95), 1),
        "again_median": round(statistics.median(again), 1),
        "again_p95": round(quantile(again, 0.95), 1),
    }


@click.command()
@address_argument
@queries_option
@json_option
def main(address: str, queries: Path, as_json: bool) -> None:
    """Measure the archive at ADDRESS."""
    words = read_lines(queries)
    report: dict[str, Any] = {"pages": {}}
    with served(address) as connection:
        report["milliseconds"] = timed(connection, words)
        for name, path in pages_of(address, words[0]).items():
            *_, took = fetch(connection, path)
            report["pages"][name] = weight(connection, path) | {"ms": round(took, 1)}
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    for name, value in report["milliseconds"].items():
        click.echo(f"{name:14} {value:8} ms")
    click.echo(f"{'':20} {'page':>9} {'all':>9} {'as sent':>9} {'ms':>8}")
    for name, row in report["pages"].items():
        sizes = " ".join(f"{row[size] / 1000:7.1f} kB" for size in ("page", "whole", "sent"))
        click.echo(f"{name:20} {sizes} {row['ms']:8}")


if __name__ == "__main__":
    main()
