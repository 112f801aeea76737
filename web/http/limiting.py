"""The rate at which a client may ask.

Source: RFC 6585 (429), RFC 9110, section 10.2.3 (Retry-After), draft-ietf-httpapi-ratelimit-headers
(RateLimit, RateLimit-Policy).
"""

import time
from collections.abc import Callable

from flask import Flask, Response, g, request

from web.http.allowances import WINDOW, Allowances
from web.http.caching import APART
from web.http.clients import client_of, is_this_machine
from web.http.errors import RateExceeded


def register(app: Flask, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
    """Let each client of ``app`` ask so often; this machine is not counted.

    Args:
        app: to be registered before what answers by itself, such as a 304.
        rate: requests a minute; 0 for any number.
        clock: gives seconds, the same in all processes.
    """
    if not rate:
        return
    allowances = Allowances(rate, clock=clock)
    policy = f'"client";q={rate};w={WINDOW:.0f}'

    def count() -> None:
        address = request.remote_addr or ""
        if request.endpoint in APART or is_this_machine(address):
            return
        g.allowance = found = allowances.ask(client_of(address))
        if not found.granted:
            raise RateExceeded(found.wait)

    def tell(response: Response) -> Response:
        if found := g.get("allowance"):
            response.headers["RateLimit-Policy"] = policy
            response.headers["RateLimit"] = f'"client";r={found.left};t={found.whole}'
        return response

    app.before_request(count)
    app.after_request(tell)
