"""An archive that changes: its groups are those of all its articles at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import folded_words
from index.article import Article
from index.facts.near_duplicates import candidate_pairs, teasers
from index.facts.near_duplicates.article_signature import Signature, signature_of
from index.facts.near_duplicates.finder import CopyFinder
from index.facts.near_duplicates.groups import NO_GROUPS, Groups
from index.facts.near_duplicates.kept_signatures import KeptSignatures
from index.facts.near_duplicates.regrouping import regrouped
from index.facts.near_duplicates.signatures import Codes

_DAY = date(2020, 2, 3)
_SENTENCES = tuple(
    " ".join(f"{first}{second}{third}" for second in "ابتثجحخدذرزس" for third in ("ص",))
    for first in "عغفقكلمنهوي"
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
    kind=st.sampled_from(["full", "full", "teaser"]),
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
