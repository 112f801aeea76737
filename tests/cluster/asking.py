"""Asking nodes over HTTP, without the client that is under test."""

import base64
import json
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPSHandler, ProxyHandler, Request, build_opener


class Refused(Exception):
    """A node answered with an error; ``status`` is its number."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(f"HTTP {status}: {text[:500]}")
        self.status = status


@dataclass(frozen=True, slots=True)
class Access:
    """How a node lets somebody in; without an authority it speaks plain HTTP."""

    authority: Path | None = None
    user: str = ""
    password: str = ""
    certificate: Path | None = None
    key: Path | None = None


OPEN = Access()


def ask(
    address: str, path: str, method: str = "GET", body: object = None, access: Access = OPEN,
    seconds: float = 30,
) -> Any:  # fmt: skip
    """What a node answers, read as JSON.

    Args:
        address: host and port.
        path: with its parameters, beginning with ``/``.
        method: of HTTP.
        body: sent as JSON; ``None``: nothing is sent.
        access: how the node lets us in.
        seconds: how long each step may take.

    Raises:
        Refused: the node answered with an error.
        OSError: there was no answer.
    """
    scheme = "http" if access.authority is None else "https"
    headers = {"Content-Type": "application/json"}
    if access.user:
        credentials = base64.b64encode(f"{access.user}:{access.password}".encode()).decode()
        headers["Authorization"] = f"Basic {credentials}"
    data = None if body is None else json.dumps(body).encode()
    request = Request(f"{scheme}://{address}{path}", data, headers, method=method)
    # Never through a proxy of the environment: the nodes are on loopback.
    opener = build_opener(ProxyHandler({}), HTTPSHandler(context=_context(access)))
    try:
        with opener.open(request, timeout=seconds) as answer:
            return json.load(answer)
    except HTTPError as refusal:
        with refusal:
            text = refusal.read().decode("utf-8", "replace")
        raise Refused(refusal.code, text) from None


def _context(access: Access) -> ssl.SSLContext | None:
    if access.authority is None:
        return None
    context = ssl.create_default_context(cafile=str(access.authority))
    if access.certificate is not None:
        context.load_cert_chain(access.certificate, access.key)
    return context
