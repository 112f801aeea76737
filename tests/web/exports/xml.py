"""Answers in XML as the tests read them."""

from typing import Any

from flask.testing import FlaskClient
from lxml import etree  # type: ignore[import-untyped]


def xml(client: FlaskClient, path: str, kind: str = "application/xml") -> Any:
    """Return the root of the document at an address, after a look at its type."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
    return etree.fromstring(answer.data)
