"""What tells one version of an article from another, and articles of one name from others."""

from dataclasses import fields
from hashlib import blake2b
from operator import attrgetter

from index.addresses import address_key
from index.article import Article

#: Bytes of a digest.
SIZE = 16

_values = attrgetter(*(attribute.name for attribute in fields(Article)))


def version_of(article: Article) -> bytes:
    """Return a digest of all that an article says, as it was read and before its facts are."""
    return _digest(repr(_values(article)))


def name_digests(article_id: str, url: str) -> tuple[bytes, bytes]:
    """Return digests of the names of an article: its id, and its url or else its id again.

    Two articles are one if they share a name; all spellings of an address are one name.
    """
    of_id = _digest(address_key(article_id))
    return of_id, _digest(address_key(url)) if url else of_id


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()
