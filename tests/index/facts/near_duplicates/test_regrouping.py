"""An archive that changes: its groups are those of all its articles at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import folded_words
from index.arrays import map_arrays
from index.article import Article
from index.facts.near_duplicates import bisection, candidate_pairs, teasers
from index.facts.near_duplicates.article_signature import Signature, signature_of
from index.facts.near_duplicates.bisection import all_within, stretches
from index.facts.near_duplicates.finder import CopyFinder
from index.facts.near_duplicates.groups import NO_GROUPS, Groups
from index.facts.near_duplicates.kept_signatures import FILE_NAME, KeptSignatures
from index.facts.near_duplicates.regrouping import regrouped
from index.facts.near_duplicates.signatures import Codes

_DAY = date(2020, 2, 3)
# Twelve words each; each is of one sentence alone.
_SENTENCES = tuple(
    " ".join(f"{first}{second}ص" for second in "ابتثجحخدذرزس") + "." for first in "عغفقكلمنهوي"
)


def signature(article: Article) -> Signature:
    return signature_of(article, folded_words(article.body or article.title))


def fresh(articles: Sequence[Article]) -> Groups:
    """The groups of articles that are all new."""
    with CopyFinder() as finder:
        for article in articles:
            finder.append(signature(article))
        return finder.groups()


@dataclass
class Archive:
    """Segments of articles, as a store keeps them, with the groups that were carried on."""

    segments: list[list[Article]] = field(default_factory=list)
    kept: list[KeptSignatures] = field(default_factory=list)
    removed: list[set[int]] = field(default_factory=list)
    groups: Groups = NO_GROUPS
    read: list[str] = field(default_factory=list)

    def articles(self) -> list[Article]:
        return [
            article
            for segment, gone in zip(self.segments, self.removed, strict=True)
            for number, article in enumerate(segment)
            if number not in gone
        ]

    def change(self, new: Sequence[Article], gone: set[str]) -> None:
        before = self._removed()
        gone = gone | {article.id for article in new}
        for segment, numbers in zip(self.segments, self.removed, strict=True):
            numbers |= {at for at, article in enumerate(segment) if article.id in gone}
        self.segments.append(list(new))
        self.kept.append(KeptSignatures.of_signatures(map(signature, new)))
        self.removed.append(set())
        self.groups = regrouped(self.groups, before, self.kept, self._removed(), self._text)

    def merge(self, first: int, end: int) -> None:
        """Make one segment of neighbours."""
        parts = slice(first, end)
        merged = KeptSignatures.merged(
            list(zip(self.kept[parts], self._removed()[parts], strict=True))
        )
        staying = Archive(self.segments[parts], removed=self.removed[parts]).articles()
        assert_same(merged, KeptSignatures.of_signatures(map(signature, staying)))
        self.segments[parts], self.kept[parts], self.removed[parts] = [staying], [merged], [set()]

    def _removed(self) -> list[np.ndarray[tuple[int], np.dtype[np.int64]]]:
        return [np.array(sorted(numbers), dtype=np.int64) for numbers in self.removed]

    def _text(self, segment: int, number: int) -> tuple[Codes, Codes]:
        article = self.segments[segment][number]
        self.read.append(article.id)
        found = signature(article)
        return np.frombuffer(found.codes, np.uint32), np.frombuffer(found.keys, np.uint32)


def assert_same(one: KeptSignatures, other: KeptSignatures) -> None:
    assert one.arrays.keys() == other.arrays.keys()
    for name, array in one.arrays.items():
        assert array.dtype == other.arrays[name].dtype
        assert array.tolist() == other.arrays[name].tolist(), name


def assert_grouped_as_at_once(archive: Archive) -> None:
    at_once = fresh(archive.articles())
    assert archive.groups.parents.tolist() == at_once.parents.tolist()
    assert archive.groups.representatives.tolist() == at_once.representatives.tolist()


# Few sentences make near-copies, identical texts and set phrases.
BODIES = st.one_of(
    st.sampled_from(["", _SENTENCES[0], "\n\n".join(_SENTENCES[:3]), "\n\n".join(_SENTENCES[:4])]),
    st.builds(
        lambda common, own: "\n\n".join(common + tuple(own)),
        st.sampled_from([_SENTENCES[:3], _SENTENCES[1:5], _SENTENCES[4:6]]),
        st.lists(st.sampled_from(_SENTENCES), max_size=3),
    ),
)
RECORDS = st.builds(
    Article,
    id=st.sampled_from([f"{number:02}" for number in range(25)]),
    body=BODIES,
    title=st.sampled_from(["", "خبر", *(f"أخبار القرى والمدن {name}" for name in "بتث")]),
    kind=st.sampled_from(["full", "teaser"]),
    source=st.sampled_from(["ميناء", "مدينة"]),
    published=st.sampled_from(
        [None, _DAY, datetime(2020, 2, 3, 9), *(_DAY + timedelta(days) for days in (1, 6, 9))]
    ),
)
PUBLICATIONS = st.lists(
    st.tuples(
        st.lists(RECORDS, max_size=8, unique_by=lambda record: record.id),
        st.frozensets(st.sampled_from([f"{number:02}" for number in range(25)]), max_size=4),
        st.none() | st.tuples(st.integers(0, 5), st.integers(1, 3)),
    ),
    min_size=1,
    max_size=6,
)


@contextmanager
def bounds(neighbours: int, under_a_headline: int) -> Iterator[None]:
    """Lower bounds, so that a small archive meets them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidate_pairs, "NEIGHBOURS", neighbours)
        patch.setattr(teasers, "MOST_UNDER_A_HEADLINE", under_a_headline)
        yield


@given(
    PUBLICATIONS,
    st.sampled_from([(1, 2), (2, 4), (candidate_pairs.NEIGHBOURS, teasers.MOST_UNDER_A_HEADLINE)]),
)
@settings(max_examples=150)
def test_an_archive_that_changed_is_grouped_as_one_that_is_new(
    publications: list[tuple[list[Article], frozenset[str], tuple[int, int] | None]],
    least: tuple[int, int],
) -> None:
    archive = Archive()
    with bounds(*least):
        for new, gone, merged in publications:
            archive.change(new, set(gone))
            assert_grouped_as_at_once(archive)
            if merged and merged[0] < len(archive.kept):
                archive.merge(merged[0], min(sum(merged), len(archive.kept)))
                assert_grouped_as_at_once(archive)


def test_a_new_article_is_put_to_the_text_that_it_repeats_and_no_other_text_is_read() -> None:
    archive = Archive()
    stories = ["\n\n".join(_SENTENCES[at : at + 3]) for at in range(0, 9, 3)]
    archive.change(
        [Article(id=f"{n}", body=story, published=_DAY) for n, story in enumerate(stories)], set()
    )
    archive.read.clear()
    longer = f"{stories[1]}\n\n{_SENTENCES[9]}"
    archive.change([Article(id="copy", body=longer, published=_DAY + timedelta(1))], set())
    assert archive.groups.representatives.tolist() == [0, 1, 2, 1]
    assert set(archive.read) == {"1", "copy"}


def test_where_the_representative_goes_the_next_takes_its_place() -> None:
    archive = Archive()
    story = "\n\n".join(_SENTENCES[:4])
    days = {"first": 0, "second": 1, "third": 2}
    archive.change(
        [
            Article(id=name, body=f"{story}\n\n{name}", published=_DAY + timedelta(days[name]))
            for name in ("third", "first", "second")
        ],
        set(),
    )
    assert archive.groups.representatives.tolist() == [1, 1, 1]
    archive.change([], {"first"})
    assert archive.groups.representatives.tolist() == [1, 1]
    assert [article.id for article in archive.articles()] == ["third", "second"]


def test_an_archive_of_no_segment_has_no_groups() -> None:
    assert regrouped(NO_GROUPS, [], [], [], lambda *_: pytest.fail("reads a text")) is NO_GROUPS


@given(st.lists(RECORDS, max_size=8))
def test_signatures_that_are_written_are_read(articles: list[Article]) -> None:
    made = KeptSignatures.of_signatures(map(signature, articles))
    with TemporaryDirectory() as folder:
        made.write(Path(folder))
        assert_same(KeptSignatures.of_arrays(map_arrays(Path(folder) / FILE_NAME)), made)


def test_what_a_finder_keeps_are_the_signatures_of_its_articles() -> None:
    articles = [Article(id=str(n), body="\n\n".join(_SENTENCES[n:])) for n in range(4)]
    with CopyFinder() as finder:
        for article in articles:
            finder.append(signature(article))
        finder.groups()
        assert_same(finder.kept(), KeptSignatures.of_signatures(map(signature, articles)))


@pytest.mark.parametrize("size", [1, 2, 5, 1000])
def test_bisection_finds_what_a_search_in_all_values_does(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = np.array([number * 7919 % 211 for number in range(size)], dtype=np.uint32)
    order, asked = np.argsort(values, kind="stable"), np.arange(0, 220, dtype=np.uint32)
    whole = stretches(values, order, asked)
    monkeypatch.setattr(bisection, "_FEW", -1)
    first, end = stretches(values, order, asked)
    places, numbers = all_within(first, end)
    found = sorted(zip(numbers.tolist(), order[places].tolist(), strict=True))
    assert found == sorted((value, place) for place, value in enumerate(values.tolist()))
    assert [all_within(*whole)[at].tolist() for at in (0, 1)] == [places.tolist(), numbers.tolist()]


@pytest.mark.parametrize("name", ["minutes", "papers", "samples", "sample_order", "text_order"])
def test_parts_that_do_not_fit_are_refused(name: str) -> None:
    made = KeptSignatures.of_signatures([signature(Article(id="1", body="\n\n".join(_SENTENCES)))])
    with pytest.raises(ValueError, match="not of one length"):
        KeptSignatures.of_arrays({**made.arrays, name: made.arrays[name][:0]})
    missing = {one: array for one, array in made.arrays.items() if one != name}
    with pytest.raises(ValueError, match=f"'{name}' is missing"):
        KeptSignatures.of_arrays(missing)


def teaser(id: str, story: int, title: str, day: int) -> Article:
    published = _DAY + timedelta(day)
    return Article(id=id, body=_SENTENCES[story], title=title, kind="teaser", published=published)


_FULL = Article(
    id="full", body=_SENTENCES[9], title="أخبار القرى والمدن اليوم", published=_DAY + timedelta(1)
)


def test_a_teaser_that_comes_leaves_those_under_other_headlines_where_they_are() -> None:
    archive = Archive()
    archive.change(
        [teaser("a", 0, "سوق السمك في الصباح", 0), teaser("b", 0, _FULL.title, 1), _FULL], set()
    )
    assert archive.groups.representatives.tolist() == [2, 2, 2]
    archive.change([teaser("c", 1, "سوق السمك في الصباح", 2)], set())
    assert archive.groups.representatives.tolist() == [2, 2, 2, 2]
    assert_grouped_as_at_once(archive)


def test_a_teaser_that_goes_ties_its_copies_to_nothing_any_more() -> None:
    archive = Archive()
    archive.change([teaser("a", 0, "", 0), teaser("b", 0, _FULL.title, 1), _FULL], set())
    assert archive.groups.representatives.tolist() == [2, 2, 2]
    archive.change([], {"b"})
    assert archive.groups.representatives.tolist() == [0, 1]
    assert_grouped_as_at_once(archive)
