"""What comes in through batches is what comes in one by one: the same articles and remarks."""

import json
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import records, sources
from index.article import Article, NamedEntity, NameMention
from index.facts.reading import read_facts
from index.fields import TEXT_FIELDS
from index.ingestion import Found
from index.ingestion import articles as one_by_one
from index.intake import Intake, tasks_of_articles, tasks_of_files
from index.limits import SourceLimits
from index.numbering import NumberedTexts, number_texts
from index.preparation import (
    Batch,
    PreparedArticle,
    Task,
    prepare,
    wall_clock_seconds,
)
from index.progress import Report, Watcher
from index.sources.bounds import few
from index.sources.reading import SKIPPED, Problem

#: Says of its own day that it is another one; every such article is told of.
_CONTRADICTION = {"body": "وصل اليوم الثلاثاء.", "published": "2024-10-28"}
_RECORDS: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {"title": st.sampled_from(["قمح", "شعير \ud800", "سوق ـ السمك", "", "\u0001"])},
    optional={
        "id": st.sampled_from(["a", "b", "c", "a\u0000", "http://x/1", "https://X/1/"]),
        "url": st.sampled_from(["http://x/1", "http://x/2", "b"]),
        "body": st.sampled_from(["نص", "", "ـ", "و" * 300, "كلمة " * 20]),
        "published": st.sampled_from(["2024-10-28", "غداً"]),
        "dateline": st.just(["تونس", "عمّان"]),
    },
).flatmap(lambda record: st.sampled_from([record, {**record, **_CONTRADICTION}, "{"]))
FILES = st.lists(st.lists(_RECORDS, max_size=7), min_size=1, max_size=3)


def written(folder: Path, files: Sequence[Sequence[Any]]) -> list[Path]:
    """Files with a record a line; what is no record is a line as it stands."""
    paths = []
    for number, lines in enumerate(files):
        path = folder / f"{number}.jsonl"
        text = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines)
        path.write_text(text + "\n", encoding="utf-8")
        paths.append(path)
    return paths


class Taken:
    """Everything that an intake let in, and what it told."""

    def __init__(self) -> None:
        self.report = Report()
        self.problems: list[Problem] = []
        self.size = 0
        self.articles: list[Article] = []
        self.words: list[list[tuple[str, int, int]]] = []
        watcher = Watcher(advance=self._advance, problem=self.problems.append)
        self._intake = Intake(self.report, watcher)

    def add(self, batch: Batch) -> None:
        kept, texts = self._intake.taken(batch)
        assert len(texts.lengths) == len(kept) * len(TEXT_FIELDS)
        self.articles += [records.from_bytes(article.record) for article in kept]
        self.words += in_full(texts)

    def _advance(self, size: int) -> None:
        self.size += size


def in_full(texts: NumberedTexts) -> Iterator[list[tuple[str, int, int]]]:
    """Of each text its words, with the letters before them and their own."""
    assert set(texts.words.tolist()) == set(range(len(texts.spellings)))
    assert len(texts.spellings) == len(texts.spelled) == len(texts.normal)
    longer = dict(zip(texts.long.tolist(), texts.long_values.tolist(), strict=True))
    steps = [longer.get(at, step) for at, step in enumerate(texts.places.tolist())]
    words = [texts.spellings[number] for number in texts.words.tolist()]
    places = list(zip(words, steps[::2], steps[1::2], strict=True))
    first = 0
    for length in texts.lengths.tolist():
        yield places[first : first + length]
        first += length
    assert first == len(places)


@given(files=FILES, contents=st.integers(1, 9), size=st.sampled_from([1, 200, 10**6]))
@settings(max_examples=80)
def test_batches_bring_in_what_comes_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, files: list[list[Any]], contents: int, size: int
) -> None:
    """However the files are cut: repeated articles, their contradictions, the order of problems."""
    paths = written(tmp_path_factory.mktemp("files"), files)
    found = sources.find(paths)
    expected = list(one_by_one(found))
    taken = Taken()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("index.intake._CONTENTS_A_TASK", contents)
        patched.setattr("index.intake._BYTES_A_TASK", size)
        for task in tasks_of_files(found, None):
            taken.add(prepare(task))
    kept = [one for one in expected if isinstance(one, Article)]
    problems = [one for one in expected if isinstance(one, Problem)]
    assert taken.articles == kept
    assert taken.problems == problems
    assert taken.words == list(in_full(number_texts(kept)))
    assert taken.size == sum(file.size for file in found)
    told = taken.report.skipped + taken.report.remarks
    assert told == Counter(problem.reason for problem in problems)
    assert taken.report.skipped.keys() <= SKIPPED
    assert not taken.report.remarks.keys() & SKIPPED


def test_what_contradicts_itself_in_a_repeated_article_is_not_told(tmp_path: Path) -> None:
    first = {"id": "1", "title": "خبر"} | _CONTRADICTION
    lines = [first, first, {"id": "2", "title": "خبر"} | _CONTRADICTION, "{"]
    taken = Taken()
    for task in tasks_of_files(sources.find(written(tmp_path, [lines])), "jsonl"):
        taken.add(prepare(task))
    reasons = [problem.reason for problem in taken.problems]
    assert reasons == ["contradiction", "repeated", "contradiction", "broken"]
    assert [article.id for article in taken.articles] == ["1", "2"]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ({"id": "1"}, {"id": "1"}, "the article 1 was read before; the first one is kept"),
        (
            {"url": "http://x.example/أخبار/1/"},
            {"url": "https://x.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1"},
            "the article https://x.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1 was read before: its "
            "address is that of http://x.example/أخبار/1/; the first one is kept",
        ),
        (
            {"id": "1", "url": "https://X.example:443/1?utm_source=a"},
            {"id": "2", "url": "http://x.example/1"},
            "the article 2 was read before: its address http://x.example/1 is that of "
            "https://X.example:443/1?utm_source=a; the first one is kept",
        ),
        (
            {"id": "1", "url": "https://x.example/1"},
            {"id": "2", "url": "https://x.example/1"},
            "the article 2 was read before; the first one is kept",
        ),
    ],
)
def test_both_addresses_of_a_repeated_article_are_told(
    tmp_path: Path, first: dict[str, str], second: dict[str, str], told: str
) -> None:
    taken = Taken()
    lines = [first | {"title": "خبر"}, second | {"title": "خبر آخر"}]
    for task in tasks_of_files(sources.find(written(tmp_path, [lines])), "jsonl"):
        taken.add(prepare(task))
    assert [problem.message for problem in taken.problems] == [told]
    assert len(taken.articles) == 1


def test_numbers_that_may_count_rows_are_told_once(tmp_path: Path) -> None:
    """Of articles that are lost with their number, the way to keep them is told."""
    rows = [{"id": n, "title": f"خبر {n}", "body": "متن"} for n in range(1, 5)]
    taken = Taken()
    for task in tasks_of_files(sources.find(written(tmp_path, [rows, rows])), "jsonl"):
        taken.add(prepare(task))
    hints = ["--map id=" in problem.message for problem in taken.problems]
    assert hints == [False, True, False, False]


def test_long_words_keep_their_places_behind_a_repeated_article(tmp_path: Path) -> None:
    """Whether the long ones are in the article that goes or in those that stay."""
    first, last = {"id": "1", "body": "قمح " * 3 + "ق" * 300}, {"id": "2", "body": "ب" * 400}
    taken = Taken()
    for task in tasks_of_files(sources.find(written(tmp_path, [[first, first, last]])), "jsonl"):
        taken.add(prepare(task))
    assert taken.words == list(in_full(number_texts(taken.articles)))
    assert [word for text in taken.words for word in text][-1] == ("ب" * 400, 0, 400)


def test_articles_of_an_index_come_through_as_they_are() -> None:
    """They have their facts, and each is there once already."""
    articles = [
        read_facts(Article(id=str(number), title="خبر", **_PUBLISHED))[0] for number in range(9)
    ]
    taken = Taken()
    for task in tasks_of_articles(articles):
        assert not task.with_facts
        taken.add(prepare(task))
    assert taken.articles == articles
    assert taken.problems == []


_PUBLISHED: dict[str, Any] = {"body": "وصل اليوم الثلاثاء.", "source": "جريدة"}


def test_a_fault_in_the_facts_of_an_article_costs_no_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(article: Article) -> tuple[Article, tuple[str, ...]]:
        if article.id == "2":
            raise IndexError("list index out of range")
        return read_facts(article)

    monkeypatch.setattr("index.ingestion.read_facts", failing)
    paths = written(tmp_path, [[{"id": str(n), "title": "خبر", **_PUBLISHED} for n in range(4)]])
    taken = Taken()
    for task in tasks_of_files(sources.find(paths), None):
        taken.add(prepare(task))
    assert [article.id for article in taken.articles] == ["0", "1", "2", "3"]
    told = [str(one) for one in taken.problems if one.reason == "bad_fact"]
    assert len(told) == 1
    assert "the article 2" in told[0]
    assert "report this as a fault" in told[0]


def test_names_that_stand_too_often_are_kept_up_to_the_limit_and_told() -> None:
    mentions = tuple(NameMention("وزارة الصحة", "body", 12 * n) for n in range(30))
    many = tuple(NamedEntity(f"شركة {n}", mentions[:1]) for n in range(30))
    article = Article(
        id="1", title="خبر", persons=(NamedEntity("وزارة الصحة", mentions),), organisations=many
    )
    kept, told = few(article, "a.json", SourceLimits(places=20))
    assert len(kept.persons[0].mentions) == 20
    assert kept.organisations == many[:20]
    assert [one.reason for one in told] == ["left_out", "left_out"]
    assert all("FIHRIS_ARTICLE_PLACES" in one.message for one in told)


def test_members_of_an_archive_are_read_as_files_are(tmp_path: Path) -> None:
    paths = written(tmp_path, [[{"title": "قمح"}], [{"title": "شعير"}]])
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as packed:
        for path in paths:
            packed.write(path, path.name)
    taken = Taken()
    for task in tasks_of_files(sources.find([tmp_path / "all.zip"]), None):
        taken.add(prepare(task))
    assert [article.title for article in taken.articles] == ["قمح", "شعير"]


def test_an_article_is_prepared_with_all_that_it_is_filtered_and_compared_by() -> None:
    article = read_facts(
        Article(id="1", url="http://x/1", title="سعر القمح", deck="مقدمة", body="في تموز 2015",
                section="اقتصاد", source="جريدة", datelines=("تونس",))
    )[0]  # fmt: skip
    (prepared,) = prepare(Task((Found(article, "a.jsonl"),), with_facts=False)).contents
    assert isinstance(prepared, PreparedArticle)
    assert records.from_bytes(prepared.record) == article
    named = (prepared.id, prepared.url, prepared.file, prepared.title, prepared.deck, prepared.day)
    assert named == ("1", "http://x/1", "a.jsonl", "سعر القمح", "مقدمة", 0)
    assert prepared.published == wall_clock_seconds(None)
    assert len(prepared.spans) == 2 * len({(m.first, m.last) for m in article.dates})
    other = replace(article, id="2")
    (again,) = prepare(Task((Found(other, ""),), with_facts=False)).contents
    assert isinstance(again, PreparedArticle)
    assert (again.facets, again.spans) == (prepared.facets, prepared.spans)
