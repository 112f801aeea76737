"""A cluster is asked and waited for no longer than an answer may take."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from opensearchpy.exceptions import ConnectionTimeout

from index.errors import EngineTimedOut, TimeExceeded
from search.deadline import Deadline
from search.engines.opensearch.waiting import waiting
from search.query import Query
from search.searcher import Searcher
from tests.search.engines.opensearch.recording import Answer, Cluster, Request
from tests.search.test_deadline import Jumping, steps

QUERY = Query("سعر القمح", counted=None)

QUESTIONS: dict[str, Callable[[Searcher], object]] = {
    "search": lambda archive: replace(archive.search(QUERY), took_ms=0.0),
    "article": lambda archive: archive.article("price"),
    "manifest": lambda archive: archive.manifest,
}


def out_of_time(request: Request, answer: Answer) -> Answer:
    if not request.path.endswith("search"):
        return answer
    raise ConnectionTimeout("TIMEOUT", "no answer", "")


def seconds_waited(deadline: Deadline, seconds: float) -> float:
    with waiting(deadline, seconds) as waited:
        return waited


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_whatever_step_is_reached_the_time_is_all_that_is_told(
    searcher: Searcher, question: Callable[[Searcher], object]
) -> None:
    expected = question(searcher)
    for looks in steps():
        clock = Jumping(looks)
        try:
            found = question(searcher.within(Deadline(1000.0, clock)))
        except TimeExceeded:
            assert clock.left < 0
            continue
        break
    assert looks > 0
    assert found == question(searcher) == expected


def test_an_answer_is_waited_for_as_long_as_there_is_time() -> None:
    assert seconds_waited(Deadline(100.0, lambda: 97.0), 15) == 3
    assert seconds_waited(Deadline(100.0, lambda: 50.0), 15) == 15
    with pytest.raises(TimeExceeded):
        seconds_waited(Deadline(100.0, lambda: 100.0), 15)


def test_whose_time_it_was_that_ran_out_is_told() -> None:
    def ask(deadline: Deadline) -> None:
        with waiting(deadline, 15):
            raise EngineTimedOut("no answer in time")

    with pytest.raises(TimeExceeded):
        ask(Deadline(100.0, lambda: 97.0))
    with pytest.raises(EngineTimedOut):
        ask(Deadline(100.0, lambda: 50.0))


@pytest.mark.parametrize(("left", "error"), [(12.0, TimeExceeded), (1000.0, EngineTimedOut)])
def test_a_cluster_that_does_not_answer(
    searcher: Searcher, cluster: Cluster, left: float, error: type[Exception]
) -> None:
    assert searcher.manifest
    cluster.spoil = out_of_time
    with pytest.raises(error):
        searcher.within(Deadline(left, lambda: 0.0)).article("price")
