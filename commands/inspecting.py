"""Commands that only look: ``facts``, ``formats``, ``check``, ``settings``."""

from pathlib import Path
from textwrap import indent

import click

import settings
from commands.counts import articles
from commands.opening import address_of, store_at
from commands.options import engine_option, json_option
from commands.problems import ProblemsTold, all_problems_option
from commands.reports import drift_told, upkeep_told
from commands.source_options import format_option, map_option
from commands.terminal import Bold, say, say_json, say_lines, say_names
from index import ingestion, sources
from index.article import Article
from index.errors import IndexDamaged
from index.facts.record import facts_json, facts_text
from index.sources import Problem
from index.stores.embedded.deep_check import check_deeply
from index.stores.embedded.store import EmbeddedStore
from index.stores.embedded.upkeep import upkeep_of


@click.command("facts")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."
)
@format_option
@map_option
@all_problems_option
@json_option
def print_facts(
    paths: tuple[Path, ...],
    format_: str | None,
    mapping: tuple[tuple[str, str], ...],
    all_problems: bool,
    as_json: bool,
) -> None:
    """Print what is read from files, folders and archives, without indexing it.

    How each file was understood, what of it is left aside and what is wrong with it goes to
    standard error.
    """
    limits, problems, found = settings.read().sources, 0, []
    told = ProblemsTold(say_names, every=all_problems)
    for read in ingestion.articles(sources.find(paths, mapping, limits), format_, aloud=True):
        if isinstance(read, Article):
            found.append(read)
        elif isinstance(read, Problem):
            problems += 1
            told(read)
        else:
            say_names(str(read))
    told.end()
    if not found:
        raise click.ClickException(f"no article was read ({problems} problems)")
    stories = ingestion.same_stories(found)
    if as_json:
        say_json([facts_json(article, stories[article.id]) for article in found])
    else:
        for article in found:
            say_lines(facts_text(article, stories[article.id]))


@click.command("formats")
@click.argument("names", nargs=-1, type=click.Choice(sorted(sources.FORMATS)), metavar="[NAME]...")
def print_formats(names: tuple[str, ...]) -> None:
    """Print the formats that are read, each with the smallest example."""
    for name in names or sources.FORMATS:
        found = sources.FORMATS[name]
        say(Bold(name), f": {found.summary} ({', '.join(found.suffixes)})")
        say_lines(indent(found.example, "    "))


@click.command()
@click.option("--deep", is_flag=True, help="Read every article and every list of every term, too.")
@engine_option
def check(deep: bool, engine: str | None) -> None:
    """Tell whether the published index is whole and made by this analyzer."""
    store = store_at(engine)
    store.check()
    if deep:
        read = sum(1 for _ in store.articles())
        if isinstance(store, EmbeddedStore):
            check_deeply(store.live_folder())
        if read != store.manifest().articles:
            raise IndexDamaged(
                f"{address_of(engine)}: {articles(read)} can be read, not the "
                f"{store.manifest().articles} published; build it anew with: manage.py reindex PATH"
            )
    manifest = store.manifest()
    manifest.must_match(address_of(engine))
    whole = "whole to the last list" if deep else "whole"
    say(
        f"{whole}: {articles(manifest.articles)}, built {manifest.built}, "
        f"analyzer {manifest.fingerprint}"
    )
    if isinstance(store, EmbeddedStore):
        say(upkeep_told(upkeep_of(store.opened())))
    elif manifest.changed:
        say(drift_told(store.drift()))


@click.command("settings")
def print_settings() -> None:
    """Print every setting: its value now, its default, and what it decides."""
    for row, value in settings.printed():
        say_names(f"{row.name}={value}", err=False)
        say(f"    {row.help} Default: {row.default}")
