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
        ("\udcff,b", "unreadable"),
    ],
)
def test_broken_row_costs_no_other_row(row: str, reason: str) -> None:
    table = f'title,body\n"قبل","سطر\nآخر"\n{row}\nبعد,متن\n'
    articles, problems = read_all(table.encode("utf-8", "surrogateescape"))
    assert [article.title for article in articles] == ["قبل", "بعد"]
    assert [(problem.reason, problem.line) for problem in problems] == [(reason, 4)]


@pytest.mark.parametrize(
    ("rows", "titles", "broken"),
    [
        ('أ,ب\n"ج,د\nه,و\nز,ح\n', ["أ", "ه", "ز"], [3]),  # up to the end of the file
        ('"أ","ب\n"ه","و\nسطر"\n"ز","ح"\n', ["ه", "ز"], [2]),  # up to the next quote
        ('"أ","ب\n"ج","د\n"ه","و"\n', ["ه"], [2, 3]),
        ('"أ","ب\nسطر",زائد\nه,و\n', ["ه"], [2, 3]),
        ('"أ","ب "ج"\nسطر\nسطر"\nه,و\nز\n', ["ه"], [2, 3, 4, 6]),
        ("أ,ب\n" * 2500 + '"ج,د\n' + "ه,و\n" * 2500, ["أ"] * 2500 + ["ه"] * 2500, [2502]),
    ],
)
def test_quote_never_closed_costs_its_own_row(
    rows: str, titles: list[str], broken: list[int]
) -> None:
    articles, problems = read_all("title,body\n" + rows)
    assert [article.title for article in articles] == titles
    assert [(problem.reason, problem.line) for problem in problems] == [
        ("broken", line) for line in broken
    ]


@pytest.mark.parametrize("name", ["paper.csv", "paper.tsv"])
@pytest.mark.parametrize("blank", ["", "\n\n"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators(separator: str, blank: str, name: str) -> None:
    header = ["title", "body", "dateline"]
    row = ["خبر", '"متن، وفيه , و; و\t"', '"صور; صيدا؛ بيروت"']
    data = (blank + "\n".join(map(separator.join, (header, row)))).encode()
    (article,) = read(InputFile(name, len(data), lambda: io.BytesIO(data)))
    assert isinstance(article, Article)
    assert (article.title, article.body) == ("خبر", "متن، وفيه , و; و")
    assert article.datelines == ("صور", "صيدا", "بيروت")


@pytest.mark.parametrize(
    ("table", "word"),
    [
        ("", "no header row"),
        ("name,date\nأ,ب\n", "'name' («أ»), 'date'"),
        ("title,body,title\nأ,ب,ج\n", "'title'"),
    ],
)
def test_header_that_cannot_be_used(table: str, word: str) -> None:
    articles, problems = read_all(table)
    assert articles == []
    assert [(problem.reason, problem.line) for problem in problems] == [("broken", 1)]
    assert word in problems[0].message


def test_unknown_column_is_reported_once_and_bad_date_at_its_row() -> None:
    table = "body,mood,published\nأ,ب,2024-02-30\nج,د,2024-02-29\n"
    articles, problems = read_all(table)
    assert [article.published is None for article in articles] == [True, False]
    assert [(p.reason, p.line) for p in problems] == [("unknown_field", 1), ("bad_date", 2)]


def test_short_row_and_long_cell() -> None:
    table = "title,body,source\nأ\nب," + "كلمة " * 50_000 + ",س\nج,د\n"
    articles, problems = read_all(table)
    assert [(problem.reason, problem.line) for problem in problems] == [("broken", 2)]
    assert [len(article.body) for article in articles] == [249_999, 1]
