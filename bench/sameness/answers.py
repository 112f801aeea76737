"""Record what an index answers, article by article and score by score, to compare it with another.

usage: python -m bench.sameness.answers ADDRESS FILE [--drawn N] [--seed S] [--queries FILE]
       [--judged FILE]... [--most N]

FILE gets a line of JSON for every answer: what was asked and what came. Searches are those of
``bench/searches.py``, judged queries, and as many as are asked for that are drawn from the articles
of the index itself (``bench/sameness/questions.py``), so that two indexes of the same articles are
asked the same. Each comes with what belongs to it: the page behind its cursor, why the first and
the last hit stand there, values of facets, comparisons, completions, the first hit marked, its
copies and what is related to it. ``bench.sameness.compared`` tells how two such files differ.

Articles stand in it by their ids; ``bench.sameness.articles`` records what is in them.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import click
from tqdm import tqdm

from bench.measuring import queries_option, read_lines
from bench.sameness.questions import drawn
from bench.searches import Parameters, searches
from index.article import Article
from index.errors import QueryInvalid
from index.facets import FACETS
from search import cursor
from search.comparison import COMPARABLE
from search.evaluation import read_queries
from search.query import Query
from search.results import Fragment, Hit, Results
from search.searcher import Searcher, open_archive
from web.url.reading import read_search

#: Articles that words and values of the searches are drawn from.
_DRAWN_FROM = 400
_LEFT_OUT = frozenset({"took_ms"})
_UNITS = (None, "year", "month", "day")
_MOST = 100

#: What was asked besides the search itself, by name.
Asked = dict[str, Any]


def plain(value: Any) -> Any:
    """Return a value of ``search`` as JSON has it: articles by id, days in ISO, no times taken."""
    match value:
        case Article():
            return value.id
        case Fragment():
            return [value.text, value.marked]
        case Enum():
            return value.name
        case Query() if value.after:
            return plain(replace(value, after="")) | {"after": plain(cursor.read(value.after))}
        case date():
            return value.isoformat()
        case dict():
            return {str(plain(key)): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        names = (field.name for field in fields(value) if field.name not in _LEFT_OUT)
        return {name: plain(getattr(value, name)) for name in names}
    return value


def plain_results(results: Results) -> Any:
    """Return a page of results as JSON has it, its cursor in parts."""
    after = cursor.read(results.next) if results.next else None
    return plain(replace(results, next="")) | {"next": plain(after)}


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked of an archive.

    Attributes:
        kind: of the answer.
        asked: what is asked besides the search.
        answer: gives it, ready for JSON.
        every: it is asked of every so many searches.
    """

    kind: str
    asked: Asked
    answer: Callable[[], Any]
    every: int = 1


def of_search(archive: Searcher, query: Query, number: int) -> Iterator[Question]:
    """Yield what is asked of a search whatever it finds.

    Args:
        archive: that is asked.
        query: the search.
        number: of the search; facets, units and lengths take turns by it.
    """
    facet = FACETS[number % len(FACETS)].name
    by = (None, *COMPARABLE)[number % (1 + len(COMPARABLE))]
    unit = _UNITS[number % len(_UNITS)]
    half = query.text[: 1 + number % 12]
    containing = ("", "2015", "ال", "رياض")[number % 4]
    yield Question(
        "facet",
        {"facet": facet, "containing": containing},
        lambda: plain(archive.facet(query, facet, containing=containing)),
    )
    yield Question("facets", {}, lambda: plain(archive.facets(query, 5)), 6)
    yield Question(
        "compare", {"by": by, "unit": unit}, lambda: plain(archive.compare(query, by, unit=unit)), 3
    )
    yield Question("suggest", {"text": half}, lambda: plain(archive.suggest(half)))
    yield Question("knows", {"text": half}, lambda: archive.knows(half))
    yield Question(
        "rank", {"fold": True}, lambda: plain(archive.rank(query.text, 50, fold=True)), 5
    )
    yield Question("rank", {"fold": False}, lambda: plain(archive.rank(query.text, 50)), 5)
    yield Question("scan", {}, lambda: plain(list(islice(archive.scan(query), _MOST))), 7)


def of_hits(archive: Searcher, query: Query, results: Results) -> Iterator[Question]:
    """Yield what is asked of the first and the last hit of a page, and of the page behind it."""
    if results.next:
        behind = replace(query, page=1, after=results.next)
        yield Question("next page", {}, lambda: plain_results(archive.search(behind)), 2)
    for place, hit in _ends(results.hits):
        explained = partial(_explained, archive, query, hit.article.id)
        yield Question(f"explain {place}", {"id": hit.article.id}, explained)
    if results.hits:
        first = results.hits[0].article.id
        yield Question("marked", {"id": first}, lambda: plain(archive.marked(query, first)), 2)
        yield Question("copies", {"id": first}, lambda: plain(archive.copies(first, _MOST)), 2)
        yield Question("related", {"id": first}, lambda: plain(archive.related(first, 10)), 4)


def _ends(hits: Sequence[Hit]) -> Iterator[tuple[str, Hit]]:
    yield from (("first", hit) for hit in hits[:1])
    yield from (("last", hit) for hit in hits[1:][-1:])


def _explained(archive: Searcher, query: Query, article_id: str) -> Any:
    return plain(archive.explain(query, article_id))


def answers(
    archive: Searcher, parameters: Parameters, number: int
) -> Iterator[tuple[str, Asked, Any]]:
    """Yield kind, question and answer of everything that is asked of a search."""
    searched = {"search": [list(pair) for pair in parameters]}
    try:
        query = read_search(parameters)
        results = archive.search(query)
    except QueryInvalid as error:
        yield "refused", searched, {"code": error.code, "parameter": error.parameter}
        return
    yield "search", searched, plain_results(results)
    for question in (*of_search(archive, query, number), *of_hits(archive, query, results)):
        if number % question.every == 0:
            yield question.kind, searched | question.asked, _answered(question)


def _answered(question: Question) -> Any:
    try:
        return question.answer()
    except QueryInvalid as error:
        return {"refused": error.code, "parameter": error.parameter}


def asked_of(
    archive: Searcher,
    lines: Sequence[str],
    judged: Sequence[Path],
    most: int,
    count: int,
    seed: int,
) -> list[Parameters]:
    """Return all searches, each once.

    Args:
        archive: whose articles searches are drawn from.
        lines: queries that the searches of ``bench/searches.py`` are made of.
        judged: files of queries, with ids.
        most: queries of each such file, evenly over it.
        count: searches that are drawn.
        seed: of the drawing.
    """
    ids = archive.article_ids()
    sample = Random(seed).sample(list(ids), min(_DRAWN_FROM, len(ids)))
    articles = [found for name in sample if (found := archive.article(name))]
    texts = [list(read_queries(path).values()) for path in judged]
    spread = [text for found in texts for text in found[:: max(1, len(found) // most)]]
    return list(
        dict.fromkeys(
            (*searches(lines), *((("q", text),) for text in spread), *drawn(articles, count, seed))
        )
    )


@click.command()
@click.argument("address")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--drawn", "count", default=400, show_default=True, help="Searches that are drawn.")
@click.option("--seed", default=13, show_default=True, help="Of the drawing.")
@queries_option
@click.option(
    "--judged",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="Lines of id<TAB>query; several times for several files.",
)
@click.option("--most", default=100, show_default=True, help="Queries of each judged file.")
def main(
    address: str,
    file: Path,
    count: int,
    seed: int,
    queries: Path,
    judged: tuple[Path, ...],
    most: int,
) -> None:
    """Record the answers of the index at ADDRESS in FILE."""
    archive = open_archive(address)
    asked = asked_of(archive, read_lines(queries), judged, most, count, seed)
    written = 0
    with file.open("w", encoding="utf-8") as out:
        for number, parameters in enumerate(tqdm(asked, disable=None, unit=" searches")):
            for kind, question, answer in answers(archive, parameters, number):
                line = {"kind": kind, "asked": question, "answer": answer}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
                written += 1
    click.echo(f"{len(asked)} searches, {written} answers")


if __name__ == "__main__":
    main()
