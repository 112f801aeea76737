"""An archive several times over, to measure what a larger one costs.

usage: python -m bench.speed.enlarge FROM TO TIMES

FROM is an embedded archive, TO an address of either engine. Every article is put in TIMES times,
first as it is, then under ids of its own; the copies of a text in FROM are copies of each other in
each of the parts, never across them. Evidence and completions are those of FROM. A text is analyzed
once for every time it is put in, as another text would be.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
from tqdm import tqdm

import settings
from bench.measuring import live_folder
from index.analysis import Evidence
from index.article import Article
from index.stores import open_store
from index.stores.address import parse_address
from index.stores.embedded.reader import open_completions, open_reader
from index.stores.embedded.schema import REPRESENTATIVE
from index.stores.embedded.store import WhooshStore


def leads_of(folder: Path, times: int) -> list[int]:
    """Read the leads of all articles in their order, part after part."""
    reader = open_reader(folder)
    column = list(reader.column_reader(REPRESENTATIVE, reader.schema[REPRESENTATIVE].column_type))
    reader.close()
    return [part * len(column) + lead for part in range(times) for lead in column]


def several_times(store: WhooshStore, times: int) -> Iterator[Article]:
    """Yield all articles, part after part, each part with ids and addresses of its own."""
    for part in range(times):
        for article in store.articles():
            url = f"{article.url}#{part}" if article.url else ""
            yield replace(article, id=f"{article.id}#{part}", url=url) if part else article


@click.command()
@click.argument("source")
@click.argument("target")
@click.argument("times", type=click.IntRange(1, 1000))
def main(source: str, target: str, times: int) -> None:
    """Build the larger archive and print how long it took."""
    store, folder = WhooshStore(Path(parse_address(source).location)), live_folder(source)
    manifest = store.manifest()
    articles = manifest.articles * times
    started = time.perf_counter()
    with open_store(target, settings.read().cluster).build() as build:
        build.freeze(Evidence.read(folder), leads_of(folder, times))
        for article in tqdm(several_times(store, times), total=articles, disable=None):
            build.add(article)
        completions = open_completions(folder)
        build.complete(completions)
        build.finish()
        seconds = time.perf_counter() - started
        build.publish(replace(manifest, articles=articles, seconds=round(seconds, 2)))
    click.echo(f"{articles} articles, {seconds:.0f} s, {articles / seconds:.0f} articles/s")


if __name__ == "__main__":
    main()
