"""Writes segments and publications of them by hand, and the same articles as one whole index."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.analysis import Evidence
from index.article import Article
from index.facts.near_duplicates.groups import Groups
from index.manifest import Manifest, Origin
from index.stores.embedded.build import EmbeddedBuild
from index.stores.embedded.files import seal
from index.stores.embedded.folders import Folders
from index.stores.embedded.publication import write_publication
from index.stores.embedded.segment_writer import SegmentWriter, Words
from index.vocabulary import Vocabulary
from index.workers import Workers
from tests.conftest import completions_of
from tests.index.stores.filling import fill, prepared


@dataclass(frozen=True)
class Part:
    """A segment to be.

    Attributes:
        name: of the segment.
        articles: with their facts.
        removed: which of them are removed, by their numbers.
    """

    name: str
    articles: tuple[Article, ...]
    removed: tuple[int, ...] = ()

    @property
    def staying(self) -> list[Article]:
        """The articles that are not removed."""
        gone = set(self.removed)
        return [one for number, one in enumerate(self.articles) if number not in gone]


def write_segment(store: Path, part: Part, evidence: Evidence) -> Path:
    """Write a segment into a store; it is left alone where it is there already."""
    folder = store / "segments" / part.name
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        writer = SegmentWriter(folder)
        vocabulary = Vocabulary()
        ready, texts = prepared(part.articles)
        writer.add(ready, vocabulary.take(texts))
        evidence.write(store)
        with Workers(1) as workers:
            words = Words(vocabulary.spellings(), vocabulary.normal())
            writer.fill(store, words, workers, lambda _: None)
        writer.finish()
        writer.seal()
    return folder


def publish(
    store: Path,
    name: str,
    parts: Sequence[Part],
    representatives: Sequence[int],
    evidence: Evidence,
) -> Path:
    """Write a publication of segments into a store; its folder.

    Args:
        store: the folder.
        name: of the publication.
        parts: its segments.
        representatives: of the articles that stay.
        evidence: that all are analyzed by.
    """
    for part in parts:
        write_segment(store, part, evidence)
    staying = [article for part in parts for article in part.staying]
    folder = store / "publications" / name
    folder.mkdir(parents=True)
    evidence.write(folder)
    completions = completions_of(staying, representatives)
    completions.write(folder)
    named = [(part.name, part.removed) for part in parts]
    given = np.array(representatives, dtype=np.int64)
    write_publication(folder, named, Groups(given, given), np.arange(len(staying)))
    _manifest(evidence, staying).write(folder)
    seal(folder)
    return folder


def build_whole(
    store: Path, articles: Sequence[Article], representatives: Sequence[int], evidence: Evidence
) -> Path:
    """Write an index of articles at once; its folder."""
    store.mkdir(exist_ok=True)
    build = EmbeddedBuild(Folders(store), "whole", lambda _: None)
    fill(build, articles, representatives, evidence)
    build.complete(completions_of(articles, representatives))
    build.finish()
    build.publish(_manifest(evidence, articles))
    return build.folder


def _manifest(evidence: Evidence, articles: Sequence[Article]) -> Manifest:
    origin = Origin((), None, {})
    return Manifest.of_build(origin, evidence=evidence.digest, articles=len(articles), seconds=0)
