"""A corpus several times over, as files: the same days, papers and words, but no copies.

usage: python -m bench.speed.shuffled FROM... FOLDER [--times N] [--seed S]

FROM is anything that ``manage.py reindex`` reads, FOLDER is new or empty. It gets zip archives of
JSON lines, each of some 10,000 articles: first the articles as they are, then N - 1 times again
under ids and addresses of their own. In these the words of a headline, and the groups of two to
four words of a text, stand in another order; paragraphs are as long as before, and the beginning
and the end of a text stay, because datelines and credits stand there. So every fact is still to be
read, and no two of them are copies of one text. The same seed gives the same words.
"""

import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random

import click
from tqdm import tqdm

from bench.measuring import articles_of
from index.article import Article
from index.sources.records.fields import SEVERAL

_ARTICLES_A_FILE = 10_000
#: Words at the beginning and at the end of a text that stay where they are.
_BEGIN, _END = 6, 3
_GROUP = (2, 3, 4)
_TEXTS = ("id", "url", "title", "deck", "body", "caption", "credit", "byline", "section", "source")


def shuffled_title(title: str, random: Random) -> str:
    """Return the words of a headline in another order."""
    words = title.split()
    random.shuffle(words)
    return " ".join(words)


def shuffled_body(body: str, random: Random) -> str:
    """Return a text with its groups of words in another order, in paragraphs as long as before."""
    paragraphs = [paragraph.split() for paragraph in body.split("\n\n")]
    words = [word for paragraph in paragraphs for word in paragraph]
    middle = len(words) - _END
    groups = list(_groups(words[_BEGIN:middle], random))
    random.shuffle(groups)
    mixed = iter(
        [
            *words[:_BEGIN],
            *(word for group in groups for word in group),
            *words[max(_BEGIN, middle) :],
        ]
    )
    return "\n\n".join(" ".join(islice(mixed, len(paragraph))) for paragraph in paragraphs)


def _groups(words: Sequence[str], random: Random) -> Iterator[Sequence[str]]:
    at = 0
    while at < len(words):
        end = at + random.choice(_GROUP)
        yield words[at:end]
        at = end


def shuffled(article: Article, part: int, seed: int) -> Article:
    """Return an article of another part: another id, another order of words, all else the same."""
    random = Random(f"{seed} {part} {article.id}")
    return replace(
        article,
        id=f"{article.id}#{part}",
        url=f"{article.url}#{part}" if article.url else "",
        title=shuffled_title(article.title, random),
        body=shuffled_body(article.body, random),
    )


def record(article: Article) -> dict[str, object]:
    """Return an article as a record of ``jsonl``, without what is empty."""
    values: dict[str, object] = {name: getattr(article, name) for name in _TEXTS}
    values |= {name: list(getattr(article, to)) for name, to in SEVERAL.items()}
    values["kind"] = article.kind
    values["published"] = article.published.isoformat() if article.published else ""
    return {name: value for name, value in values.items() if value}


def distinct(articles: Iterable[Article]) -> Iterator[Article]:
    """Yield articles without those whose id or address was there before, as a reindex does."""
    seen: set[str] = set()
    for article in articles:
        names = {article.id, article.url or article.id}
        if not names & seen:
            seen |= names
            yield article


def write(articles: Iterator[Article], folder: Path) -> int:
    """Write articles as zip archives of JSON lines.

    Args:
        articles: of all parts.
        folder: where they go.

    Returns:
        How many there were.
    """
    written = 0
    for number, first in enumerate(articles):
        name = f"part-{number:03}"
        path = folder / f"{name}.zip"
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
            archive.open(f"{name}.jsonl", "w") as lines,
        ):
            for article in (first, *islice(articles, _ARTICLES_A_FILE - 1)):
                lines.write(json.dumps(record(article), ensure_ascii=False).encode() + b"\n")
                written += 1
    return written


@click.command()
@click.argument("source", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--times", default=10, show_default=True, type=click.IntRange(1, 1000))
@click.option("--seed", default=13, show_default=True)
def main(source: tuple[Path, ...], folder: Path, times: int, seed: int) -> None:
    """Write the articles of SOURCE several times over to FOLDER."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise click.ClickException(f"{folder} is not empty")
    articles = list(distinct(article for path in source for article in articles_of(path)))
    parts = (
        shuffled(article, part, seed) if part else article
        for part in range(times)
        for article in articles
    )
    written = write(iter(tqdm(parts, total=len(articles) * times, disable=None)), folder)
    click.echo(f"{written} articles in {folder}")


if __name__ == "__main__":
    main()
