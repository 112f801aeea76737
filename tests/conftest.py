"""Fixtures for all rooms: small archives, really indexed."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, settings

from index.analysis import Evidence, EvidenceCounter, fingerprint, tokenize
from index.article import Article
from index.completions import Completions
from index.facts.reading import read_facts
from index.fields import TEXT_FIELDS
from index.manifest import LAYOUT, Manifest, field_names
from index.phrases import CompletionsCounter
from index.stores import open_store

# No test may fail for a slow machine, and a failure in CI must come again when it is run again.
settings.register_profile(
    "fihris",
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("fihris")

pytest_plugins = ("tests.opensearch",)


class ArchiveBuilder(Protocol):
    """Indexes articles in a fresh folder and gives the engine's address; see :func:`build`."""

    def __call__(self, articles: Iterable[Article], leads: Sequence[int] | None = None) -> str: ...


def evidence_of(articles: Iterable[Article]) -> Evidence:
    """What an archive of these articles attests."""
    counter = EvidenceCounter()
    for article in articles:
        texts = (text for field in TEXT_FIELDS for text in field.values(article))
        counter.add(token.text for text in texts for token in tokenize(text))
    return counter.freeze()


def completions_of(articles: Iterable[Article], leads: Sequence[int] | None = None) -> Completions:
    """What an archive of these articles offers while somebody types."""
    counter = CompletionsCounter()
    for number, article in enumerate(articles):
        texts = (text for field in TEXT_FIELDS for text in field.values(article))
        counter.add_words({token.text for text in texts for token in tokenize(text)})
        if not leads or leads[number] == number:
            counter.add_headline(article, number)
    return counter.freeze()


def build(folder: Path, articles: Iterable[Article], leads: Sequence[int] | None = None) -> str:
    """Index articles in a fresh folder; see :func:`build_at`."""
    return build_at(f"whoosh:{folder}", articles, leads)


def build_at(address: str, articles: Iterable[Article], leads: Sequence[int] | None = None) -> str:
    """Index articles; the address of the engine that answers from them.

    Args:
        address: where nothing lies that is still needed.
        articles: their facts are read.
        leads: of every article the number of the one that leads the copies of its text; without
            it, no article is a copy.
    """
    kept = [read_facts(article)[0] for article in articles]
    evidence = evidence_of(kept)
    with open_store(address).build() as made:
        made.freeze(evidence, leads or range(len(kept)))
        for article in kept:
            made.add(article)
        made.complete(completions_of(kept, leads))
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

    def index(articles: Iterable[Article], leads: Sequence[int] | None = None) -> str:
        return build(tmp_path / "index", articles, leads)

    return index
