"""The judged sets: queries, judgments and the articles that they are asked of; and word pairs."""

import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from bench.measuring import tell
from index.analysis import Analyzer, Level
from index.article import Article
from search.evaluation import DEPTH, Judgment, evaluate, read_judgments, read_queries

Rank = Callable[[str, int], Sequence[Article]]


@dataclass(frozen=True, slots=True)
class TestSet:
    """Queries with judgments, and the articles that they are asked of.

    Attributes:
        name: also of its index in the work folder.
        source: what the index is made of.
        depth: how many results its measures look at.
        queries: text by id.
        judgments: of these queries.
    """

    name: str
    source: Path
    depth: int
    queries: Mapping[str, str]
    judgments: tuple[Judgment, ...]

    def only(self, query_ids: Iterable[str]) -> "TestSet":
        """Return the set with these queries alone."""
        kept = frozenset(query_ids)
        return replace(
            self,
            queries={name: text for name, text in self.queries.items() if name in kept},
            judgments=tuple(row for row in self.judgments if row.query_id in kept),
        )

    def measures(self, rank: Rank) -> dict[str, float]:
        """Return what trec_eval says of a way to rank this set's articles."""
        report = evaluate(
            dict(self.queries),
            self.judgments,
            lambda text, depth: rank(text, min(depth, self.depth)),
        )
        return {f"{self.name} {name}": float(value) for name, value in report.items()}


_FILES = (
    "eval/news/queries.tsv",
    "eval/news/qrels.tsv",
    "eval/arcd/passages.jsonl",
    "eval/arcd/queries.tsv",
    "eval/arcd/qrels.tsv",
    "eval/known_item.py",
    "eval/pairs.tsv",
    "corpora/saudinewsnet",
)


def check_shared(shared: Path) -> None:
    """Make sure that every file is there before anything long begins.

    Raises:
        ClickException: names the file that is not.
    """
    for name in _FILES:
        if not (shared / name).exists():
            needed = ", ".join(_FILES)
            raise click.ClickException(
                f"{shared / name} is missing; SHARED_FOLDER must hold {needed}"
            )


def test_sets(shared: Path, work: Path) -> tuple[TestSet, ...]:
    """Read the three sets; the headlines are made in the work folder."""
    news, arcd = shared / "eval" / "news", shared / "eval" / "arcd"
    made = _known_items(shared / "eval" / "known_item.py", work / "known_item")
    return (
        TestSet("news", shared / "corpora" / "saudinewsnet", DEPTH, *_judged(news)),
        TestSet("arcd", arcd / "passages.jsonl", 10, *_judged(arcd)),
        TestSet("headlines", made / "passages.jsonl", 10, *_judged(made)),
    )


def _judged(folder: Path) -> tuple[dict[str, str], tuple[Judgment, ...]]:
    return read_queries(folder / "queries.tsv"), tuple(read_judgments(folder / "qrels.tsv"))


def _known_items(maker: Path, folder: Path) -> Path:
    """Run the script that makes the headlines; its files stay for the next run."""
    names = ("passages.jsonl", "queries.tsv", "qrels.tsv")
    if not all((folder / name).exists() for name in names):
        tell(f"making the headlines set in {folder}")
        made = subprocess.run(
            [sys.executable, str(maker), str(folder)], capture_output=True, text=True, check=False
        )
        if made.returncode:
            last = (made.stderr.strip().splitlines() or ["no message"])[-1]
            raise click.ClickException(f"{maker} failed: {last}")
    return folder


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words, and whether a searcher expects one to find the other."""

    first: str
    second: str
    same: bool


def read_pairs(path: Path) -> list[Pair]:
    """Read the pairs of a file: two words, ``same`` or ``different``, and remarks."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [Pair(row[0], row[1], row[2] == "same") for row in rows]


Joins = Callable[[str, str], bool]


def pair_figures(pairs: Sequence[Pair], joins: Joins, joins_closest: Joins) -> dict[str, float]:
    """Return the share of the pairs that are treated right.

    Args:
        pairs: the words.
        joins: whether two words meet on any level.
        joins_closest: whether they meet on the one level that tells words apart.
    """
    same = [pair for pair in pairs if pair.same]
    different = [pair for pair in pairs if not pair.same]
    joined = sum(joins(pair.first, pair.second) for pair in same)
    closest = sum(joins_closest(pair.first, pair.second) for pair in same)
    apart = sum(not joins_closest(pair.first, pair.second) for pair in different)
    return {
        "pairs same": joined / max(1, len(same)),
        "pairs same closest": closest / max(1, len(same)),
        "pairs different": apart / max(1, len(different)),
    }


def meet(analyzer: Analyzer, levels: Sequence[Level], first: str, second: str) -> bool:
    """Return whether two words have a term in common on one of these levels of Fihris."""
    left, right = analyzer.terms(first), analyzer.terms(second)
    return any(set(left.at(level)) & set(right.at(level)) for level in levels)
