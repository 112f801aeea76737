"""Why a result is listed."""

import pytest
from flask.testing import FlaskClient

from tests.web.page import get


def test_why_a_result_is_listed(client: FlaskClient) -> None:
    page = get(client, get(client, q="قمح الجفاف").target("لماذا ظهرت"))
    assert "كما كُتبت" in page.html
    shares = [int(a["width"] or 0) for _, a in page.tags if a.get("class") == "part"]
    assert shares == sorted(shares, reverse=True)
    assert 97 <= sum(shares) <= 103
    assert "لا كلمة من البحث" in get(client, "/why/wheat-1", q="زلزال").html
    get(client, "/why/no-such-id", 404, q="قمح")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('"أسعار القمح"', "Anywhere"),
        ("أسعا*", "Anywhere"),
        ('"أسعار القمح" الجفاف', "Anywhere"),
        ("عنوان:أسعا*", "Headline"),
    ],
)
def test_why_a_phrase_or_a_prefix_is_found(client: FlaskClient, text: str, where: str) -> None:
    assert "كما كُتبت" in get(client, "/why/wheat-1", q=text).html
    assert where in get(client, "/en/why/wheat-1", language="en", q=text).html
