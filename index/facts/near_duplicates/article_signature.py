"""What is kept of one article to find its copies, computed from nothing but the article.

It is small and can be pickled, so that other processes may compute it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b

from index.analysis import folded_words, word_starts
from index.article import Article
from index.facts.near_duplicates.signatures import Codes, codes, core, sample

#: Shorter texts are copies only of what is identical; the shortest, of nothing.
SHORT_WORDS = 30
FEWEST_WORDS = 8
#: Shorter headlines stand over many stories.
HEADLINE_WORDS = 4
#: The minutes of an article whose day is not known.
UNDATED = -1
MINUTES_A_DAY = 24 * 60

_KEY_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of one article.

    Attributes:
        id: a number of 64 bits for its id.
        source: likewise for its paper.
        text: likewise for its text; 0 where that is too short to be a copy.
        headline: likewise for its headline.
        minutes: of its publication since the year 1, or :data:`UNDATED`.
        teaser: whether it is one.
        codes: the codes of its text's words, 32 bits each.
        keys: the codes of the longer words of its headline, 32 bits each.
        sample: the sampled shingles of its text, 32 bits each.
    """

    id: int
    source: int
    text: int
    headline: int
    minutes: int
    teaser: bool
    codes: bytes
    keys: bytes
    sample: bytes


def signature_of(article: Article, words: Sequence[str]) -> Signature:
    """Return the signature of an article.

    Args:
        article: the record.
        words: the folded words of its body, or of its headline where it has no body.
    """
    text = codes(words[core(article.body, word_starts(article.body))] if article.body else words)
    content = text.tobytes()
    title = folded_words(article.title)
    return Signature(
        id=_digest(_encoded(article.id)),
        source=_digest(_encoded(article.source)),
        text=_digest(content) if len(text) >= FEWEST_WORDS else 0,
        headline=_digest(_encoded(" ".join(title))) if len(title) >= HEADLINE_WORDS else 0,
        minutes=_minutes(article.published),
        teaser=article.kind == "teaser",
        codes=content,
        keys=headline_codes(title).tobytes(),
        sample=sample(text).tobytes() if len(text) >= SHORT_WORDS else b"",
    )


def headline_codes(words: Sequence[str]) -> Codes:
    """Return the codes of the longer words of a headline, by its folded words."""
    return codes([word for word in words if len(word) >= _KEY_LETTERS])


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _digest(content: bytes) -> int:
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "little")


def _minutes(published: date | None) -> int:
    """Return the wall-clock minutes since the year 1."""
    if published is None:
        return UNDATED
    minutes = published.toordinal() * MINUTES_A_DAY
    if isinstance(published, datetime):
        minutes += published.hour * 60 + published.minute
    return minutes
