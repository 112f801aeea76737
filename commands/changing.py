"""Commands that change a live index: ``update``, ``delete``."""

from dataclasses import replace
from pathlib import Path

import click

import settings
from commands.counts import articles
from commands.indexing import give_way
from commands.names_file import names_file
from commands.opening import address_of, store_at, workers_or_default
from commands.options import engine_option, wait_option, workers_option
from commands.problems import all_problems_option
from commands.progress import progress
from commands.reports import update_summary
from commands.source_options import format_option, map_option
from commands.terminal import say, say_names
from index import updates
from index.files_read.removals import guarded
from index.files_read.survey import Told
from index.files_read.taking_in import Scope


@click.command()
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."
)
@format_option
@map_option
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Read files too that are as they were when they were read last.",
)
@click.option(
    "--removals",
    is_flag=True,
    help="Take articles out that their files, or the files of folders, do not hold any more.",
)
@click.option(
    "--watch",
    "watching",
    is_flag=True,
    help="Go on until it is told to end: take in what is new, changed or gone in folders.",
)
@click.option(
    "--poll", is_flag=True, help="Look at watched folders, instead of being told by the system."
)
@all_problems_option
@click.option("--force", is_flag=True, help="Take them out even where many files are gone at once.")
@engine_option
@workers_option
@wait_option
def update(
    paths: tuple[Path, ...],
    format_: str | None,
    mapping: tuple[tuple[str, str], ...],
    everything: bool,
    removals: bool,
    watching: bool,
    poll: bool,
    all_problems: bool,
    force: bool,
    engine: str | None,
    workers: int | None,
    wait: int | None,
) -> None:
    """Put the articles of files into the archive, in place of those with the same id or url.

    The live index is changed in place. The counts of words that decide their terms stay as of the
    last build; check tells when it is time for compact. Files that are as they were when they were
    read last are not read, and articles that say the same as before stay.

    With --watch it goes on until it is told to end (SIGTERM, SIGINT, SIGHUP), takes in what changes
    in folders as it does, removals too, and begins an archive where there is none.
    """
    give_way()
    if watching:
        _watch(
            paths, format_, mapping, poll=poll, force=force, engine=engine,
            workers=workers, wait=wait, all_problems=all_problems,
        )  # fmt: skip
        return
    with progress("reading", all_problems=all_problems) as watcher:
        change = updates.update(
            store_at(engine, wait),
            paths,
            format=format_,
            mapping=mapping,
            limits=settings.read().sources,
            scope=Scope(
                is_reading_all=everything,
                is_removing=removals,
                gone=guarded(say_names, force=force),
            ),
            watcher=watcher,
            workers=workers_or_default(workers),
        )
    say(update_summary(change))
    if change.left:
        say_names(change.left)


def _watch(
    paths: tuple[Path, ...],
    format_: str | None,
    mapping: tuple[tuple[str, str], ...],
    *,
    poll: bool,
    force: bool,
    engine: str | None,
    workers: int | None,
    wait: int | None,
    all_problems: bool,
) -> None:
    # No other command needs what tells of files.
    from commands.watching import watch

    files = [path for path in paths if path.exists() and not path.is_dir()]
    if files:
        raise click.UsageError(f"{files[0]} is no folder; only folders are watched")
    values = settings.read()
    options = replace(values.watch, is_polling=poll or values.watch.is_polling)
    store = store_at(engine, wait)
    watch(
        store,
        paths,
        Told(format_, mapping, values.sources),
        options,
        force=force,
        workers=workers_or_default(workers),
        names=names_file(address_of(engine), store).accepted(),
        all_problems=all_problems,
    )


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="ID...")
@engine_option
@workers_option
@wait_option
def delete(
    names: tuple[str, ...], engine: str | None, workers: int | None, wait: int | None
) -> None:
    """Take articles out of the archive, by id or url.

    The live index is changed in place, as by update.
    """
    give_way()
    with progress("reading", of_articles=True) as watcher:
        change = updates.delete(
            store_at(engine, wait), names, watcher=watcher, workers=workers_or_default(workers)
        )
    for name in change.missing:
        say_names(f"no article has the id or url {name!r}")
    say(
        f"deleted {articles(change.removed)}, not there {len(change.missing)}; "
        f"the archive has {articles(change.articles)}"
    )
    if change.left:
        say_names(change.left)
