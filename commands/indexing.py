"""Commands that build a whole index: ``reindex``, ``migrate``, ``compact``."""

import os
from pathlib import Path

import click

import settings
from commands.counts import articles
from commands.names_accepted import accept_sure_where_set
from commands.names_file import names_file
from commands.opening import address_of, store_at, workers_or_default
from commands.options import engine_option, force_option, wait_option, workers_option
from commands.problems import all_problems_option
from commands.progress import progress
from commands.reports import pace, summary
from commands.source_options import format_option, map_option
from commands.terminal import say, say_names
from index import indexing
from index.errors import IndexMissing
from index.files_read.survey import Told

# As nice(1) has it by default.
_GIVES_WAY = 10

#: The sample archive.
SAMPLE = Path(__file__).resolve().parents[1] / "sample"


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@format_option
@map_option
@click.option(
    "--if-needed",
    is_flag=True,
    help="Do nothing where that would give what is live already.",
)
@all_problems_option
@force_option
@engine_option
@workers_option
@wait_option
def reindex(
    paths: tuple[Path, ...],
    format_: str | None,
    mapping: tuple[tuple[str, str], ...],
    if_needed: bool,
    all_problems: bool,
    force: bool,
    engine: str | None,
    workers: int | None,
    wait: int | None,
) -> None:
    """Index files, folders and archives anew and publish the result.

    Without a PATH it reads again what the live index was made of; where there is none yet, the
    sample archive. The live index answers until the new one is complete; a run that breaks off
    leaves it as it was. So does one that finds over a tenth fewer articles than there are, or
    cannot read more than it can: it ends with exit code 3.

    With --if-needed nothing is built where the live index was made of the same sources, byte by
    byte, with the same accepted names, by this version of Fihris.
    """
    address = address_of(engine)
    if not paths:
        try:
            manifest = store_at(address).manifest()
        except IndexMissing:
            say("no PATH and no index yet: indexing the sample archive", err=True)
            paths = (SAMPLE,)
        else:
            paths = tuple(Path(path) for path in manifest.sources)
            format_ = format_ or manifest.format
            mapping = tuple({**dict(manifest.mapping), **dict(mapping)}.items())
    give_way()
    if if_needed and _is_up_to_date(paths, format_, address, mapping):
        return
    build_index(
        paths,
        format_,
        address,
        workers,
        mapping,
        may_shrink=force,
        all_problems=all_problems,
        wait=wait,
    )


def _is_up_to_date(
    paths: tuple[Path, ...],
    format_: str | None,
    address: str,
    mapping: tuple[tuple[str, str], ...],
) -> bool:
    """Tell whether the live index is what a build would give, and say so."""
    store = store_at(address)
    told = Told(format_, mapping, settings.read().sources)
    if not indexing.is_up_to_date(
        store, paths, told, names_file(address, store, aloud=False).accepted()
    ):
        return False
    store.remove_left()
    say(
        "nothing to do: the live index is of these sources as they are; "
        f"it has {articles(store.manifest().articles)}"
    )
    return True


def build_index(
    paths: tuple[Path, ...],
    format_: str | None,
    address: str,
    workers: int | None = None,
    mapping: tuple[tuple[str, str], ...] = (),
    *,
    may_shrink: bool = True,
    all_problems: bool = False,
    wait: int | None = None,
) -> None:
    """Index files at an address, show progress and print a summary."""
    store = store_at(address, wait)
    names = names_file(address, store).accepted()
    with progress("reading", all_problems=all_problems) as watcher:
        report = indexing.reindex(
            store,
            paths,
            format=format_,
            mapping=mapping,
            limits=settings.read().sources,
            may_shrink=may_shrink,
            names=names,
            watcher=watcher,
            workers=workers_or_default(workers),
        )
    say(summary(report))
    accept_sure_where_set(address, workers=workers, wait=wait)


def give_way() -> None:
    """Let those who answer readers go first, where they want the same processors."""
    if hasattr(os, "nice"):
        os.nice(max(0, _GIVES_WAY - os.nice(0)))


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@force_option
@workers_option
@wait_option
def migrate(source: str, target: str, force: bool, workers: int | None, wait: int | None) -> None:
    """Copy the archive at the address FROM to the address TO, without its sources.

    The articles are analyzed anew and the copies among them found anew, as by reindex. What is
    published at TO answers until the new index is complete; FROM stays as it is. Where TO holds
    many more articles than FROM, nothing is published, and it ends with exit code 3.
    """
    read, written = store_at(source), store_at(target, wait)
    before = read.manifest()
    give_way()
    with progress("reading", of_articles=True) as watcher:
        report = indexing.migrate(
            read, written, watcher, workers_or_default(workers), may_shrink=force
        )
    say_names(
        f"migrated {articles(report.indexed)} from {source} to {target}, {pace(report)}", err=False
    )
    if written.manifest().evidence != before.evidence:
        say_names(
            f"the words were counted anew: since {source} was built, articles were changed in "
            "place, or the analyzer was"
        )


@click.command()
@engine_option
@workers_option
@wait_option
def compact(engine: str | None, workers: int | None, wait: int | None) -> None:
    """Build the archive anew from its own articles, without its sources.

    What update and delete leave as of the last build is fresh then: the counts of words that decide
    their terms, and what is offered while somebody types. An index in a folder is one segment
    again. It takes about as long as reindex; the live index answers until the new one is complete.
    """
    store = store_at(engine, wait)
    before = store.manifest()
    give_way()
    with progress("reading", of_articles=True) as watcher:
        report = indexing.compact(store, watcher, workers_or_default(workers))
    fresh = "" if store.manifest().evidence == before.evidence else "; words were counted anew"
    say(f"compacted {articles(report.indexed)}, {pace(report)}{fresh}")
    accept_sure_where_set(address_of(engine), workers=workers, wait=wait)
