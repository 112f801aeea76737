"""The choices of a reader: kept in a cookie, and back to where they were made."""

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests.web.page import get
from web.i18n.preferences import CHOICES, Display, read, written


@given(st.builds(Display, **{name: st.sampled_from(values) for name, values in CHOICES.items()}))
def test_what_is_kept_is_read_again(display: Display) -> None:
    assert read(written(display)) == display


@given(st.text())
def test_any_cookie_gives_choices_that_exist(text: str) -> None:
    found = read(text)
    assert all(getattr(found, name) in values for name, values in CHOICES.items())


def test_choices_last(client: FlaskClient) -> None:
    form = {"months": "both", "hijri": "on", "theme": "dark", "shortcuts": "off", "next": "/?q=x"}
    answer = client.post("/display", data=form)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/?q=x")
    page = get(client, "/articles/wheat-1")
    assert "14 أكتوبر (تشرين الأول) 2024" in page.html or "أكتوبر (تشرين الأول)" in page.html
    assert page.tags[0][1]["data-theme"] == "dark"
    assert page.tags[0][1]["data-shortcuts"] == "off"


def test_a_form_with_nonsense_changes_nothing(client: FlaskClient) -> None:
    answer = client.post("/display", data={"months": "<b>", "other": "1"})
    assert answer.status_code == 303
    assert get(client, "/").tags[0][1]["data-theme"] == "auto"


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "\\/elsewhere.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=1",
        "",
    ],
)
def test_nobody_is_sent_elsewhere(client: FlaskClient, address: str) -> None:
    answer = client.post("/display", data={"theme": "dark", "next": address})
    assert answer.headers["Location"] == "/"
