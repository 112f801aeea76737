"""Where the time goes: one page, one JSON search or one indexing, profiled by function.

usage: python -m bench.speed.profiling page|json|indexing [--engine ADDRESS] [--query TEXT]
       [--path PATH] [--by cumulative|own] [--rows N] [--only TEXT] [--write FILE]

A page and a search are asked for once to warm up, then once profiled. Indexing reads PATH (by
default the sample archive) into a folder that is removed. ``--write`` keeps the profile for viewers
such as snakeviz; without it the costliest functions are printed. Times under the profiler are
longer than without: compare their shares.
"""

import cProfile
import pstats
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import click

import settings
from bench.measuring import ROOT
from index.errors import FihrisError
from index.indexing import reindex
from index.stores import open_store
from search.searcher import open_archive
from web import create_app

_PATHS = {"page": "/", "json": "/api/v1/search"}
_ORDERS = {"cumulative": pstats.SortKey.CUMULATIVE, "own": pstats.SortKey.TIME}


def profiled(work: Callable[[], object]) -> cProfile.Profile:
    """Return the profile of a piece of work, which is done once."""
    profile = cProfile.Profile()
    profile.enable()
    try:
        work()
    finally:
        profile.disable()
    return profile


def of_request(path: str, engine: str) -> cProfile.Profile:
    """Return the profile of an answer that has been given once before.

    Raises:
        FihrisError: where there is no usable index.
    """
    opened = open_archive(engine, settings.read().cluster)
    opened.manifest  # noqa: B018 - an index that is missing is told here, not as a page
    client = create_app(lambda: opened).test_client()
    client.get(path)
    return profiled(lambda: client.get(path))


def of_indexing(path: Path) -> cProfile.Profile:
    """Return the profile of indexing what lies at a path."""
    with TemporaryDirectory() as folder:
        store = open_store(f"whoosh:{folder}")
        # A profile sees one process.
        return profiled(lambda: reindex(store, [path], workers=1))


@click.command()
@click.argument("what", type=click.Choice([*_PATHS, "indexing"]))
@click.option("--engine", default="whoosh:var/index", show_default=True, metavar="ADDRESS")
@click.option("--query", default="الأمطار والسيول", show_default=True)
@click.option(
    "--path", type=click.Path(path_type=Path, exists=True), default=ROOT / "sample",
    help="What is indexed; by default the sample archive.",
)  # fmt: skip
@click.option("--by", type=click.Choice([*_ORDERS]), default="cumulative", show_default=True)
@click.option("--rows", default=40, show_default=True, help="How many functions are printed.")
@click.option("--only", default="", help="Only functions of files whose path has this text.")
@click.option("--write", type=click.Path(path_type=Path), help="Keep the profile in this file.")
def main(
    what: str, engine: str, query: str, path: Path, by: str, rows: int, only: str,
    write: Path | None,
) -> None:  # fmt: skip
    """Profile one WHAT and print the costliest functions."""
    try:
        profile = (
            of_indexing(path)
            if what == "indexing"
            else of_request(f"{_PATHS[what]}?{urlencode({'q': query})}", engine)
        )
    except FihrisError as error:
        raise click.ClickException(str(error)) from error
    if write:
        profile.dump_stats(write)
        click.echo(f"written to {write}")
        return
    pstats.Stats(profile).sort_stats(_ORDERS[by]).print_stats(only, rows)


if __name__ == "__main__":
    main()
