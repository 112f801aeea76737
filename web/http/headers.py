"""What every answer tells browsers not to do.

Source: Content Security Policy Level 3, Permissions Policy, the Fetch standard
(``Cross-Origin-Resource-Policy``), the HTML standard (``Cross-Origin-Opener-Policy``), RFC 7034
(``X-Frame-Options``), RFC 6797 (``Strict-Transport-Security``), OWASP Secure Headers Project.
"""

from flask import Flask, Response, request

from web.i18n.language import API_ROOT

#: What pages need none of; fullscreen, copying and the like stay as browsers have them.
_POWERS = (
    *("accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture"),
    *("encrypted-media", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection"),
    *("local-fonts", "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get"),
    *("screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # What somebody searched for is nobody else's business.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in _POWERS),
    # Pages that led here, or that were opened from here, get no hold of ours.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # For browsers that do not know frame-ancestors.
    "X-Frame-Options": "DENY",
}

#: A year, and this host alone: what else stands beside it is not ours to decide.
_TLS_ALONE = "max-age=31536000"


def register(app: Flask, *, for_others: bool) -> None:
    """Give every answer of ``app`` these headers.

    Args:
        app: whose answers get them.
        for_others: whether scripts of some other sites may read the API.
    """

    def with_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        if for_others and request.path.startswith(API_ROOT):
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = _TLS_ALONE
        return response

    app.after_request(with_headers)
