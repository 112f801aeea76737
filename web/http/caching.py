"""Caching of answers by browsers and proxies: entity tags, ``Cache-Control``, compression.

An answer depends on the index, the software, what queries are read by (the day and the groups of
related words), the address, the language and the reader's choices; one that shows the feeds that
are followed, on these. All of that is known before anything is searched, so a request with the tag
of an answer that is still valid gets a 304 at once. Feeds are tagged by what they hold instead. A
tag is weak: two answers under one may differ in the time that they took.

Source: RFC 9110, sections 8.8 and 13 (validators and conditions), RFC 9111 (caching).
"""

import hashlib
from collections.abc import MutableMapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from threading import RLock
from typing import cast

from cachetools import LRUCache
from flask import Flask, Response, current_app, g, request, url_for
from flask_compress import Compress
from flask_cors import CORS

from index.errors import FihrisError
from web.http.engine import engine, partial
from web.http.feeds import state_of_feeds
from web.http.public_url import public_root
from web.http.software import software
from web.i18n.language import API_ROOT, Language, is_for_programs, language, without_language
from web.i18n.preferences import COOKIE

_KEY = "fihris.caching"
_A_YEAR = "public, max-age=31536000, immutable"

#: Endpoints that say by themselves how they may be cached.
APART = frozenset(
    {"static", "fonts.font", "fonts.faces", "api.health", "api.ready", "metrics.figures"}
)
#: Endpoints whose answers are tagged by what they hold (:func:`unchanged`).
_BY_CONTENT = frozenset({"feeds.atom"})
_MOST_TAGS = 4096
#: What is told of the server, and holds for no moment longer.
_OF_SERVER = frozenset({"api.health", "api.ready", "metrics.figures"})

#: What is compressed: all that is text.
_TEXTS = (
    *("text/html", "text/css", "text/plain", "text/csv", "text/javascript", "text/xml"),
    *("application/json", "application/xml", "application/atom+xml", "image/svg+xml"),
    *("application/opensearchdescription+xml", "application/x-suggestions+json"),
    *("application/x-bibtex", "application/x-research-info-systems"),
)


def register(app: Flask, *, cache_seconds: int = 0, cors_origins: tuple[str, ...] = ()) -> None:
    """Let the answers of ``app`` be cached, compressed, and read by scripts of other sites.

    Args:
        app: with its templates' names already given.
        cache_seconds: how long an answer may be used without asking; with 0 caches ask every
            time whether it is still valid.
        cors_origins: the sites whose scripts may read the API; ``*`` for all.
    """
    app.config.setdefault("COMPRESS_MIMETYPES", _TEXTS)
    # Python brings gzip; brotli is a library of ours anyway, and the smallest.
    app.config.setdefault("COMPRESS_ALGORITHM", ["br", "gzip"])
    app.config.setdefault("COMPRESS_ALGORITHM_STREAMING", ["br", "gzip"])
    # A page of results is made anew for each reader: these take half of the time of the usual
    # levels, 4 and 6, and a tenth more bytes.
    app.config.setdefault("COMPRESS_BR_LEVEL", 3)
    app.config.setdefault("COMPRESS_LEVEL", 4)
    Compress(app)  # first, so that it runs last
    if cors_origins:
        CORS(
            app,
            resources={rf"{API_ROOT}.*": {}},
            origins=list(cors_origins),
            methods=["GET", "HEAD", "OPTIONS"],
            send_wildcard="*" in cors_origins,
            # Said by us: a second header of this name is lost when the answer is compressed.
            vary_header=False,
            expose_headers=["ETag", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id"],
            max_age=86400,
        )
    names = f"{app.jinja_env.globals.get('archive_name')} {app.config.get('PUBLIC_ADDRESS')}"
    app.extensions[_KEY] = _Policy(
        control=f"public, max-age={cache_seconds}" if cache_seconds else "no-cache",
        digest=hashlib.blake2b(f"{software()} {names}".encode()).hexdigest(),
        by_origin=bool(cors_origins) and "*" not in cors_origins,
        by_content=_Tags(_MOST_TAGS),
    )
    app.before_request(_not_modified)
    app.after_request(_with_caching)


class _Tags(LRUCache[str, str]):
    """Tags by tags, for several threads."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self._lock = RLock()

    def __getitem__(self, key: str) -> str:
        with self._lock:
            return super().__getitem__(key)

    def __setitem__(self, key: str, value: str) -> None:
        with self._lock:
            super().__setitem__(key, value)


@dataclass(frozen=True, slots=True)
class _Policy:
    """How the answers of an application may be cached.

    Attributes:
        control: the header ``Cache-Control`` of an answer with a tag.
        digest: of the software and the settings that answers depend on.
        by_origin: whether some sites are told that they may read an answer, and not others.
        by_content: the tags of answers that are tagged by what they hold, by the tags that they
            would have else: those of one index are compared without a search.
    """

    control: str
    digest: str
    by_origin: bool
    by_content: MutableMapping[str, str]


def static_url(name: str) -> str:
    """Return the address of a file of ``static/``, which changes with the file and nothing else."""
    return _static_under(request.script_root, language(), name)


# Root and language are all of a request that it depends on.
@lru_cache(maxsize=256)
def _static_under(root: str, language_asked: Language, name: str) -> str:
    return without_language(url_for("static", filename=name, v=_version(name)))


@cache
def _version(name: str) -> str | None:
    path = Path(__file__).parents[1] / "static" / name
    if not path.is_file():
        return None
    return hashlib.blake2b(path.read_bytes(), digest_size=6).hexdigest()


def unchanged(content: bytes) -> Response | None:
    """Tag the answer to this request by what it holds; return a 304 where the client has it.

    For answers that programs ask for day and night, while the archive changes and what they ask
    for does not.

    Args:
        content: of the answer.
    """
    g.tag = hashlib.blake2b(content, digest_size=12).hexdigest()
    # Another index may have been published since the request came.
    if _tag() == g.of_archive:
        _policy().by_content[g.of_archive] = g.tag
    return Response(status=304) if request.if_none_match.contains_weak(g.tag) else None


def _not_modified() -> Response | None:
    """Return a 304 where the client's answer is still valid, before anything is searched."""
    # Taken before the search: an answer of an index that is replaced meanwhile must not get the
    # tag of the new one.
    g.tag = g.of_archive = _tag()
    if request.endpoint in _BY_CONTENT:
        g.tag = _policy().by_content.get(g.of_archive, "")
    asked = request.if_none_match
    valid = g.tag and not asked.star_tag and asked.contains_weak(g.tag)
    return Response(status=304) if valid else None


def _with_caching(response: Response) -> Response:
    if request.endpoint == "static":
        return _versioned(response)
    if response.status_code >= 400 or request.endpoint in _OF_SERVER or partial():
        response.headers["Cache-Control"] = "no-store"
    elif response.status_code in (200, 304) and (tag := g.get("tag")):
        response.headers.setdefault("Cache-Control", _policy().control)
        response.set_etag(tag, weak=True)
        if request.if_none_match.star_tag:
            # Whether there is anything at an address is only known now.
            response.make_conditional(request)
    if is_for_programs():
        response.vary.add("Accept-Language")
        if _policy().by_origin:
            response.vary.add("Origin")
    elif request.endpoint not in APART:
        response.vary.add("Cookie")
    return response


def _versioned(response: Response) -> Response:
    name = (request.view_args or {}).get("filename", "")
    if response.status_code in (200, 304) and request.args.get("v") == _version(name):
        response.headers["Cache-Control"] = _A_YEAR
    if response.status_code == 200:
        # In one piece, for every way of compressing: our files are small.
        response.direct_passthrough = False
        response.make_sequence()
    return response


def _policy() -> _Policy:
    return cast("_Policy", current_app.extensions[_KEY])


#: Parameters that may count days from today.
_DAYS = frozenset({"q", "from", "to"})


def _tag() -> str:
    """Return the tag of the answer; empty where it has none or there is no index."""
    endpoint = request.endpoint
    if request.method not in ("GET", "HEAD") or endpoint is None:
        return ""
    if endpoint in APART:
        return ""
    try:
        manifest = engine().manifest
        # «أمس» is another day tomorrow.
        day = engine().day_of_clock() if _DAYS & request.args.keys() else None
        reads_by = engine().reads_by()
    except FihrisError:
        return ""
    parts = (
        _policy().digest,
        *(manifest.built, manifest.changed, manifest.mark, str(manifest.articles)),
        *(manifest.fingerprint, manifest.evidence, reads_by),
        *(public_root(), request.script_root, request.path),
        request.query_string.decode("latin-1"),
        state_of_feeds(),
        language(),
        day.isoformat() if day else "",
        "" if is_for_programs() else request.cookies.get(COOKIE, ""),
    )
    digest = hashlib.blake2b(digest_size=12)
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()
