"""What a document has of the signature of its article, so that copies of it are found.

The whole of it but the words of the text is read as one value. By the digests of text and headline
and by the sampled shingles it is found.
"""

import base64
import struct
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.facts.near_duplicates.article_signature import Signature, signature_of
from index.ingestion import text_words
from index.stores.opensearch.cluster_index import Json

SIGNATURE = "signature"
TEXT = "text_digest"
HEADLINE = "headline_digest"
SAMPLES = "samples"

# Id, text, headline, paper; minutes of publication; words of the text; whether it is a teaser.
_HEAD = struct.Struct("<4QqI?")


@dataclass(frozen=True, eq=False, slots=True)
class KeptSignature:
    """A signature without the words; see :class:`.article_signature.Signature`.

    Attributes:
        id: of the article, and so on.
        length: the words of its text.
        samples: as numbers.
    """

    id: int
    text: int
    headline: int
    source: int
    minutes: int
    length: int
    teaser: bool
    samples: NDArray[np.uint32]


def signed(field: str, values: Sequence[int]) -> list[int]:
    """Return numbers as an index has them, which knows no unsigned ones.

    Args:
        field: that they are in.
        values: of a signature.
    """
    kinds = (np.uint32, np.int32) if field == SAMPLES else (np.uint64, np.int64)
    found: list[int] = np.array(values, dtype=kinds[0]).view(kinds[1]).tolist()
    return found


def packed(signature: Signature) -> bytes:
    """Return what is kept of a signature."""
    head = _HEAD.pack(
        *(signature.id, signature.text, signature.headline, signature.source),
        *(signature.minutes, len(signature.codes) // 4, signature.teaser),
    )
    return head + signature.sample


def packed_of(article: Article) -> bytes:
    """Return what is kept of the signature of an article."""
    return packed(signature_of(article, text_words(article)))


def unpacked(content: bytes) -> KeptSignature:
    """Return what :func:`packed` kept.

    Raises:
        ValueError: it is not of this form.
    """
    if len(content) < _HEAD.size:
        raise ValueError("a signature is too short")
    samples = np.frombuffer(content, dtype=np.uint32, offset=_HEAD.size)
    id_, text, headline, source, minutes, length, teaser = _HEAD.unpack_from(content)
    return KeptSignature(id_, text, headline, source, minutes, length, teaser, samples)


def signature_fields(content: bytes) -> Json:
    """Return the fields of a document for a packed signature."""
    kept = unpacked(content)
    found: Json = {SIGNATURE: base64.b64encode(content).decode()}
    for field, digest in ((TEXT, kept.text), (HEADLINE, kept.headline)):
        if digest:
            found[field] = signed(field, [digest])[0]
    if len(kept.samples):
        found[SAMPLES] = kept.samples.view(np.int32).tolist()
    return found


def signature_mapping() -> Json:
    """Return the mapping of these fields."""
    found_only = {"doc_values": False}
    return {
        SIGNATURE: {"type": "binary", "doc_values": True},
        TEXT: {"type": "long", **found_only},
        HEADLINE: {"type": "long", **found_only},
        SAMPLES: {"type": "integer", **found_only},
    }
