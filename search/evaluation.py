"""How good a ranking is on judged queries: files in, the usual measures out.

The measures are those of trec_eval, by pytrec_eval (Van Gysel and de Rijke, 2018).
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.article import Article
from index.errors import EvaluationError

#: How many articles of each query are looked at.
DEPTH = 100

#: So many are what a reader sees first.
_FIRST = 10

#: Our names for trec_eval's measures.
_MEASURES = {
    "ndcg@10": "ndcg_cut_10",
    "map@100": "map_cut_100",
    "mrr@10": "recip_rank",
    "recall@100": "recall_100",
    "p@10": "P_10",
}

_GRADE = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class Judgment:
    """How relevant a document is to a query.

    Attributes:
        query_id: of the query.
        document: the article's id or url.
        grade: 0 (not at all) to 3 (mainly about it); other scales up to 99 are measured as well.
    """

    query_id: str
    document: str
    grade: int


def read_queries(path: Path) -> dict[str, str]:
    """Read queries by id, from lines of ``id<TAB>query[<TAB>what is needed]``.

    Raises:
        EvaluationError: the file cannot be read, a line is not of that form, or has the id of
            another.
    """
    queries: dict[str, str] = {}
    for line, (query_id, text, *_) in _rows(path, "id<TAB>query", 2):
        if query_id in queries:
            raise EvaluationError(f"{path}, line {line}: the id {query_id!r} stands there twice")
        queries[query_id] = text
    return queries


def read_judgments(path: Path) -> list[Judgment]:
    """Read judgments from lines of ``id<TAB>document<TAB>grade``.

    Raises:
        EvaluationError: the file cannot be read, or a line is not of that form.
    """
    judgments = []
    for line, (query_id, document, grade, *_) in _rows(path, "id<TAB>document<TAB>grade", 3):
        if not _GRADE.fullmatch(grade.strip()):
            raise EvaluationError(f"{path}, line {line}: {grade!r} is no whole number from 0 to 99")
        judgments.append(Judgment(query_id, document, int(grade)))
    return judgments


def evaluate(
    queries: dict[str, str],
    judgments: Sequence[Judgment],
    rank: Callable[[str, int], Sequence[Article]],
) -> dict[str, float | int]:
    """Run every judged query and measure the rankings.

    Args:
        queries: text by id; those without a judgment are left out of the means.
        judgments: of any queries.
        rank: gives the first articles for a query's text, best first, at most so many.

    Returns:
        ``queries`` (how many were measured) and the mean of each measure, 0 to 1; nDCG with
        linear gain as in trec_eval; ``unjudged@10`` the share of the first ten results without a
        judgment.

    Raises:
        EvaluationError: no query has a judgment, or trec_eval is not installed.
    """
    _trec_eval()  # before anything is ranked
    judged = {judgment.query_id for judgment in judgments}
    measured = {query_id: text for query_id, text in queries.items() if query_id in judged}
    if not measured:
        raise EvaluationError("no query of the queries file has a line in the judgments file")
    qrels: dict[str, dict[str, int]] = {query_id: {} for query_id in measured}
    for judgment in judgments:
        if judgment.query_id in measured:
            qrels[judgment.query_id][judgment.document] = judgment.grade
    found = {
        query_id: _names(rank(text, DEPTH), qrels[query_id]) for query_id, text in measured.items()
    }
    return {
        "queries": len(measured),
        **{name: _mean(measure, qrels, found) for name, measure in _MEASURES.items()},
        "unjudged@10": _unjudged(found, judgments),
    }


def _trec_eval() -> Any:
    """Load trec_eval, which servers do without.

    Raises:
        EvaluationError: it is not installed.
    """
    try:
        import pytrec_eval
    except ImportError as error:
        raise EvaluationError(
            "pytrec-eval-terrier is not installed, which gives the measures; install it with: "
            ".venv/bin/pip install --require-hashes -r requirements-evaluate.txt"
        ) from error
    return pytrec_eval


def _mean(measure: str, qrels: dict[str, dict[str, int]], found: dict[str, list[str]]) -> float:
    """Return the mean of one of trec_eval's measures over all queries."""
    depth = _FIRST if measure == "recip_rank" else DEPTH  # the one measure without its own cut
    evaluator = _trec_eval().RelevanceEvaluator(qrels, {measure})
    values = evaluator.evaluate(
        {query_id: _scores(names[:depth]) for query_id, names in found.items()}
    )
    total: float = sum(row[measure] for row in values.values())
    return round(total / len(found), 4)


def _names(articles: Iterable[Article], documents: Container[str]) -> list[str]:
    """Return the names that the judgments of a query use for these articles."""
    return [
        article.url if article.url in documents and article.id not in documents else article.id
        for article in articles
    ]


def _scores(names: Sequence[str]) -> dict[str, float]:
    """Return a ranking as scores that fall with the rank, since only the order counts."""
    return {name: float(DEPTH - rank) for rank, name in enumerate(dict.fromkeys(names))}


def _unjudged(found: dict[str, list[str]], judgments: Iterable[Judgment]) -> float:
    """Return the share of the first ten results that nobody judged, over all queries together."""
    judged = {(judgment.query_id, judgment.document) for judgment in judgments}
    shown = [(query_id, name) for query_id, names in found.items() for name in names[:_FIRST]]
    if not shown:
        return 0.0
    return round(sum(pair not in judged for pair in shown) / len(shown), 4)


def _rows(path: Path, form: str, columns: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the numbers of a file's lines, from 1, each with its columns.

    Args:
        path: of the file.
        form: of a line, for the message of an error.
        columns: how many a line has at least.
    """
    try:
        # Not splitlines: a query may hold one of the rarer signs for the end of a line.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path}: cannot be read ({error})") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            row = line.split("\t")
            if len(row) < columns:
                raise EvaluationError(f"{path}, line {number}: is not of the form {form}")
            yield number, row
