"""The bars of a page, and where they lead."""

from urllib.parse import parse_qsl, urlsplit

from flask.testing import FlaskClient

from tests.web.page import Page


def bars(page: Page) -> list[dict[str, str | None]]:
    """The bars of a page that lead somewhere, in the order of time."""
    return [found for tag, found in page.tags if tag == "a" and found.get("class") == "period"]


def asked(attributes: dict[str, str | None]) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(attributes["href"] or "").query)


def total(client: FlaskClient, address: str) -> int:
    """How many results the page at an address tells of."""
    parts = urlsplit(address)
    response = client.get("/api/v1/search", query_string=parts.query)
    assert response.status_code == 200
    number: int = response.get_json()["total"]
    return number
