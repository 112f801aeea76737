"""Several processes that listen on one socket hold about as many connections each."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from web.http import server
from web.http.balancing import LEFT_FOR, Counts, Patience
from web.http.limits import OF_CONNECTIONS


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 12)), max_size=200))
def test_whoever_wakes_first_takes_no_more_than_its_part(wakes: list[tuple[int, int]]) -> None:
    """Connections come in bursts, one process is woken first, and the others soon after it."""
    counts = Counts(4)
    places = [counts.take() for _ in range(4)]
    patiences = [Patience(place) for place in places]
    held = [0] * 4
    for place in places:
        place.tell(0)
    for first, coming in wakes:
        while coming:
            for process in sorted(range(4), key=lambda process: process != first):
                if coming and patiences[process].takes(held[process], 0.0):
                    held[process] += 1
                    coming -= 1
                    places[process].tell(held[process])
        assert max(held) - min(held) <= 1


def test_what_is_left_to_a_process_that_hangs_is_taken_soon() -> None:
    counts = Counts(2)
    here, hanging = counts.take(), counts.take()
    hanging.tell(0)
    here.tell(1)
    patience = Patience(here)

    assert not patience.takes(1, 0.0)
    assert patience.is_leaving
    assert patience.leaves(1, 0.0)
    assert patience.leaves(1, LEFT_FOR / 2)
    assert not patience.leaves(1, LEFT_FOR)
    assert patience.takes(1, LEFT_FOR)
    assert not patience.takes(2, LEFT_FOR), "the next one is left again"


def test_what_another_has_taken_is_not_waited_for() -> None:
    counts = Counts(2)
    here, other = counts.take(), counts.take()
    other.tell(0)
    here.tell(1)
    patience = Patience(here)

    assert not patience.takes(1, 0.0)
    assert not patience.leaves(1, LEFT_FOR), "it is looked whether it is still there"
    assert not patience.leaves(1, 20.0)
    assert not patience.is_leaving, "it was not"
    assert not patience.takes(1, 30.0), "another one is left to the other again"


def test_nothing_is_left_to_what_does_not_answer() -> None:
    counts = Counts(3)
    here = counts.take()
    ended = counts.take()
    ended.tell(0)
    beginning = counts.take()
    here.tell(7)

    assert not here.is_due(7)
    ended.leave()
    assert here.is_due(7)
    counts.take().tell(3)
    assert not here.is_due(7), "who comes after it has its place"
    beginning.tell(2)
    assert not here.is_due(3)
    assert here.is_due(2)


@contextmanager
def _two_servers() -> Iterator[tuple[server.Server, server.Server]]:
    sockets = server.listen("127.0.0.1", 0)
    counts = Counts(2)
    app = Flask("pages")
    app.add_url_rule("/", "page", lambda: "page")
    first, second = (
        server.create(app, [one.dup() for one in sockets], 1, OF_CONNECTIONS, place)
        for place in [counts.take() for _ in range(2)]
    )
    try:
        yield first, second
    finally:
        for one in (first, second):
            one.end(at_once=True)
            one.finish()
        for opened in sockets:
            opened.close()


def test_of_a_crowd_that_comes_at_once_each_holds_its_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # However slow the machine is, neither takes what it has left.
    monkeypatch.setattr("web.http.balancing.LEFT_FOR", 600.0)
    with _two_servers() as (first, second):
        for one in (first, second):
            one.turn(0)
        crowd = [socket.create_connection(("127.0.0.1", first.port)) for _ in range(40)]
        while first.connections + second.connections < 40:
            first.turn(0)
            second.turn(0)
        assert abs(first.connections - second.connections) <= 1
        for client in crowd:
            client.close()


def test_a_crowd_is_answered_beside_a_process_that_hangs() -> None:
    with _two_servers() as (first, hanging):
        for one in (first, hanging):
            one.turn(0)
        crowd = [socket.create_connection(("127.0.0.1", first.port)) for _ in range(10)]
        while first.connections < 10:
            first.turn()
        assert hanging.connections == 0
        for client in crowd:
            client.close()
