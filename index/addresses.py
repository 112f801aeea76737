"""Which addresses are one: the key by which the address of an article is compared.

The same page is linked in several spellings: ``https://paper.example/أخبار/7/`` and
``http://PAPER.example:80/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/7?utm_source=x#top``. The key is made by
RFC 3986, sections 6.2.2 and 6.2.3, with the mapping of RFC 3987, section 3.1. Beyond those, the
scheme, one slash at the end, what names a place in the page and what only says where the reader
came from are left out.

What may be another page is another address: another host (``www.``, ``m.`` and ``amp.``, too),
other letters of a path, other parameters or another order of them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from unicodedata import normalize
from urllib.parse import unquote

# RFC 3986, appendix B, for what has a host. Marks that are not seen may stand before it.
_ADDRESS = re.compile(
    r"[\s\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]*"
    r"(?:(?P<scheme>https?):)?//"
    r"(?P<user>[^/?#\\\s]*@)?(?P<host>\[[^]/?#\\\s@]*\]|[^]\[/?#\\\s@:]+)(?::(?P<port>[0-9]*))?"
    r"(?P<path>/[^?#]*)?(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?",
    re.I | re.S,
)
#: What may cling to an address; what else looks blank may be of its path.
_BLANKS = " \t\n\r\f\v"
#: An address with its scheme, with ``www.``, or a host that a path follows.
_PASTED = re.compile(
    r"(?:https?:)?//[^/\s]+\S*|www\.[^/\s.]+\.\S+"
    r"|(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d+)?/\S+",
    re.I,
)
_DEFAULT_PORTS = {"http": "80", "https": "443"}
_DOTS = re.compile("[.\u3002\uff0e\uff61]")
#: What a host cannot hold; compatibility forms such as «℀» would bring it in.
_NO_HOST = frozenset("/?#@:\\[]%")
_UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
#: Escapes, and what may not stand in an address as it is.
_TO_ESCAPE = re.compile(r"(?:%[0-9A-Fa-f]{2})+|%|[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]+")
_NEEDED = tuple(chr(byte) if chr(byte) in _UNRESERVED else f"%{byte:02X}" for byte in range(256))
_BEYOND_ASCII = re.compile("(?:%[89A-F][0-9A-F])+")

#: Parameters that say where a reader came from, and never which page is meant.
_TRACKING_NAMES = (
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid li_fat_id "
    "igshid igsh srsltid mc_cid mc_eid mkt_tok vero_id oly_anon_id oly_enc_id _hsenc _hsmi "
    "__hstc __hssc __hsfp _openstat _ga _gl __twitter_impression fb_action_ids fb_action_types "
    "fb_ref fb_source ga_source ga_medium ga_campaign ga_term ga_content wt_mc wt_zmc xtor "
    "at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4 at_link_id at_link_type "
    "at_link_origin at_ptr_name at_bbc_team at_format ns_mchannel ns_source ns_campaign "
    "ns_linkname ns_fee traffic_source mtm_source mtm_medium mtm_campaign mtm_keyword "
    "mtm_content mtm_cid pk_source pk_medium pk_campaign pk_keyword pk_kwd pk_content pk_cid "
    "wt.mc_id"
)
_TRACKING = frozenset(_TRACKING_NAMES.split())
_TRACKING_FAMILY = "utm_"
#: A fragment that begins so names a page: the address of a program in the browser.
_ROUTES = ("!", "/")


@lru_cache(maxsize=4096)
def address_key(address: str) -> str:
    """Return what is the same for all spellings of one address, and for no other.

    Args:
        address: of an article. What is no address of the web is its own key.

    Returns:
        The key, such as ``//paper.example/%D8%A3/7?id=5``. The key of a key is itself.
    """
    found = _ADDRESS.fullmatch(address.strip(_BLANKS))
    if not found:
        return address
    host = (found["user"] or "") + _host(found["host"]) + _port(found["port"], found["scheme"])
    path = _without_dots(_escaped(found["path"] or ""))
    query = _telling(_escaped(found["query"] or ""))
    fragment = found["fragment"] or ""
    if not path.endswith("//"):
        path = path.removesuffix("/")
    key = f"//{host}{path}"
    if query:
        key += f"?{query}"
    return f"{key}#{_escaped(fragment)}" if fragment.startswith(_ROUTES) else key


def spellings(key: str) -> Iterator[str]:
    """Yield the usual spellings of the address with this key, the key first.

    Args:
        key: as :func:`address_key` gives it.
    """
    yield key
    if not _ADDRESS.fullmatch(key):
        return
    for page, question, query in (one.partition("?") for one in _readable(key)):
        if not page.endswith("/"):
            for scheme, slash in product(("https", "http"), ("", "/")):
                yield f"{scheme}:{page}{slash}{question}{query}"


def readable(key: str) -> str:
    """Return the words of an address: its letters instead of escapes, without ``//`` and ``www.``.

    Args:
        key: as :func:`address_key` gives it.
    """
    text = _BEYOND_ASCII.sub(_letters, key) if "%" in key else key
    return text.removeprefix("//").removeprefix("www.")


def is_pasted(run: str) -> bool:
    """Return whether characters without a space are an address of a page, as people paste it.

    Args:
        run: ``https://paper.example/7``, ``www.paper.example`` or ``paper.example/7``.
    """
    return _PASTED.fullmatch(run) is not None


def _readable(key: str) -> Iterator[str]:
    """Yield a key, and how it is with small escapes and with none, each once."""
    yield key
    if _BEYOND_ASCII.search(key):
        small = _BEYOND_ASCII.sub(lambda found: found[0].lower(), key)
        if small != key:
            yield small
        readable = _BEYOND_ASCII.sub(_letters, key)
        if readable not in (key, small):
            yield readable


def _decoded(escapes: str) -> str:
    try:
        return unquote(escapes, errors="strict")
    except UnicodeDecodeError:
        return escapes


def _letters(escapes: re.Match[str]) -> str:
    try:
        return bytes.fromhex(escapes[0].replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return escapes[0]


def _port(written: str | None, scheme: str | None) -> str:
    """Return a port with its colon; nothing for that of the scheme."""
    number = (written or "").lstrip("0") or (written or "")[:1]
    return f":{number}" if number and number != _DEFAULT_PORTS.get((scheme or "").lower()) else ""


@lru_cache(maxsize=4096)
def _host(written: str) -> str:
    """Return a host in small letters, an international one in its own script."""
    labels = _DOTS.split(_decoded(written))
    if len(labels) > 1 and not labels[-1]:  # the root of all names
        labels.pop()
    host = ".".join(map(_label, labels))
    return host if all(labels) and not _NO_HOST & set(host) else written.lower()


def _label(written: str) -> str:
    label = _folded(written)
    if not label.startswith("xn--"):
        return label
    try:
        decoded = label[4:].encode("ascii").decode("punycode")
        again = decoded.encode("punycode").decode("ascii")
    except (UnicodeError, ValueError, OverflowError):
        return label
    is_sound = not decoded.isascii() and again == label[4:] and decoded == _folded(decoded)
    return decoded if is_sound else label


def _folded(label: str) -> str:
    return normalize("NFKC", normalize("NFKC", label).lower())


def _escaped(part: str) -> str:
    """Return a part with every letter escaped that must be and none that need not be."""
    return _TO_ESCAPE.sub(_escape, part)


def _escape(found: re.Match[str]) -> str:
    written = found[0]
    if len(written) == 1 or written[0] != "%":
        return _with_escapes(written.encode("utf-8", "surrogatepass"))
    raw = bytes.fromhex(written.replace("%", ""))
    # Few escapes are of letters that need none.
    return _with_escapes(raw) if min(raw) > 0x7F else "".join(map(_NEEDED.__getitem__, raw))


def _with_escapes(raw: bytes) -> str:
    return f"%{raw.hex('%').upper()}"


def _without_dots(path: str) -> str:
    """Return a path without ``.`` and ``..`` (RFC 3986, section 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    steps = path.split("/")[1:]
    for step in steps:
        if step == "..":
            del kept[-1:]
        elif step != ".":
            kept.append(step)
    if steps[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _telling(query: str) -> str:
    """Return the parameters of a query in their order, without those that track readers."""
    return "&".join(one for one in query.split("&") if one and not _tracks(one))


def _tracks(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_FAMILY)


def keys_of(article_id: str, url: str) -> tuple[str, ...]:
    """Return the keys of the addresses of an article, each once: its url, and its id if it is one.

    Args:
        article_id: its id, and
        url: its url, empty where it has none.
    """
    own = address_key(article_id)
    found = (address_key(url) if url else "", own if own.startswith("//") else "")
    return tuple(dict.fromkeys(filter(None, found)))
