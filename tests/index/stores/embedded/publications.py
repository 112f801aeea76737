"""Writes segments and publications of them by hand, and the same articles as one whole index."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.analysis import Evidence
from index.analysis.corpus_frequencies import FILE_NAME as EVIDENCE
from index.analysis.corpus_frequencies import PLACES_NAME
from index.article import Article
from index.manifest import Manifest, Origin
from index.stores.embedded.build import EmbeddedBuild
from index.stores.embedded.files import seal
from index.stores.embedded.publication import write_publication
from tests.conftest import completions_of
from tests.index.stores.filling import fill


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
        build = EmbeddedBuild(store, folder)
        fill(build, part.articles, evidence=evidence)
        build.finish()
        for name in (EVIDENCE, PLACES_NAME):
            (folder / name).unlink()
        seal(folder)
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
    completions_of(staying, representatives).write(folder)
    write_publication(folder, [(part.name, part.removed) for part in parts], representatives)
    _manifest(evidence, staying).write(folder)
    seal(folder)
    return folder


def build_whole(
    store: Path, articles: Sequence[Article], representatives: Sequence[int], evidence: Evidence
) -> Path:
    """Write an index of articles at once; its folder."""
    build = EmbeddedBuild(store, store / "whole")
    fill(build, articles, representatives, evidence)
    build.complete(completions_of(articles, representatives))
    build.finish()
    build.publish(_manifest(evidence, articles))
    return store / "whole"


def _manifest(evidence: Evidence, articles: Sequence[Article]) -> Manifest:
    origin = Origin((), None, {})
    return Manifest.of_build(origin, evidence=evidence.digest, articles=len(articles), seconds=0)
