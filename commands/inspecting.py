"""Commands that only look: ``facts``, ``formats``, ``check``, ``settings``."""

from pathlib import Path
from textwrap import indent

import click

import settings
from commands.opening import address_of, store_at
from commands.options import engine_option, json_option
from commands.printing import articles, print_json
from commands.source_options import format_option, map_option
from index import ingestion, sources
from index.article import Article
from index.facts.record import facts_json, facts_text
from index.sources import Problem


@click.command("facts")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."
)
@format_option
@map_option
@json_option
def print_facts(
    paths: tuple[Path, ...],
    format_: str | None,
    mapping: tuple[tuple[str, str], ...],
    as_json: bool,
) -> None:
    """Print what is read from files, folders and archives, without indexing it.

    How each file was understood, what of it is left aside and what is wrong with it goes to
    standard error.
    """
    read = list(ingestion.articles(sources.find(paths, mapping), format_, aloud=True))
    for told in read:
        if not isinstance(told, Article):
            click.echo(str(told), err=True)
    problems = [found for found in read if isinstance(found, Problem)]
    found = [found for found in read if isinstance(found, Article)]
    if not found:
        raise click.ClickException(f"no article was read ({len(problems)} problems)")
    stories = ingestion.same_stories(found)
    if as_json:
        print_json([facts_json(article, stories[article.id]) for article in found])
    else:
        for article in found:
            click.echo(facts_text(article, stories[article.id]))


@click.command("formats")
@click.argument("names", nargs=-1, type=click.Choice(sorted(sources.FORMATS)), metavar="[NAME]...")
def print_formats(names: tuple[str, ...]) -> None:
    """Print the formats that are read, each with the smallest example."""
    for name in names or sources.FORMATS:
        found = sources.FORMATS[name]
        click.echo(f"{click.style(name, bold=True)}: {found.summary} ({', '.join(found.suffixes)})")
        click.echo(indent(found.example, "    "))


@click.command()
@engine_option
def check(engine: str | None) -> None:
    """Tell whether the published index is whole and made by this analyzer."""
    store = store_at(engine)
    store.check()
    manifest = store.manifest()
    manifest.must_match(address_of(engine))
    click.echo(
        f"whole: {articles(manifest.articles)}, built {manifest.built}, "
        f"analyzer {manifest.fingerprint}"
    )


@click.command("settings")
def print_settings() -> None:
    """Print every setting: its value now, its default, and what it decides."""
    for row, value in settings.printed():
        click.echo(f"{row.name}={value}\n    {row.help} Default: {row.default}")
