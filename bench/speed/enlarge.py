"""An archive several times over, to measure what a larger one costs.

usage: python -m bench.speed.enlarge FROM TO TIMES

FROM is an embedded archive, TO an address of either engine. Every article is put in TIMES times,
first as it is, then under ids of its own; the copies of a text in FROM are copies of each other in
each of the parts, never across them. Evidence and completions are those of FROM, and so are the
words: an embedded archive has no more of them to analyze than FROM (see bench/speed/shuffled.py
for one whose texts are others). A cluster gets every text analyzed as often as it is put in.
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
from index.intake import tasks_of_articles
from index.preparation import PreparedArticle, prepare
from index.stores import Build, Collected, open_store
from index.stores.address import parse_address
from index.stores.embedded.archive import open_archive
from index.stores.embedded.files import Published
from index.stores.embedded.reader import map_completions
from index.stores.embedded.store import EmbeddedStore
from index.vocabulary import Vocabulary
from index.workers import Workers


def leads_of(folder: Path, times: int) -> list[int]:
    """Read the leads of all articles in their order, part after part."""
    column = open_archive(folder).named.groups.representatives.tolist()
    return [part * len(column) + lead for part in range(times) for lead in column]


def several_times(store: EmbeddedStore, times: int) -> Iterator[Article]:
    """Yield all articles, part after part, each part with ids and addresses of its own."""
    for part in range(times):
        for article in store.articles():
            url = f"{article.url}#{part}" if article.url else ""
            yield replace(article, id=f"{article.id}#{part}", url=url) if part else article


def fill(build: Build, articles: Iterator[Article], folder: Path, times: int) -> None:
    """Put articles into a build and index them.

    Args:
        build: to which nothing was added.
        articles: those of an archive, part after part.
        folder: of the index that holds these once.
        times: how many parts there are.
    """
    vocabulary = Vocabulary()
    with Workers() as workers:
        for batch in workers.map(prepare, tasks_of_articles(articles)):
            found = [content for content in batch.contents if isinstance(content, PreparedArticle)]
            build.add(found, vocabulary.take(batch.texts))
        leads = leads_of(folder, times)
        collected = Collected(
            Evidence.read(folder), leads, vocabulary.spellings(), words=vocabulary.normal()
        )
        with tqdm(total=len(leads), desc="indexing", disable=None) as bar:
            build.fill(collected, workers, lambda done: bar.update(done) and None)


@click.command()
@click.argument("source")
@click.argument("target")
@click.argument("times", type=click.IntRange(1, 1000))
def main(source: str, target: str, times: int) -> None:
    """Build the larger archive and print how long it took."""
    store, folder = EmbeddedStore(Path(parse_address(source).location)), live_folder(source)
    manifest = store.manifest()
    articles = manifest.articles * times
    started = time.perf_counter()
    with open_store(target, settings.read().cluster).build() as build:
        read = tqdm(several_times(store, times), total=articles, desc="reading", disable=None)
        fill(build, iter(read), folder, times)
        build.complete(map_completions(folder, Published(folder)).base())
        build.finish()
        seconds = time.perf_counter() - started
        build.publish(replace(manifest, articles=articles, seconds=round(seconds, 2)))
    click.echo(f"{articles} articles, {seconds:.0f} s, {articles / seconds:.0f} articles/s")


if __name__ == "__main__":
    main()
