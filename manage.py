#!/usr/bin/env python3
"""Commands of Fihris: parse, call, print; nothing else."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import get_args

import click
from tqdm import tqdm

import settings
from index import ingestion, sources
from index.analysis import Analyzer
from index.analysis.inspection import inspect
from index.article import Article
from index.errors import FihrisError, IndexMissing, QueryInvalid
from index.facets import FACET_BY_NAME, NO_VALUE
from index.facts.record import facts_json, facts_text
from index.indexing import Report, Watcher
from index.indexing import migrate as rebuild_from
from index.indexing import reindex as rebuild
from index.sources.reading import Problem
from index.stores import Store, open_store
from index.updates import delete as take_out
from index.updates import update as put_in
from search.engines import Engine, open_engine
from search.evaluation import evaluate as measure
from search.evaluation import read_judgments, read_queries
from search.query import Copies, Query, Sort, Spellings, Words, day_range
from search.results import FacetValue, Fragment, Results
from web import create_app
from web.api.serializers import results_json
from web.api.words import analysis_json, explanation_json
from web.http import server

SAMPLE = Path(__file__).resolve().parent / "sample"


class Commands(click.Group):
    """A group whose commands end with one line on standard error where something is wrong."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except QueryInvalid as error:
            raise click.UsageError(f"--{error.parameter}: {error}") from error
        except FihrisError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            raise  # whoever read the output has seen enough; click ends quietly
        except OSError as error:
            where = error.filename or "the disk"
            raise click.ClickException(f"{where}: {error.strerror or error}") from error


engine_option = click.option(
    "--engine",
    metavar="ADDRESS",
    help="Where the index lies, like whoosh:var/index; by default the setting FIHRIS_ENGINE.",
)
spellings_option = click.option(
    "--spellings",
    type=click.Choice(get_args(Spellings)),
    default="all",
    show_default=True,
    help="Whether other spellings of the words are searched for as well.",
)
format_option = click.option(
    "--format",
    "format_",
    type=click.Choice(sorted(sources.FORMATS)),
    help="Format of the files; by default each file's is found from its content.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def _address(engine: str | None) -> str:
    return engine or settings.read().engine


def _engine(engine: str | None) -> Engine:
    return open_engine(_address(engine), settings.read().cluster)


def _store(engine: str | None) -> Store:
    return open_store(_address(engine), settings.read().cluster)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Fihris (فهرس), a search engine for archives of Arabic news."""


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@format_option
@engine_option
def reindex(paths: tuple[Path, ...], format_: str | None, engine: str | None) -> None:
    """Index files, folders and zip archives anew and publish the result.

    Without a PATH it reads again what the live index was made of; where there is none yet, the
    sample archive. The live index answers until the new one is complete; a run that breaks off
    leaves it as it was.
    """
    address = _address(engine)
    if not paths:
        try:
            manifest = _store(address).manifest()
        except IndexMissing:
            click.echo("no PATH and no index yet: indexing the sample archive", err=True)
            paths = (SAMPLE,)
        else:
            paths = tuple(Path(path) for path in manifest.sources)
            format_ = format_ or manifest.format
    _reindex(paths, format_, address)


def _reindex(paths: tuple[Path, ...], format_: str | None, address: str) -> None:
    with _progress("reading") as watcher:
        report = rebuild(_store(address), paths, format=format_, watcher=watcher)
    click.echo(_summary(report))


@contextmanager
def _progress(first: str, *, of_articles: bool = False) -> Iterator[Watcher]:
    """A bar on standard error: bytes or articles that are read, then articles that are indexed."""
    unit = {"unit": " articles"} if of_articles else {"unit": "B", "unit_scale": True}
    # Shown on a terminal only, and not before there is something to show.
    with tqdm(desc=first, dynamic_ncols=True, disable=None, delay=0.2, **unit) as bar:

        def total(size: int) -> None:
            bar.reset(total=size)

        def advance(size: int) -> None:
            bar.update(size)

        def problem(problem: Problem) -> None:
            bar.write(str(problem), file=sys.stderr)

        def indexing(articles: int) -> None:
            bar.reset(total=articles)
            bar.set_description("indexing")
            bar.unit, bar.unit_scale = " articles", False

        def writing() -> None:
            bar.set_description("writing the index")

        yield Watcher(total, advance, problem, indexing, writing)


@cli.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def migrate(source: str, target: str) -> None:
    """Copy the archive at the address FROM to the address TO, without its sources.

    The articles are analyzed anew and the copies among them found anew, as by reindex. What is
    published at TO answers until the new index is complete; FROM stays as it is.
    """
    read, written = _store(source), _store(target)
    before = read.manifest()
    with _progress("reading", of_articles=True) as watcher:
        report = rebuild_from(read, written, watcher)
    click.echo(f"migrated {_articles(report.indexed)} from {source} to {target}, {_pace(report)}")
    if written.manifest().evidence != before.evidence:
        click.echo(
            f"the words were counted anew: since {source} was built, articles were changed in "
            "place, or the analyzer was",
            err=True,
        )


@cli.command()
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."
)
@format_option
@engine_option
def update(paths: tuple[Path, ...], format_: str | None, engine: str | None) -> None:
    """Put the articles of files into the archive, in place of those with the same id or url.

    On OpenSearch the live index is changed in place. An index of whoosh cannot be: it is built
    anew from its own articles and these, which takes as long as reindex.
    """
    with _progress("reading") as watcher:
        change = put_in(_store(engine), paths, format=format_, watcher=watcher)
    skipped = sum(change.skipped.values())
    reasons = ", ".join(f"{count} {reason}" for reason, count in change.skipped.most_common())
    removed = f", removed {change.removed} of the same url" if change.removed else ""
    click.echo(
        f"added {change.added}, replaced {change.replaced}{removed}, skipped {skipped}"
        + (f" ({reasons})" if reasons else "")
        + f"; the archive has {_articles(change.articles)}"
    )


@cli.command()
@click.argument("names", nargs=-1, required=True, metavar="ID...")
@engine_option
def delete(names: tuple[str, ...], engine: str | None) -> None:
    """Take articles out of the archive, by id or url.

    On OpenSearch the live index is changed in place. An index of whoosh cannot be: it is built
    anew from its other articles, which takes as long as reindex.
    """
    with _progress("reading", of_articles=True) as watcher:
        change = take_out(_store(engine), names, watcher=watcher)
    for name in change.missing:
        click.echo(f"no article has the id or url {name!r}", err=True)
    click.echo(
        f"deleted {_articles(change.removed)}, not there {len(change.missing)}; "
        f"the archive has {_articles(change.articles)}"
    )


def _summary(report: Report) -> str:
    skipped = sum(report.skipped.values())
    reasons = ", ".join(f"{count} {reason}" for reason, count in report.skipped.most_common())
    remarks = ", ".join(f"{count} {reason}" for reason, count in report.remarks.most_common())
    return (
        f"indexed {_articles(report.indexed)}, skipped {skipped}"
        + (f" ({reasons})" if reasons else "")
        + (f", remarks {remarks}" if remarks else "")
        + f", {_pace(report)}"
    )


def _pace(report: Report) -> str:
    rate = report.indexed / report.seconds if report.seconds else 0.0
    return f"{report.seconds:.1f} s, {rate:.0f} articles/s"


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count} articles"


def facet_options(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each facet, which may be given several times."""
    for facet in reversed(FACET_BY_NAME):
        option = click.option(
            f"--{facet.replace('_', '-')}",
            facet,
            multiple=True,
            help=f"Only this value of the facet {facet}; may be given several times.",
        )
        command = option(command)
    return command


class QueryCommand(click.Command):
    """A command whose argument may begin with a minus: before an Arabic letter it is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # The parser of queries reads the minus sign of mathematics as well, and click does not.
        return super().parse_args(
            ctx, [re.sub(r"^-(?=[^\x00-\x7f])", "\u2212", arg) for arg in args]
        )


@cli.command(cls=QueryCommand)
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
    words: Words, spellings: Spellings, copies: Copies, as_json: bool, engine: str | None,
    **chosen: tuple[str, ...],
) -> None:  # fmt: skip
    """Search the archive and print a page of results with its facets."""
    asked = Query(
        text=query,
        chosen=tuple((facet, value) for facet, values in chosen.items() for value in values),
        first_day=_day(first, "from", 0),
        last_day=_day(last, "to", 1),
        sort=sort,
        page=page,
        size=size,
        words=words,
        spellings=spellings,
        copies=copies,
    )
    results = _engine(engine).search(asked)
    if as_json:
        _print_json(results_json(results))
    else:
        _print_results(results)


def _day(text: str | None, option: str, end: int) -> date | None:
    return day_range(text, parameter=option)[end] if text else None


def _print_results(results: Results) -> None:
    for note in results.notes:
        click.echo(note.message, err=True)
    for reading in results.readings:
        click.echo(f"قُرئ: {reading.typed} ← {reading.read}", err=True)
    if results.correction:
        click.echo(f"هل تقصد: {results.correction.text}", err=True)
    if results.respelled:
        click.echo(f"بحثنا أيضًا عن: {'، '.join(results.respelled)}", err=True)
    first = (results.query.page - 1) * results.query.size
    for number, hit in enumerate(results.hits, first + 1):
        click.echo(f"{number}. {_marked(hit.title)}")
        article = hit.article
        facts = [
            article.section,
            "، ".join(article.agencies),
            article.published.isoformat() if article.published else "",
            article.source,
            article.id,
        ]
        if hit.missing:
            facts.append("بلا: " + "، ".join(hit.missing))
        if hit.copies:
            facts.append(f"+{hit.copies}: {'، '.join(hit.copied_by)}".rstrip(": "))
        click.echo("   " + " · ".join(fact for fact in facts if fact))
        click.echo("   " + _marked(hit.snippet))
    for name, values in results.facets.items():
        if any(value.value != NO_VALUE for value in values):
            click.echo(f"{name}: " + ", ".join(_counted(value) for value in values))
    folded = f" in {results.listed} texts" if results.listed < results.total else ""
    click.echo(f"{_articles(results.total)}{folded}, {results.took_ms:.1f} ms")


def _counted(value: FacetValue) -> str:
    finer = ", ".join(_counted(child) for child in value.children)
    return f"{value.label} {value.count}" + (f" ({finer})" if finer else "")


def _marked(fragments: tuple[Fragment, ...]) -> str:
    return "".join(
        click.style(fragment.text, bold=True) if fragment.marked else fragment.text
        for fragment in fragments
    )


@cli.command("analyze", cls=QueryCommand)
@click.argument("text")
@json_option
@click.option(
    "--engine",
    metavar="ADDRESS",
    help="Analyze by the evidence of this index; without it, by the word table alone.",
)
def analyze_(text: str, as_json: bool, engine: str | None) -> None:
    """Show the terms of every word of TEXT on every level, and the evidence of an index."""
    words = inspect(_engine(engine).analyzer if engine else Analyzer(), text)
    if as_json:
        _print_json(analysis_json(words, evidence=bool(engine)))
        return
    for word in words:
        click.echo(f"{word.text}  [{word.start}:{word.end}]")
        for level, found in word.levels.items():
            click.echo(f"    {level:8} {'، '.join(found)}")
        for attested, count in word.evidence.items() if engine else ():
            click.echo(f"    {attested} in {_articles(count)}")


@cli.command(cls=QueryCommand)
@click.argument("query")
@click.argument("article_id", metavar="ID")
@spellings_option
@json_option
@engine_option
def explain(
    query: str, article_id: str, spellings: Spellings, as_json: bool, engine: str | None
) -> None:
    """Show why the article ID (or its url) stands where it stands for QUERY."""
    found = _engine(engine).explain(Query(query, spellings=spellings), article_id)
    if found is None:
        raise click.ClickException(f"no article has the id or url {article_id!r}")
    if as_json:
        _print_json(explanation_json(found))
        return
    click.echo(f"{found.article.title}\n{found.match.code}, score {found.score}")
    for part in found.parts:
        click.echo(
            f"{part.score:9.4f}  {part.kind:5} {part.level:6} {part.field:9} "
            f"{part.what}  x{part.frequency:g}"
        )
    if found.missing:
        click.echo(f"missing: {'، '.join(found.missing)}; everything times {found.coverage}")


@cli.command()
@click.argument("queries", type=click.Path(path_type=Path))
@click.argument("qrels", type=click.Path(path_type=Path))
@click.option("--fold", is_flag=True, help="Rank one copy of each text; by default every copy.")
@json_option
@engine_option
def evaluate(queries: Path, qrels: Path, fold: bool, as_json: bool, engine: str | None) -> None:
    """Measure the ranking on QUERIES with the judgments of QRELS, 100 results deep."""
    rank = partial(_engine(engine).rank, fold=fold)
    report = measure(read_queries(queries), read_judgments(qrels), rank)
    if as_json:
        _print_json(report)
    else:
        for name, value in report.items():
            click.echo(f"{name:12} {value}")


@cli.command("facts")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."
)
@format_option
@json_option
def facts_(paths: tuple[Path, ...], format_: str | None, as_json: bool) -> None:
    """Print what is read from files, folders and zip archives, without indexing it."""
    read = list(ingestion.articles(sources.find(paths), format_))
    problems = [found for found in read if isinstance(found, Problem)]
    articles = [found for found in read if isinstance(found, Article)]
    for problem in problems:
        click.echo(str(problem), err=True)
    if not articles:
        raise click.ClickException(f"no article was read ({len(problems)} problems)")
    stories = ingestion.same_stories(articles)
    if as_json:
        _print_json([facts_json(article, stories[article.id]) for article in articles])
    else:
        for article in articles:
            click.echo(facts_text(article, stories[article.id]))


@cli.command()
@engine_option
def check(engine: str | None) -> None:
    """Tell whether the published index is whole and made by this analyzer."""
    store = _store(engine)
    store.check()
    manifest = store.manifest()
    manifest.must_match(_address(engine))
    click.echo(
        f"whole: {_articles(manifest.articles)}, built {manifest.built}, "
        f"analyzer {manifest.fingerprint}"
    )


@cli.command()
@click.option("--host", help="Address to listen on; by default the setting FIHRIS_HOST.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; by default FIHRIS_PORT.")
@engine_option
def serve(host: str | None, port: int | None, engine: str | None) -> None:
    """Serve the search page and the JSON endpoint."""
    opened = _engine(engine)
    click.echo(_articles(opened.manifest.articles))
    _serve(opened, host, port)


def _serve(engine: Engine, host: str | None, port: int | None) -> None:
    engine.search(Query("فهرس", size=1))  # loads what the first reader would otherwise wait for
    values = settings.read()
    host = host or values.host
    port = values.port if port is None else port
    app = create_app(
        lambda: engine,
        archive_name=values.archive_name,
        public_address=values.public_address,
        cache_seconds=values.cache_seconds,
        cors_origins=values.cors_origins,
    )
    try:
        listening = server.create(app, host=host, port=port, threads=values.threads)
    except (OSError, ValueError) as error:
        raise click.ClickException(
            f"cannot listen on {host}:{port} ({getattr(error, 'strerror', None) or error}); choose "
            "others with --host and --port"
        ) from error
    click.echo(f"serving on {' '.join(server.addresses(listening))}  (Ctrl+C ends)")
    listening.run()


@cli.command()
@click.option("--host", help="Address to listen on; by default the setting FIHRIS_HOST.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; by default FIHRIS_PORT.")
def demo(host: str | None, port: int | None) -> None:
    """Index the sample archive into var/demo and serve it."""
    address = "whoosh:var/demo"
    _reindex((SAMPLE,), None, address)
    _serve(_engine(address), host, port)


@cli.command("settings")
def settings_() -> None:
    """Print every setting: its value now, its default, and what it decides."""
    for row, value in settings.printed():
        click.echo(f"{row.name}={value}\n    {row.help} Default: {row.default}")


if __name__ == "__main__":
    cli(prog_name="manage.py")
