"""How many names in Latin letters are read as what Arabic papers write.

usage: python -m bench.accuracy.romanised [ADDRESS] [--names FILE] [--shown] [--json]

FILE has a name, a tab, how papers may write it (parted by ``|``), a tab, and ``seen`` or ``held``;
the first were looked at while the rules were made. Names that the archive does not have in any of
these writings are counted apart: they cannot be found. Right is a query that is read as one of
them, hamza and ة aside.
"""

import json
from collections import Counter
from pathlib import Path

import click

from bench.measuring import ROOT, address_argument, json_option
from index import tables
from index.analysis import tokenize
from index.stores.cluster import DEFAULTS
from search.engines import open_engine
from search.ranking.bm25 import Ranking
from search.words.archive_vocabulary import ArchiveVocabulary
from search.words.interpretation import read_otherwise
from search.words.vocabulary import Vocabulary

NAMES = ROOT / "tests" / "vectors" / "romanised_names.tsv"


def _key(text: str) -> tuple[str, ...]:
    return tuple(token.exact for token in tokenize(text))


def _held(writing: str, vocabulary: Vocabulary) -> bool:
    words = _key(writing)
    return all(map(vocabulary.count, words)) and all(map(vocabulary.neighbours, words, words[1:]))


def outcome(latin: str, writings: list[str], vocabulary: Vocabulary) -> str:
    """Return what becomes of a name: ``right``, ``wrong``, ``unread``, ``absent`` (not there)."""
    if not any(_held(writing, vocabulary) for writing in writings):
        return "absent"
    read = read_otherwise(latin, vocabulary)
    if not read.readings:
        return "unread"
    found = {_key(" ".join(reading.read for reading in read.readings)), _key(read.text)}
    return "right" if found & set(map(_key, writings)) else "wrong"


@click.command()
@address_argument
@click.option("--names", default=NAMES, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--shown", is_flag=True, help="Print what went wrong, of those that may be looked at."
)
@json_option
def main(address: str, names: Path, shown: bool, as_json: bool) -> None:
    """Measure readings of names on an archive."""
    vocabulary = ArchiveVocabulary(open_engine(address, DEFAULTS, Ranking()).open())
    counts: dict[str, Counter[str]] = {}
    for _, (latin, writings, half) in tables.read(names, ("latin", "arabic", "half")):
        found = outcome(latin, writings.split("|"), vocabulary)
        counts.setdefault(half, Counter())[found] += 1
        if shown and half == "seen" and found in ("wrong", "unread"):
            click.echo(f"{found}: {latin} | {writings} | {read_otherwise(latin, vocabulary).text}")
    report = {
        half: {**row, "share right": round(row["right"] / (row.total() - row["absent"]), 4)}
        for half, row in counts.items()
    }
    click.echo(json.dumps(report, ensure_ascii=False, indent=None if as_json else 2))


if __name__ == "__main__":
    main()
