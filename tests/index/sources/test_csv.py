"""Tables: header, cells with several values, line numbers."""

import io

import pytest

from index.article import Article
from index.sources import InputFile, Problem, read


def held(raw: str | bytes) -> InputFile:
    data = raw.encode() if isinstance(raw, str) else raw
    return InputFile("paper.csv", len(data), lambda: io.BytesIO(data))


def read_all(raw: str | bytes) -> tuple[list[Article], list[Problem]]:
    found = list(read(held(raw)))
    articles = [one for one in found if isinstance(one, Article)]
    return articles, [one for one in found if isinstance(one, Problem)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_cells_arrive(encoding: str) -> None:
    table = 'id,Title ,body,dateline,agency\r\n7,خبر,"أول\nثانٍ",صور؛ صيدا;بيروت,رويترز\r\n'
    articles, problems = read_all(table.encode(encoding))
    assert problems == []
    assert len(articles) == 1
    article = articles[0]
    assert (article.id, article.title, article.body) == ("7", "خبر", "أول\nثانٍ")
    assert article.datelines == ("صور", "صيدا", "بيروت")
    assert article.agencies == ("رويترز",)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a,b,c", "broken"),
        ('a"b,"c"d', "broken"),
        (",", "no_text"),
        ("\udcff,b", "unreadable"),
    ],
)
def test_broken_row_costs_no_other_row(row: str, reason: str) -> None:
    table = f'title,body\n"قبل","سطر\nآخر"\n{row}\nبعد,متن\n'
    articles, problems = read_all(table.encode("utf-8", "surrogateescape"))
    assert [article.title for article in articles] == ["قبل", "بعد"]
    assert [(problem.reason, problem.line) for problem in problems] == [(reason, 4)]


def test_quote_never_closed_is_reported_where_it_opens() -> None:
    articles, problems = read_all('title,body\nأ,ب\n"ج,د\nه,و\n')
    assert [article.title for article in articles] == ["أ"]
    assert [(problem.reason, problem.line) for problem in problems] == [("broken", 3)]


@pytest.mark.parametrize(
    ("table", "word"),
    [
        ("", "no header row"),
        ("name,date\nأ,ب\n", "caption"),
        ("title,body,title\nأ,ب,ج\n", "'title'"),
    ],
)
def test_header_that_cannot_be_used(table: str, word: str) -> None:
    articles, problems = read_all(table)
    assert articles == []
    assert [(problem.reason, problem.line) for problem in problems] == [("broken", 1)]
    assert word in problems[0].message


def test_unknown_column_is_reported_once_and_bad_date_at_its_row() -> None:
    articles, problems = read_all("title,mood,published\nأ,ب,2024-02-30\nج,د,2024-02-29\n")
    assert [article.published is None for article in articles] == [True, False]
    assert [(p.reason, p.line) for p in problems] == [("unknown_field", 1), ("bad_date", 2)]


def test_short_row_and_long_cell() -> None:
    articles, problems = read_all("title,body,source\nأ\nب," + "كلمة " * 50_000 + ",س\n")
    assert problems == []
    assert [len(article.body) for article in articles] == [0, 249_999]
