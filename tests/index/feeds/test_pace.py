"""When feeds are asked again."""

from datetime import UTC, datetime
from email.utils import format_datetime, formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.feeds.pace import Pace, told_interval
from index.feeds.retrying import max_age, retry_after

_PACE = Pace(usual=1800, least=300, most=86_400)
_DAILY = "<sy:updatePeriod>daily</sy:updatePeriod>"
_ASKED = st.none() | st.floats(0, 1e12)


def none() -> float:
    return 0.0


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ((), 1800),
        ((None, None), 1800),
        ((60.0, None), 1800),
        ((3600.0, 7200.0), 7200),
        ((1e9,), 86_400),
    ],
)
def test_after_an_answer(asked: tuple[float | None, ...], seconds: float) -> None:
    assert _PACE.after_success(asked, none) == seconds


@pytest.mark.parametrize(
    ("failures", "retry", "seconds"),
    [
        (1, None, 1800),
        (2, None, 3600),
        (3, None, 7200),
        (9, None, 86_400),
        (9999, None, 86_400),
        (1, 5000.0, 5000),
        (1, 10.0, 1800),
        (1, 3e9, 86_400),
    ],
)
def test_after_a_failure(failures: int, retry: float | None, seconds: float) -> None:
    assert _PACE.after_failure(failures, retry, none) == seconds


@given(_ASKED, st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_never_too_soon_and_never_too_late(
    asked: float | None, failures: int, drawn: float
) -> None:
    for wait in (
        _PACE.after_success((asked,), lambda: drawn),
        _PACE.after_failure(failures, asked, lambda: drawn),
    ):
        assert 300 <= wait <= 86_400 * 1.1


@pytest.mark.parametrize(
    ("head", "seconds"),
    [
        ("", None),
        ("<ttl>60</ttl>", 3600),
        ("<ttl> 5 </ttl>", 300),
        ("<ttl>soon</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>99999999999999999999</ttl>", None),
        ("<sy:updatePeriod> hourly </sy:updatePeriod>", 3600),
        (
            f"{_DAILY}<sy:updateFrequency>4</sy:updateFrequency>",
            21_600,
        ),
        (
            f"{_DAILY}<sy:updateFrequency>0</sy:updateFrequency>",
            86_400,
        ),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><ttl>120</ttl>", 7200),
        ("<item><ttl>60</ttl></item>", None),
        ("<x:item><ttl>60</ttl></x:item>", None),
    ],
)
def test_what_a_feed_asks_for(head: str, seconds: float | None) -> None:
    assert told_interval(f"<rss><channel>{head}".encode()) == seconds


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("", None),
        ("120", 120),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("9" * 40, None),
        (formatdate(1_000_000_600, usegmt=True), 600),
        (formatdate(999_999_000, usegmt=True), 0),
        (format_datetime(datetime(2099, 1, 1, tzinfo=UTC)), 3_070_908_800),
        ("Sun, 99 Nov 2099 99:99:99 GMT", None),
    ],
)
def test_retry_after(told: str, seconds: float | None) -> None:
    found = retry_after({"retry-after": told}, 1_000_000_000.0)
    assert found == seconds


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("max-age=60", 60),
        ("public, Max-Age = 60", 60),
        ('max-age="60"', 60),
        ("s-maxage=60", None),
        ("no-cache", None),
        ("max-age=x", None),
    ],
)
def test_freshness(told: str, seconds: float | None) -> None:
    assert max_age({"cache-control": told}) == seconds
