"""All values of one facet."""

import pytest
from flask.testing import FlaskClient

from tests.web.page import get


def test_all_values_of_a_facet(client: FlaskClient) -> None:
    page = get(client, "/facets/section", q="القمح", section="اقتصاد")
    boxes = {a["value"]: a for tag, a in page.tags if a.get("type") == "checkbox"}
    assert "checked" in boxes["economy"]
    assert "checked" not in boxes["local"]
    filtered = get(client, "/facets/section", q="القمح", section="اقتصاد", containing="محل")
    boxes = {a["value"]: a for tag, a in filtered.tags if a.get("type") == "checkbox"}
    assert list(boxes) == ["local"]
    hidden = [(a["name"], a["value"]) for tag, a in filtered.tags if a.get("type") == "hidden"]
    # What is chosen stays chosen, though the filter hides it.
    assert ("section", "economy") in hidden
    assert "لا شيء في هذه القائمة" in get(client, "/facets/section", containing="ظظظ").html
    assert client.get("/facets/nothing").status_code == 404


@pytest.mark.parametrize("first", ["-1", "x", "99999999999"])
def test_a_place_in_a_list_that_is_none_is_the_beginning(client: FlaskClient, first: str) -> None:
    assert "economy" in get(client, "/facets/section", first=first).html
