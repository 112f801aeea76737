"""Whether what the files of an index say fits together, list by list."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from index.arrays import Array
from index.facts.near_duplicates.kept_signatures import FILE_NAME as SIGNATURES
from index.fields import POSITIONED, TEXT_FIELDS
from index.stores.embedded.archive import OpenArchive, open_archive
from index.stores.embedded.copies import signatures_of
from index.stores.embedded.files import damaged
from index.stores.embedded.level_index import LevelIndex
from index.stores.embedded.names import COLUMNS, PUBLICATION, WORDS, level_file
from index.stores.embedded.offers import counts_of_segment
from index.stores.embedded.reader import (
    map_associations,
    map_completions,
    open_analyzer,
    read_associations,
)
from index.stores.embedded.segment import Segment
from index.stores.embedded.word_counts import staying_counts


def check_deeply(folder: Path) -> None:
    """Read every text, every column and every list of every term of a publication.

    Checksums tell that files are as they were written; this tells that they were written right.

    Args:
        folder: of the publication.

    Raises:
        IndexDamaged: something does not fit; it names the file and the term or article.
    """
    opened = open_archive(folder)
    for one in opened.segments:
        check_segment(one.segment)
        if len(signatures_of(one)) != one.segment.size:
            raise damaged(one.segment.folder / SIGNATURES, "does not tell of all articles")
        counts_of_segment(one)
    staying_counts(opened.segments)
    for wrong in _wrong_in_publication(opened):
        raise damaged(folder / PUBLICATION, wrong)
    open_analyzer(folder, opened.published)


def check_segment(segment: Segment) -> None:
    """Read every text, every column and every list of every term of a segment.

    Raises:
        IndexDamaged: something does not fit; it names the file and the term or article.
    """
    folder = segment.folder
    for level, held in segment.levels.items():
        for wrong in _wrong_in_level(held, segment.size, positioned=level in POSITIONED):
            raise damaged(folder / level_file(level), wrong)
    for wrong in _wrong_in_columns(segment):
        raise damaged(folder / COLUMNS, wrong)
    for wrong in _wrong_in_texts(segment):
        raise damaged(folder / WORDS, wrong)


def _wrong_in_publication(opened: OpenArchive) -> Iterator[str]:
    size, named = opened.held.size, opened.named
    for numbers in (named.groups.parents, named.groups.representatives):
        if len(numbers) != size:
            yield f"it tells of the copies of {len(numbers)} articles, not of {size}"
        elif size and numbers.max() >= size:
            yield "an article is the copy of one that there is not"
    for one in opened.segments:
        if len(one.removed) and not 0 <= one.removed[0] <= one.removed[-1] < one.segment.size:
            yield f"articles are removed from {one.segment.folder.name} that it does not hold"
    if len(named.built) and not -1 <= named.built.min() <= named.built.max() < size:
        yield "an article of the last full build has a number that no article has"
    read_associations(opened.folder, map_associations(opened.folder, opened.published))
    mapped = map_completions(opened.folder, opened.published)
    base = mapped.base()
    if len(base.articles) and base.articles.max() >= len(named.built):
        yield "a title is that of an article that the last full build had not"
        return
    completions = mapped.read(named.built)
    if len(completions.articles) and completions.articles.max() >= size:
        yield "a title is that of an article that there is not"


def _wrong_in_level(held: LevelIndex, size: int, *, positioned: bool) -> Iterator[str]:
    for field in TEXT_FIELDS:
        for number, term in enumerate(held.terms):
            postings = held.postings_of(field.name, number)
            if postings is None:
                continue
            where = f"the term {term!r} in the field {field.name}"
            if not _ascends(postings.articles) or postings.articles[-1] >= size:
                yield f"{where} has articles that are none, or in no order"
            if not (postings.frequencies > 0).all():
                yield f"{where} stands no times in an article"
            if positioned and postings.positions is not None:
                total = int(postings.frequencies.sum(dtype=np.int64))
                if len(postings.positions) != total:
                    yield f"{where} has {len(postings.positions)} positions, not {total}"


def _ascends(numbers: Array) -> bool:
    return len(numbers) > 0 and bool((np.diff(numbers.astype(np.int64)) > 0).all())


def _wrong_in_columns(segment: Segment) -> Iterator[str]:
    columns, size = segment.columns, segment.size
    for name in columns:
        ends = columns[name]
        if name.endswith("ends") and (np.diff(ends.astype(np.int64)) < 0).any():
            yield f"the ends in {name} are in no order"
        by_article = name == "published" or name.endswith(".words")
        if by_article and len(ends) != size:
            yield f"{name} tells of {len(ends)} articles, not of {size}"
    for kind in ("ids", "addresses"):
        names = segment.names(kind)
        if list(names) != sorted(names, key=str.encode):
            yield f"the {kind} are in no order"
        for number, name in enumerate(names):
            if names.find(name) != number:
                yield f"{name!r} among the {kind} is not found"


def _wrong_in_texts(segment: Segment) -> Iterator[str]:
    for number in range(segment.size):
        for field in TEXT_FIELDS:
            begins, ends = segment.places(number, field.name)
            words = segment.words(number, field.name)
            if len(words) != len(begins) or (begins > ends).any():
                yield f"the words of article {number} in the field {field.name} have other places"
