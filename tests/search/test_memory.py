"""What a process keeps of earlier queries has a bound, and never changes an answer."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.findings import Findings
from search.engines.embedded.found import Found
from search.memory import Memory
from search.query import Query
from search.results import Results
from search.searcher import open_archive
from tests.conftest import ArchiveBuilder
from tests.search.engines.random_archives import WORDS, drawn_archive

TEXTS = [
    *(f"{one} {other}*" for one, other in zip(WORDS, WORDS[3:], strict=False)),
    *(f'"{one} {other}"' for one, other in pairwise(WORDS)),
]


def found(size: int) -> Found:
    return Found(np.arange(size, dtype=np.int32), np.ones(size, np.int8), np.ones(size, np.float32))


def timeless(results: Results) -> Results:
    return replace(results, took_ms=0.0)


def test_what_is_kept_never_takes_more_than_it_may() -> None:
    findings = Findings(20_000)
    for number in range(200):
        assert len(findings.cached(number, lambda: found(100)).articles) == 100
        assert findings.nbytes <= 20_000
    assert findings.nbytes > 10_000
    # What is larger than all that may be kept is found, and pushes nothing out.
    kept = findings.nbytes
    assert len(findings.cached("large", lambda: found(10_000)).articles) == 10_000
    assert findings.nbytes == kept


def test_what_breaks_off_is_not_kept() -> None:
    findings = Findings(20_000)

    def broken() -> Found:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        findings.cached("a", broken)
    assert len(findings.cached("a", lambda: found(3)).articles) == 3


def test_a_number_that_is_set_is_for_all_together() -> None:
    for megabytes in (64, 100, 1000):
        memory = Memory(megabytes)
        words = memory.words * 2048
        for articles in (1, 10**7):
            assert memory.findings(articles) + words <= megabytes << 20
    assert Memory(1).findings(10**7) < 1 << 20
    assert Memory().findings(10**6) > Memory().findings(1) >= 64 << 20


def test_answers_do_not_depend_on_what_is_kept(archive: ArchiveBuilder) -> None:
    drawn = drawn_archive(5)
    address = archive(drawn.articles, drawn.representatives)
    large, small = open_archive(address), open_archive(address, cache_megabytes=1)
    for text in (*TEXTS, *TEXTS[:5]):
        assert timeless(small.search(Query(text))) == timeless(large.search(Query(text)))


def test_the_findings_of_an_index_are_let_go_of_with_it(archive: ArchiveBuilder) -> None:
    searcher = open_archive(archive(drawn_archive(5).articles))
    searcher.search(Query("القمح"))
    engine = searcher._engine
    assert isinstance(engine, EmbeddedEngine)
    assert engine._scorer is not None
    assert engine._scorer.findings.nbytes > 0
    searcher.close()
    assert engine._scorer is None
