"""Latency of queries against the same index: our engine beside Whoosh's own search.

usage: python -m bench.speed.latency [ADDRESS] [--queries FILE] [--json]

Queries are the lines of FILE, by default fifty that lie beside this script. Both sides answer the
same question in the same run: the first ten articles, with counts by agency. Ours looks on every
level of analysis where Whoosh looks on the light one, and makes snippets and counts sections and
dates as well. Times are medians over five rounds after one that warms up; ratios are what can be
compared between machines.
"""

import json
import statistics
from functools import partial
from pathlib import Path

import click
from whoosh import query as whoosh_query
from whoosh.searching import Searcher
from whoosh.sorting import FieldFacet

from bench.measuring import (
    address_argument,
    json_option,
    live_folder,
    milliseconds,
    quantile,
    queries_option,
    read_lines,
)
from index.analysis import Level
from index.fields import TEXT_FIELDS
from index.stores.embedded.codec import open_reader
from index.stores.embedded.codec.schema import facet_field, level_field
from search.language.parser import parse
from search.language.syntax import All, Any, Expanded, Node, Phrase, Prefix, Word
from search.query import Query
from search.searcher import open_archive

_FIELDS = [field.name for field in TEXT_FIELDS if field.by_default]
_ROUNDS = 5


def in_whoosh(node: Node) -> whoosh_query.Query:
    """Return a syntax tree as Whoosh's own query, on the light level, where ours asks all.

    What the bench's queries do not use is left out.
    """
    match node:
        case Word(terms=terms):
            level: Level = "exact" if terms.stop else "light"
            return whoosh_query.Or(
                [
                    whoosh_query.Term(level_field(name, level), term)
                    for name in _FIELDS
                    for term in terms.at(level)
                ]
            )
        case Expanded(typed, others):
            return whoosh_query.Or([in_whoosh(typed), *(in_whoosh(other) for _, other in others)])
        case Prefix(exact):
            return whoosh_query.Or(
                [whoosh_query.Prefix(level_field(name, "exact"), exact) for name in _FIELDS]
            )
        case Phrase(exact):
            return whoosh_query.Or(
                [whoosh_query.Phrase(level_field(name, "exact"), list(exact)) for name in _FIELDS]
            )
        case All(parts):
            return whoosh_query.And([in_whoosh(part) for part in parts])
        case Any(parts):
            return whoosh_query.Or([in_whoosh(part) for part in parts])
        case _:
            return whoosh_query.Every()


@click.command()
@address_argument
@queries_option
@json_option
def main(address: str, queries: Path, as_json: bool) -> None:
    """Measure and print."""
    texts = read_lines(queries)
    engine = open_archive(address)
    opening = milliseconds(lambda: engine.manifest)
    reader = open_reader(live_folder(address))
    searcher = Searcher(reader)

    first, ours, whooshs = [], [], []
    for text in texts:
        answer = partial(engine.search, Query(text))
        peer = partial(
            searcher.search,
            in_whoosh(parse(text, engine.analyzer).node),
            limit=10,
            groupedby=FieldFacet(facet_field("agency"), allow_overlap=True),
        )
        first.append(milliseconds(answer))
        rounds = [(milliseconds(answer), milliseconds(peer)) for _ in range(_ROUNDS)]
        ours.append(statistics.median(pair[0] for pair in rounds))
        whooshs.append(statistics.median(pair[1] for pair in rounds))
    report = {
        "articles": engine.manifest.articles,
        "queries": len(texts),
        "opening_ms": round(opening, 1),
        "first_time_median_ms": round(statistics.median(first), 2),
        "first_time_95_ms": round(quantile(first, 0.95), 2),
        "median_ms": round(statistics.median(ours), 2),
        "95_ms": round(quantile(ours, 0.95), 2),
        "whoosh_median_ms": round(statistics.median(whooshs), 2),
        "whoosh_95_ms": round(quantile(whooshs, 0.95), 2),
        "median_ratio": round(statistics.median(whooshs) / statistics.median(ours), 1),
    }
    if as_json:
        click.echo(json.dumps(report, indent=2))
    else:
        for name, value in report.items():
            click.echo(f"{name:22} {value}")


if __name__ == "__main__":
    main()
