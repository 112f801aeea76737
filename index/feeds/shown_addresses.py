"""Addresses as they may be shown: without the names, passwords and tokens that stand in some."""

import re
from urllib.parse import urlsplit

_TOO_LONG = 120
#: A step of a path that looks like a key: long, and letters and digits together.
_KEY = re.compile(r"(?=[^/]*\d)(?=[^/]*[A-Za-z])[A-Za-z0-9_=-]{24,}")


def shown_address(address: str) -> str:
    """Return an address without its user, its password, the values of its query and long keys.

    Args:
        address: of the web; of what is none, nothing is shown but that.
    """
    try:
        parts = urlsplit(address)
        host = _host(parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    except ValueError:
        return "(no address)"
    if not parts.scheme or not host:
        return "(no address)"
    path = _KEY.sub("…", parts.path)
    shown = f"{parts.scheme}://{host}{path}{'?…' if parts.query else ''}"
    return shown if len(shown) <= _TOO_LONG else f"{shown[:_TOO_LONG]}…"


def _host(name: str) -> str:
    return f"[{name}]" if ":" in name else name
