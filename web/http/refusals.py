"""Answers that the server gives by itself, beside those of waitress."""

from waitress.utilities import Error


class RequestTimedOut(Error):  # type: ignore[misc]
    """A request that did not arrive in time."""

    code = 408
    reason = "Request Timeout"


class Crowded(Error):  # type: ignore[misc]
    """More requests wait than may."""

    code = 503
    reason = "Service Unavailable"

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        """Return status, fields and text, as waitress asks for them."""
        status, fields, body = super().to_response(ident)
        return status, [*fields, ("Retry-After", "5")], body


class VersionNotSupported(Error):  # type: ignore[misc]
    """Another major version of HTTP, as in the first words of HTTP/2."""

    code = 505
    reason = "HTTP Version Not Supported"
