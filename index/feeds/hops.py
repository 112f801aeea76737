"""The addresses that are asked one after the other, from a feed's own to where redirects lead."""

from contextlib import suppress
from urllib.parse import urljoin, urlsplit

from urllib3.util import Url, parse_url

from index.feeds.troubles import FetchTrouble

#: The schemes that are followed, with their usual ports.
PORTS = {"http": 80, "https": 443}


def parsed(address: str) -> Url:
    """Return an address in its parts.

    Raises:
        FetchTrouble: it is none of the web.
    """
    try:
        url = parse_url(address)
    except ValueError as error:
        raise FetchTrouble("address", "this is no address of the web") from error
    if url.scheme not in PORTS or not url.host:
        raise FetchTrouble("address", "only http:// and https:// are followed")
    return url


def origin_of(url: Url) -> str:
    """Return scheme, host and port of an address, the port where it is not the usual one."""
    port = f":{url.port}" if url.port and url.port != PORTS[url.scheme or ""] else ""
    return f"{url.scheme}://{url.host}{port}"


def redirected(address: str, location: str) -> str:
    """Return the address that a redirect leads to.

    Args:
        address: that was asked.
        location: as the head of the answer has it.

    Raises:
        FetchTrouble: it leads nowhere.
    """
    if not location:
        raise FetchTrouble("redirects", "a redirect that leads nowhere")
    with suppress(UnicodeError):  # many servers write letters as they are, in UTF-8
        location = location.encode("latin-1").decode("utf-8")
    try:
        joined = urljoin(address, location.strip())
        # What follows # is for browsers.
        return urlsplit(joined)._replace(fragment="").geturl()
    except ValueError as error:
        raise FetchTrouble("redirects", "a redirect to what is no address") from error
