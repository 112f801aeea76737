"""How good the results are: Fihris beside known methods, on the same articles in the same run.

usage: python -m bench.relevance.quality SHARED_FOLDER [--work FOLDER] [--parts]
       [--rebuild-parts] [--tune] [--differ]

SHARED_FOLDER holds the judged sets (eval/) and the corpora (corpora/). Three indexes are built in
the work folder at the first run and whenever the analyzer has changed since:

* news: SaudiNewsNet with judged news queries;
* arcd: Wikipedia passages with questions whose answer stands in one of them;
* headlines: SaudiNewsNet without its titles, which are the queries.

The known methods stand in ``known_methods.py``. All measures come from trec_eval.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import click

from bench.measuring import tell
from bench.relevance.judged_sets import (
    Pair,
    Rank,
    TestSet,
    check_shared,
    meet,
    pair_figures,
    read_pairs,
    test_sets,
)
from bench.relevance.known_methods import LUCENE, Collection, Ranker, methods
from bench.relevance.variants import (
    Bench,
    Changes,
    Variant,
    address,
    build_indexes,
    parameter,
    without_analysis,
)
from index.analysis import fingerprint
from index.article import Article
from index.errors import FihrisError
from search.ranking.bm25 import Ranking
from search.searcher import open_archive

Figures = Mapping[str, float]

_EVERYTHING = 10**9


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the tables: what it is called, and which figure stands there."""

    title: str
    figure: str


_MEASURES = (
    Column("news nDCG@10", "news ndcg@10"),
    Column("MAP@100", "news map@100"),
    Column("R@100", "news recall@100"),
    Column("unjudged@10", "news unjudged@10"),
    Column("ARCD MRR@10", "arcd mrr@10"),
    Column("headlines MRR@10", "headlines mrr@10"),
)
_PAIRS = (
    Column("same", "pairs same"),
    Column("same, closest", "pairs same closest"),
    Column("different", "pairs different"),
)

_LEGEND = """
unjudged@10: share of the first ten news results that nobody judged; it makes figures too low.
same: share of the word pairs that should meet and do, on whatever level; Fihris: exact, light and
wide. same, closest and different: pairs that meet, and that stay apart, on one level alone: of the
sum Lucene's, of Fihris the light one."""

#: What a search for parameters makes as high as it can: the mean of these.
_OBJECTIVE = ("news ndcg@10", "news map@100", "arcd mrr@10", "headlines mrr@10")


# The table of methods.


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its name and its figures; none for what could not be measured."""

    name: str
    figures: Figures = field(default_factory=dict)


def method_rows(bench: Bench, pairs: Sequence[Pair]) -> list[Row]:
    """Measure every known method, and Fihris last."""
    found, absent = methods()
    figures: dict[str, dict[str, float]] = {
        method.name: pair_figures(pairs, method.joins, method.joins_first) for method in found
    }
    for test_set in bench.test_sets:
        tell(f"known methods: {test_set.name}")
        collection = Collection.of(_articles(bench.work, test_set))
        for method in found:
            ranker = Ranker(collection, method, test_set.queries.values())
            figures[method.name] |= test_set.measures(ranker.rank)
    rows = _rows(figures)
    rows += [Row(f"{name} (not measured: no nltk)") for name in absent]
    tell("Fihris")
    started = time.perf_counter()
    fihris = bench.measure(Variant("Fihris"))
    tell(f"Fihris: {bench.sizes()}: {time.perf_counter() - started:.0f} s")
    analyzer = open_archive(address(bench.work, "news")).analyzer
    joins = partial(meet, analyzer, ("exact", "light", "wide"))
    fihris |= pair_figures(pairs, joins, partial(meet, analyzer, ("light",)))
    return [*rows, Row("Fihris", fihris)]


def _articles(work: Path, test_set: TestSet) -> Sequence[Article]:
    """All articles of an index: what every query is asked of, by whatever method."""
    return open_archive(address(work, test_set.name)).rank("", _EVERYTHING)


# What each part is worth.

_PARTS = (
    Variant("Fihris"),
    Variant("no exact level", (("levels.exact", 0.0),)),
    Variant("no light level", (("levels.light", 0.0),)),
    Variant("no wide level", (("levels.wide", 0.0),)),
    Variant("no stem level", (("levels.stem", 0.0),)),
    Variant("light level alone", tuple((f"levels.{n}", 0.0) for n in ("exact", "wide", "stem"))),
    Variant("no lead", (("lead", 0.0),)),
    Variant("no proximity", (("proximity", 0.0),)),
    Variant("no lead, no proximity", (("lead", 0.0), ("proximity", 0.0))),
    Variant("no coverage", (("coverage", 0.0),)),
    Variant("all words needed", (("enough", 0.0),)),
    Variant("fields alike", equal_fields=True),
    Variant("other spellings not looked for", spellings="typed"),
    Variant("copies folded", copies="folded"),
)


def part_rows(bench: Bench) -> list[Row]:
    """Measure Fihris with one part taken away a row, on the same indexes."""
    measured = bench.measure_all(_PARTS)
    return _rows({part.name: row for part, row in zip(_PARTS, measured, strict=True)})


def _rows(figures: Mapping[str, Figures]) -> list[Row]:
    return [Row(name, measured) for name, measured in figures.items()]


# The search for parameters.

_GRID: Mapping[str, tuple[float, ...]] = {
    "levels.exact": (0.0, 0.2, 0.4, 0.6, 0.8),
    "levels.wide": (0.2, 0.4, 0.6, 0.8, 1.0, 1.2),
    "levels.stem": (0.0, 0.2, 0.4, 0.6, 0.8),
    "title.weight": (0.5, 0.75, 1.0, 1.5, 2.0, 3.0),
    "title.b": (0.0, 0.15, 0.3, 0.5, 0.75),
    "body.b": (0.3, 0.45, 0.6, 0.75, 0.9),
    "k1": (0.6, 0.9, 1.2, 1.6, 2.0),
    "lead": (0.0, 0.15, 0.3, 0.45, 0.6),
    "lead_words": (10, 20, 30, 50),
    "proximity": (0.0, 0.25, 0.5, 0.75, 1.0),
    "window": (2, 3, 5, 8),
    "coverage": (0.0, 0.15, 0.3, 0.5, 0.7),
    "other_spelling": (0.3, 0.5, 0.7, 0.9),
    "enough": (100, 300, 1000, 3000),
}


def objective(figures: Figures) -> float:
    """Return what the search makes as high as it can."""
    return sum(figures[name] for name in _OBJECTIVE) / len(_OBJECTIVE)


def tune(bench: Bench, passes: int) -> tuple[Changes, float, float]:
    """Move one parameter after the other to a neighbouring value as long as that helps.

    Returns:
        What differs from the shipped parameters, the objective with them and the shipped one's.
    """
    values = {name: parameter(Ranking(), name) for name in _GRID}
    shipped = best = objective(bench.measure(Variant("shipped")))
    tell(f"shipped: {shipped:.4f}")
    for number in range(1, passes + 1):
        before = best
        for name in _GRID:
            tried = [{**values, name: value} for value in neighbours(name, values[name])]
            measured = bench.measure_all([Variant(name, tuple(each.items())) for each in tried])
            scores = list(map(objective, measured))
            if max(scores) > best:
                best = max(scores)
                values = tried[scores.index(best)]
                tell(f"pass {number}: {name} = {values[name]:g}: {best:.4f}")
        if best == before:
            break
    changes = tuple(
        (name, value) for name, value in values.items() if value != parameter(Ranking(), name)
    )
    return changes, best, shipped


def neighbours(name: str, value: float) -> list[float]:
    """Return the next lower and the next higher value of a parameter."""
    lower = [other for other in _GRID[name] if other < value]
    higher = [other for other in _GRID[name] if other > value]
    return lower[-1:] + higher[:1]


def print_tuning(bench: Bench, most: int, passes: int) -> None:
    """Choose parameters on one half of the queries and report them on the other."""
    chosen_on, told_on = bench.half(0, most), bench.half(1, None)
    changes, best, shipped = tune(chosen_on, passes)
    names = ", ".join(f"{name} {value:g}" for name, value in changes) or "nothing"
    variants = [Variant("shipped"), Variant("tuned", changes)]
    measured = told_on.measure_all(variants)
    click.echo(f"\nParameters chosen on one half of the queries ({chosen_on.sizes()}):")
    click.echo(f"changed: {names}; mean {shipped:.4f} before, {best:.4f} after")
    click.echo(f"\nThe other half ({told_on.sizes()})\n")
    rows = [
        Row(variant.name, {**figures, "mean": objective(figures)})
        for variant, figures in zip(variants, measured, strict=True)
    ]
    click.echo(table(rows, (*_MEASURES, Column("mean", "mean"))))


# Where Fihris and Lucene's chain differ.


def print_differing(bench: Bench, most: int) -> None:
    """Print the news queries where the two differ most, with the first five titles of each."""
    news = next(each for each in bench.test_sets if each.name == "news")
    collection = Collection.of(_articles(bench.work, news))
    lucene: Rank = Ranker(collection, LUCENE, news.queries.values()).rank
    fihris: Rank = open_archive(f"whoosh:{bench.work / news.name}").rank
    one = {name: news.only([name]) for name in news.queries}
    figures = {
        name: tuple(each.measures(rank)["news ndcg@10"] for rank in (fihris, lucene))
        for name, each in one.items()
    }
    for name in sorted(figures, key=lambda key: -abs(figures[key][0] - figures[key][1]))[:most]:
        text = news.queries[name]
        grades = {row.document: row.grade for row in one[name].judgments}
        click.echo(f"\n{name}: {text}")
        for who, rank, figure in zip(
            ("Fihris", "Lucene"), (fihris, lucene), figures[name], strict=True
        ):
            click.echo(f"  {who}: nDCG@10 {figure:.3f}")
            for article in rank(text, 5):
                grade = grades.get(article.id, grades.get(article.url))
                click.echo(f"    [{'-' if grade is None else grade}] {article.title}")


# What is printed.


def table(rows: Sequence[Row], columns: Sequence[Column]) -> str:
    """Return rows and columns as aligned text."""
    lines = [["", *(column.title for column in columns)]]
    lines += [
        [row.name, *(_figure(row.figures.get(column.figure)) for column in columns)] for row in rows
    ]
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]).rstrip()
        for line in lines
    )


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


@click.command()
@click.argument("shared", type=click.Path(path_type=Path), metavar="SHARED_FOLDER")
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    default=Path("var/quality"),
    show_default=True,
    help="Where the indexes are kept.",
)
@click.option("--parts", is_flag=True, help="Also take one part of Fihris away after another.")
@click.option("--rebuild-parts", is_flag=True, help="Likewise parts of the analysis; takes long.")
@click.option("--tune", "tuning", is_flag=True, help="Also search for better parameters.")
@click.option("--differ", is_flag=True, help="Also show where Fihris and Lucene differ most.")
@click.option(
    "--sample",
    default=300,
    show_default=True,
    help="For --parts, --rebuild-parts and --tune: at most so many queries of a set.",
)
@click.option("--passes", default=2, show_default=True, help="For --tune: how often it goes round.")
@click.option("--no-table", is_flag=True, help="Leave the table of methods out.")
def main(
    shared: Path, work: Path, parts: bool, rebuild_parts: bool, tuning: bool, differ: bool,
    sample: int, passes: int, no_table: bool,
) -> None:  # fmt: skip
    """Measure Fihris and the known methods on the judged sets of SHARED_FOLDER, and print."""
    try:
        check_shared(shared)
        bench = Bench(test_sets(shared, work), work)
        build_indexes(bench.test_sets, work)
        click.echo(f"analyzer {fingerprint()}; {bench.sizes()}")
        if not no_table:
            pairs = read_pairs(shared / "eval" / "pairs.tsv")
            click.echo("\n" + table(method_rows(bench, pairs), _MEASURES + _PAIRS))
            click.echo(_LEGEND)
        if parts or rebuild_parts:
            sampled = bench.sampled(sample)
            rows = part_rows(sampled) if parts else [Row("Fihris", sampled.measure(Variant("")))]
            rows += _rows(without_analysis(sampled)) if rebuild_parts else []
            click.echo(f"\nFihris with one part taken away ({sampled.sizes()})\n")
            click.echo(table(rows, _MEASURES))
        if tuning:
            print_tuning(bench, sample, passes)
        if differ:
            print_differing(bench, 10)
    except FihrisError as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()
