"""Commands that ask an index: ``search``, ``explain``, ``analyze``, ``evaluate``."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import get_args

import click

from commands.counts import articles
from commands.options import (
    QueryCommand,
    engine_option,
    facet_options,
    json_option,
    related_option,
    spellings_option,
)
from commands.printing import print_results
from commands.searchers import engine_at
from commands.terminal import say, say_json
from index.analysis import Analyzer
from index.analysis.inspection import inspect
from index.facets import FACET_BY_NAME
from index.facts.dates.relative_periods import Today
from search import evaluation
from search.evaluation import read_judgments, read_queries
from search.query import (
    NOT,
    Copies,
    DaysRead,
    Query,
    RelatedWords,
    Sort,
    Spellings,
    Values,
    Words,
    read_days,
)
from web.api.serializers import results_json
from web.api.words import analysis_json, explanation_json


@click.command(cls=QueryCommand)
@click.argument("query")
@facet_options
@click.option("--from", "first", help="Only from this day, month or year on.")
@click.option("--to", "last", help="Only up to this day, month or year.")
@click.option(
    "--sort",
    type=click.Choice(get_args(Sort)),
    default="relevance",
    show_default=True,
)
@click.option("--page", type=int, default=1, show_default=True)
@click.option("--size", type=int, default=10, show_default=True, help="Hits a page, up to 100.")
@click.option(
    "--words",
    type=click.Choice(get_args(Words)),
    default="most",
    show_default=True,
    help="Whether articles that lack a word may be listed where few have all.",
)
@spellings_option
@related_option
@click.option(
    "--copies",
    type=click.Choice(get_args(Copies)),
    default="folded",
    show_default=True,
    help="Whether the copies of one text are one hit, or each its own.",
)
@json_option
@engine_option
def search(
    query: str, first: str | None, last: str | None, sort: Sort, page: int, size: int,
    words: Words, spellings: Spellings, related: RelatedWords, copies: Copies, as_json: bool,
    engine: str | None,
    **values: tuple[str, ...],
) -> None:  # fmt: skip
    """Search the archive and print a page of results with its facets."""
    archive = engine_at(engine)
    begins, ends = (_days(*one, archive.today) for one in ((first, "from"), (last, "to")))
    asked = Query(
        text=query,
        chosen=_values(values, ""),
        excluded=_values(values, NOT),
        first_day=begins.first if begins else None,
        last_day=ends.last if ends else None,
        days_read=tuple(read for read in (begins, ends) if read),
        sort=sort,
        page=page,
        size=size,
        words=words,
        spellings=spellings,
        related=related,
        copies=copies,
    )
    results = archive.search(asked)
    if as_json:
        say_json(results_json(results))
    else:
        print_results(results)


def _values(options: Mapping[str, tuple[str, ...]], before: str) -> Values:
    """Return the values of facets that options have whose names begin with a word."""
    return tuple(
        (facet, value) for facet in FACET_BY_NAME for value in options.get(before + facet, ())
    )


def _days(text: str | None, option: str, today: Today) -> DaysRead | None:
    return read_days(text, parameter=option, today=today) if text else None


@click.command(cls=QueryCommand)
@click.argument("text")
@json_option
@click.option(
    "--engine",
    metavar="ADDRESS",
    help="Analyze by the evidence of this index; without it, by the word table alone.",
)
def analyze(text: str, as_json: bool, engine: str | None) -> None:
    """Show the terms of every word of TEXT on every level, and the evidence of an index."""
    words = inspect(engine_at(engine).analyzer if engine else Analyzer(), text)
    if as_json:
        say_json(analysis_json(words, evidence=bool(engine)))
        return
    for word in words:
        say(f"{word.text}  [{word.start}:{word.end}]")
        for level, found in word.levels.items():
            say(f"    {level:8} {'، '.join(found)}")
        for attested, count in word.evidence.items() if engine else ():
            say(f"    {attested} in {articles(count)}")


@click.command(cls=QueryCommand)
@click.argument("query")
@click.argument("article_id", metavar="ID")
@spellings_option
@related_option
@json_option
@engine_option
def explain(
    query: str, article_id: str, spellings: Spellings, related: RelatedWords, as_json: bool,
    engine: str | None,
) -> None:  # fmt: skip
    """Show why the article ID (or its url) stands where it stands for QUERY."""
    found = engine_at(engine).explain(
        Query(query, spellings=spellings, related=related), article_id
    )
    if found is None:
        raise click.ClickException(f"no article has the id or url {article_id!r}")
    if as_json:
        say_json(explanation_json(found))
        return
    say(found.article.title)
    say(f"{found.match.code}, score {found.score}")
    for part in found.parts:
        say(
            f"{part.score:9.4f}  {part.kind:8} {part.level:6} {part.field:9} "
            f"{part.what}  x{part.frequency:g}"
        )
    if found.missing:
        say(f"missing: {'، '.join(found.missing)}; everything times {found.coverage}")


@click.command()
@click.argument("queries", type=click.Path(path_type=Path))
@click.argument("qrels", type=click.Path(path_type=Path))
@click.option("--fold", is_flag=True, help="Rank one copy of each text; by default every copy.")
@json_option
@engine_option
def evaluate(queries: Path, qrels: Path, fold: bool, as_json: bool, engine: str | None) -> None:
    """Measure the ranking on QUERIES with the judgments of QRELS, 100 results deep."""
    rank = partial(engine_at(engine).rank, fold=fold)
    report = evaluation.evaluate(read_queries(queries), read_judgments(qrels), rank)
    if as_json:
        say_json(report)
    else:
        for name, value in report.items():
            say(f"{name:12} {value}")
