"""Record every article of an index with its facts, to compare them with those of another.

usage: python -m bench.sameness.articles ADDRESS FILE

FILE gets a line of JSON for every article, in the order of the index: all its fields, and the id
of the article that stands for the copies of its text, often its own. ADDRESS is one of the embedded
engine. ``bench.sameness.compared`` tells how two such files differ.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click
from tqdm import tqdm

from bench.measuring import live_folder
from index.stores import open_store
from search.engines.embedded.snapshot import Snapshot


def _written(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence):  # people and organisations, which are packed
        return list(value)
    raise TypeError(f"{value!r} is not for JSON")


@click.command()
@click.argument("address")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def main(address: str, file: Path) -> None:
    """Record the articles of the index at ADDRESS in FILE."""
    store = open_store(address)
    ids = [article.id for article in store.articles()]
    leads = Snapshot.open(live_folder(address)).representatives.tolist()
    rows = zip(store.articles(), leads, strict=True)
    with file.open("w", encoding="utf-8") as out:
        for number, (article, lead) in enumerate(tqdm(rows, total=len(ids), disable=None)):
            line = {
                "kind": "article",
                "asked": {"number": number, "id": article.id},
                "answer": asdict(article) | {"representative": ids[lead]},
            }
            out.write(json.dumps(line, ensure_ascii=False, default=_written) + "\n")
    click.echo(f"{len(ids)} articles")


if __name__ == "__main__":
    main()
