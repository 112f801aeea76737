"""What feeds brought is kept so that a build of the archive reads the same again."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import sources
from index.article import Article
from index.errors import StateDamaged
from index.feeds.kept_articles import KeptArticles
from index.ingestion import Found, articles, with_facts
from index.limits import DEFAULTS

_NOW = 1_795_000_000.0
_ARTICLE = Article(
    id="https://paper.example/1",
    url="https://paper.example/1",
    title="جسر جديد فوق الوادي",
    deck="بعد عامين من العمل في الموقع الشمالي",
    body="فُتح الجسر أمس.\n\nويبلغ طوله مئة متر، وقال المهندس إن العمل دام عامين.",
    byline="سلمى الحاج",
    section="محليات",
    source="الرصيف",
    agencies=("رويترز",),
    datelines=("تونس",),
    published=datetime(2015, 11, 1, 10, tzinfo=UTC),
    captured=datetime(2015, 11, 1, 12, tzinfo=UTC),
)
_BARE = Article(id="5@abc", title="أمطار على الساحل", body="هطلت أمطار غزيرة.", kind="teaser")


def test_the_sources_of_an_archive_are_what_was_published(tmp_path: Path) -> None:
    kept = KeptArticles(tmp_path)
    kept.put([_ARTICLE, _BARE], {}, _NOW)
    read = list(articles(sources.find([tmp_path])))
    published = [with_facts(Found(one, "feeds", DEFAULTS))[0] for one in (_ARTICLE, _BARE)]
    assert read == published


@given(st.lists(st.tuples(st.integers(0, 5), st.text(min_size=1), st.integers(0, 3)), max_size=12))
def test_each_article_has_one_version_the_last(
    tmp_path_factory: object, changes: list[tuple[int, str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("kept")  # type: ignore[attr-defined]
    kept, files, last = KeptArticles(folder), dict[str, str](), dict[str, Article]()
    for number, title, day in changes:
        article = replace(_BARE, id=str(number), title=title.encode("utf-8", "replace").decode())
        files |= kept.put([article], files, _NOW + day * 86_400)
        last[article.id] = article
    found = [one for file in set(files.values()) for one in kept.read(file, set(last))]
    assert {one.id: one for one in found} == last
    assert len(found) == len(last)


def test_what_nobody_knows_of_is_taken_out(tmp_path: Path) -> None:
    kept = KeptArticles(tmp_path)
    files = kept.put([_ARTICLE, _BARE], {}, _NOW)
    file = kept.last()
    assert file == files[_BARE.id] == "2026-11-18.jsonl"
    kept.tidy({_BARE.id}, file)
    assert kept.read(file, {_ARTICLE.id, _BARE.id}) == [_BARE]
    # An unfinished file is none.
    (tmp_path / ".2026-11-19.jsonl.new").write_text("{")
    assert KeptArticles(tmp_path).last() == file
    assert len(list(sources.find([tmp_path]))) == 1


@pytest.mark.parametrize("line", ["{", "[]", "{}", "7", "null"])
def test_a_line_that_is_no_article_is_told(tmp_path: Path, line: str) -> None:
    kept = KeptArticles(tmp_path)
    (file,) = set(kept.put([_BARE], {}, _NOW).values())
    with (tmp_path / file).open("a") as stream:
        stream.write(f"{line}\n")
    with pytest.raises(StateDamaged, match=f"{file}, line 2: no article"):
        kept.read(file, {_BARE.id})
