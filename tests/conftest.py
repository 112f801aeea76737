"""Fixtures for all rooms: small archives, really indexed."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from index.analysis import Evidence, EvidenceCounter, fingerprint, tokenize
from index.article import Article
from index.facts import agencies
from index.fields import TEXT_FIELDS
from index.manifest import LAYOUT, Manifest, field_names
from index.stores import open_store

# No test may fail for a slow machine, and a failure in CI must come again when it is run again.
settings.register_profile(
    "fihris",
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("fihris")

ArchiveBuilder = Callable[[Iterable[Article]], str]


def evidence_of(articles: Iterable[Article]) -> Evidence:
    """What an archive of these articles attests."""
    counter = EvidenceCounter()
    for article in articles:
        texts = (text for field in TEXT_FIELDS for text in field.values(article))
        counter.add(token.text for text in texts for token in tokenize(text))
    return counter.freeze()


def build(folder: Path, articles: Iterable[Article]) -> str:
    """Index articles in a folder; the address of the engine that answers from it."""
    kept = [agencies.identify(article) for article in articles]
    address = f"whoosh:{folder}"
    evidence = evidence_of(kept)
    with open_store(address).build() as made:
        made.freeze(evidence)
        for article in kept:
            made.add(article)
        made.finish()
        made.publish(
            Manifest(
                fingerprint=fingerprint(),
                evidence=evidence.digest,
                layout=LAYOUT,
                articles=len(kept),
                sources=(),
                format=None,
                fields=field_names(),
                skipped={},
                built="2024-01-01T00:00:00+00:00",
                seconds=0.0,
                software={},
            )
        )
    return address


@pytest.fixture
def archive(tmp_path: Path) -> ArchiveBuilder:
    """Indexes articles in a fresh folder and gives the engine's address."""

    def index(articles: Iterable[Article]) -> str:
        return build(tmp_path / "index", articles)

    return index
