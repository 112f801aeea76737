"""Segments become one: which of them, and that the one is what the others were."""

from collections import Counter
from collections.abc import Sequence
from math import log
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import LEVELS, ROOT
from index.arrays import map_arrays
from index.article import Article
from index.change_set import names_of
from index.facets import INDEXED_FACETS
from index.facts.near_duplicates.article_signature import signature_of
from index.facts.near_duplicates.kept_signatures import FILE_NAME as SIGNATURES
from index.facts.near_duplicates.kept_signatures import KeptSignatures
from index.fields import TEXT_FIELDS
from index.ingestion import text_words
from index.numbering import number_texts
from index.stores.embedded import postings
from index.stores.embedded.deep_check import check_segment
from index.stores.embedded.files import Published
from index.stores.embedded.merging import Held, stretches, to_merge
from index.stores.embedded.merging.merge import write_segment
from index.stores.embedded.names import COLUMNS
from index.stores.embedded.publication import Publication
from index.stores.embedded.segment import Segment
from index.stores.embedded.segments import OpenSegment, Segments, open_segments
from index.stores.embedded.word_counts import staying_counts
from index.vocabulary import Vocabulary
from tests.conftest import evidence_of
from tests.index.changes import POOL, distinct
from tests.index.stores.embedded.publications import Part, publish

FIELDS = [field.name for field in TEXT_FIELDS]


@pytest.mark.parametrize(
    ("sizes", "most", "merged"),
    [
        pytest.param([], 10, None, id="nothing"),
        pytest.param([(5, 0)], 2, None, id="one alone"),
        pytest.param([(30_000, 0), *[(1, 0)] * 9], 10, None, id="few small ones"),
        pytest.param([(30_000, 0), *[(1, 0)] * 10], 10, range(1, 11), id="many small ones"),
        pytest.param([(30_000, 0), *[(1, 0)] * 12], 10, range(1, 11), id="the first ones first"),
        pytest.param([(900, 0), (50, 0), (1, 0)], 3, None, id="of other sizes"),
        pytest.param([(900, 0), (50, 0), (800, 0)], 3, range(3), id="smaller ones between"),
        pytest.param([(900, 0), (800, 0)], 2, range(2), id="two are many"),
        pytest.param([(900, 300), (9, 0)], 10, None, id="a third is removed"),
        pytest.param([(900, 301), (9, 0)], 10, range(1), id="more than a third is removed"),
        pytest.param([(9, 0), (9, 9)], 10, range(1, 2), id="all is removed"),
    ],
)
def test_which_segments_become_one(
    sizes: list[tuple[int, int]], most: int, merged: range | None
) -> None:
    assert to_merge([Held(*size) for size in sizes], most) == merged


@given(sizes=st.lists(st.integers(1, 3000), max_size=120), most=st.integers(2, 12))
def test_few_segments_stand_and_articles_are_seldom_written(sizes: list[int], most: int) -> None:
    standing: list[int] = []
    written = 0
    for size in sizes:
        standing.append(size)
        while chosen := to_merge([Held(one) for one in standing], most):
            assert len(chosen) == most
            written += sum(standing[chosen.start : chosen.stop])
            standing[chosen.start : chosen.stop] = [sum(standing[chosen.start : chosen.stop])]
    total = max(sum(sizes), 1)
    assert sum(standing) == sum(sizes)
    steps = log(max(total / 100, 1)) / log(most) + 2
    assert len(standing) <= most * steps
    # Once a level, and as often again where small ones gather to the lowest.
    assert written <= total * (steps + 100)


@st.composite
def parts(draw: st.DrawFn) -> tuple[Part, ...]:
    """Segments of which any articles are removed, all that has a later version among them."""
    made: list[Part] = []
    seen: set[str] = set()
    for number in range(draw(st.integers(1, 4))):
        own = draw(st.lists(st.sampled_from(POOL), min_size=1, max_size=6, unique_by=id))
        own = list(distinct(own))
        gone = draw(st.sets(st.sampled_from(range(len(own)))))
        gone |= {place for place, article in enumerate(own) if names_of(article) & seen}
        staying = [article for place, article in enumerate(own) if place not in gone]
        seen.update(name for article in staying for name in names_of(article))
        made.insert(0, Part(f"{number}", tuple(own), tuple(sorted(gone))))
    return tuple(made)


def opened(folder: Path, made: Sequence[Part]) -> tuple[OpenSegment, ...]:
    """The segments of a publication, open."""
    staying = [article for part in made for article in part.staying]
    evidence = evidence_of([article for part in made for article in part.articles])
    live = publish(folder, "p", made, range(len(staying)), evidence)
    return open_segments(Publication.read(live, Published(live)).segments)


def terms_of_texts(held: Segment | Segments, number: int, level: str) -> list[list[list[str]]]:
    """The terms of every word of an article, field by field."""
    segment, local = held.located(number)
    index = segment.levels[level]  # type: ignore[index]
    ends = [0, *index.spelling_ends.tolist()]
    return [
        [
            [index.terms[term] for term in index.spelling_terms[ends[word] : ends[word + 1]]]
            for word in segment.words(local, field).tolist()
        ]
        for field in FIELDS
    ]


@given(made=parts(), at_once=st.sampled_from((1, 2, 5000)), run=st.sampled_from((10, 1_000_000)))
@settings(max_examples=40)
def test_one_segment_holds_what_several_held(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[Part, ...], at_once: int, run: int
) -> None:
    folder = tmp_path_factory.mktemp("merged")
    segments = opened(folder, made)
    target = folder / "segments" / "merged"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(stretches, "_AT_ONCE", at_once)
        patched.setattr(postings, "WORDS_A_RUN", run)
        write_segment(target, segments)
    found = Segment.open(target, Published(target, COLUMNS))
    check_segment(found)
    held = Segments(segments)
    staying = [article for part in made for article in part.staying]
    assert [found.article(number) for number in range(found.size)] == staying
    for number in range(found.size):
        segment, local = held.located(number)
        for field in FIELDS:
            places, own = found.places(number, field), segment.places(local, field)
            assert [one.tolist() for one in places] == [one.tolist() for one in own]
        for level in LEVELS:
            assert terms_of_texts(found, number, level) == terms_of_texts(held, number, level)
    must_have_the_same_postings(found, held)
    for name in ("published", "spans", "spans.ends", *(f"{field}.words" for field in FIELDS)):
        assert found.columns[name].tolist() == held.columns[name].tolist()
    for facet in INDEXED_FACETS:
        one, other = found.facet(facet.name), held.facet(facet.name)
        assert one.values == other.values
        assert (one.ends.tolist(), one.codes.tolist()) == (
            other.ends.tolist(),
            other.codes.tolist(),
        )
    must_go_by_the_same_names(found, held, [article for part in made for article in part.articles])
    must_keep_the_same(target, segments, staying)


def must_have_the_same_postings(found: Segment, held: Segments) -> None:
    for level in LEVELS:
        one, other = found.levels[level], held.levels[level]
        for field in FIELDS:
            places, own = one.beginning(field, ""), other.beginning(field, "")
            assert one.texts(places) == other.texts(own)
        for term in one.terms:
            for field in FIELDS:
                mine, theirs = one.postings(field, term), other.postings(field, term)
                assert (mine is None) == (theirs is None)
                if mine is not None and theirs is not None:
                    assert mine.articles.tolist() == theirs.articles.tolist()
                    assert mine.frequencies.tolist() == theirs.frequencies.tolist()
                    if mine.positions is not None and theirs.positions is not None:
                        assert mine.positions.tolist() == theirs.positions.tolist()
        # Of the wide level only the roots have postings; no other term is left over.
        used = {term for term in one.terms if level != "wide" or term.startswith(ROOT)}
        assert used == {text for field in FIELDS for text in one.texts(one.beginning(field, ""))}


def must_go_by_the_same_names(found: Segment, held: Segments, articles: Sequence[Article]) -> None:
    assert list(found.ids()) == sorted({found.id_of(n) for n in range(found.size)}, key=str.encode)
    for article in articles:
        for kind in ("ids", "addresses"):
            for name in (article.id, article.url, f"//{article.url.partition('//')[2]}"):
                assert found.number_of(kind, name) == held.number_of(kind, name)


def must_keep_the_same(
    folder: Path, segments: Sequence[OpenSegment], staying: Sequence[Article]
) -> None:
    """What is kept for evidence and copies is what a new segment would keep."""
    vocabulary = Vocabulary()
    vocabulary.take(number_texts(staying))
    assert staying_counts(segments) == Counter(vocabulary.normal())
    kept = KeptSignatures.of_signatures(
        signature_of(article, text_words(article)) for article in staying
    )
    merged = KeptSignatures.of_arrays(map_arrays(folder / SIGNATURES))
    for name, array in kept.arrays.items():
        assert merged.arrays[name].tolist() == array.tolist(), name
