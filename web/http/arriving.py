"""What is checked of every request before anything of it is read."""

from flask import Flask, request

from web.http.errors import AddressTooLong
from web.url.parameters import MAX_ADDRESS, MAX_PARAMETERS


def register(app: Flask) -> None:
    """Let ``app`` refuse addresses that are longer than any that it answers.

    It must be the first that looks at a request.
    """
    app.before_request(_refuse_long_address)


def _refuse_long_address() -> None:
    """Refuse an address by its length alone.

    Raises:
        AddressTooLong: it has too many bytes or parameters.
    """
    asked = request.query_string
    reason = ""
    if len(request.path) + len(asked) > MAX_ADDRESS:
        reason = "too_long_address"
    elif asked.count(b"&") >= MAX_PARAMETERS:
        reason = "too_many_parameters"
    if reason:
        # The page that says so repeats the address, as every page does.
        request.query_string = b""
        raise AddressTooLong(reason)
