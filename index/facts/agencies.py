"""Which agencies, papers and broadcasters an article credits: the authority table applied.

A name is taken wherever it stands. A sign (واس, سبق, «اليوم») is a word of the language as well
and is taken only where its surroundings make the credit sure: :mod:`index.facts.credit_context`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import compress

from index.article import Article
from index.facts.agency_table import (
    AGENCIES,
    FIRST_WORDS,
    Agency,
    Tier,
    Writing,
    label,
    latin,
    longest_first,
    resolve,
    unmistakable,
)
from index.facts.credit_context import TokenizedText, is_sure_credit, kinds_before

__all__ = [
    "AGENCIES",
    "Agency",
    "Mention",
    "credits",
    "identify",
    "label",
    "latin",
    "mentions",
    "resolve",
    "unmistakable",
]

_LINES_KEPT = 1024
_PHOTO_CREDIT = re.compile(r"\b(?:تصوير|الصورة|صورة|المصدر|عدسة)\s*(?::|من\b|[-–])([^()\n]+)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names an agency: ``text[start:end]``."""

    id: str
    start: int
    end: int


def mentions(text: str, *, own: str = "") -> list[Mention]:
    """Return the agencies that running text names, in order; they do not overlap.

    Args:
        text: deck, body or caption.
        own: id of the paper that the text stands in. Its name needs less around it.
    """
    return list(_read(TokenizedText.of(text, own=own)))


@lru_cache(maxsize=_LINES_KEPT)
def credits(line: str, *, own: str = "") -> tuple[Mention, ...]:
    """Return the agencies of a line that names sources, people and places and nothing else.

    The last lines are kept: the same byline stands over many articles.

    Args:
        line: a byline, or the credit of a photo.
        own: id of the paper that it stands in.
    """
    return tuple(_read(TokenizedText.of(line, own=own, is_credit=True)))


def _read(text: TokenizedText) -> Iterator[Mention]:
    free = 0
    begins_a_name = map(FIRST_WORDS.__contains__, text.terms)
    for at in compress(range(len(text.terms)), begins_a_name):
        if at >= free and (found := _agency_at(text, at)):
            agency_id, length = found
            free = at + length
            yield Mention(agency_id, text.start(at), text.end(free - 1))


def _agency_at(text: TokenizedText, at: int) -> tuple[str, int] | None:
    """Return the agency named at this word and how many words its name takes."""
    for writing, length in longest_first(text.terms, at):
        if text.is_one_name(at, length) and (agency_id := _meant(text, at, length, writing)):
            return agency_id, length
    return None


def _meant(text: TokenizedText, at: int, length: int, writing: Writing) -> str | None:
    kinds = kinds_before(text, at)
    if kinds and (called := writing.id_for(kinds, text.own)):
        return called
    if writing.tier is Tier.NAME:
        return writing.id_for(None, text.own)
    agency_id = writing.id_for(None, text.own)
    if kinds or not agency_id or (writing.tier is Tier.CALLED and agency_id != text.own):
        return None
    return agency_id if is_sure_credit(text, at, length, agency_id) else None


def identify(article: Article) -> Article:
    """Return the article with the agencies that it credits, as ids.

    ``photo_agencies`` are those of credit and caption, ``text_agencies`` those of deck and body,
    ``agencies`` all of them and the byline's. What the source gave comes first; a given name that
    the table does not know stays as it was printed, so nothing is lost. A paper that names itself
    in its own article credits nobody. Titles are not read.
    """
    own = resolve(article.source) or ""
    photo = [*_given(article.photo_agencies), *_in_photo_credits(article, own)]
    texts = (article.deck, article.body)
    text = [
        *_given(article.text_agencies),
        *(mention.id for part in texts for mention in mentions(part, own=own)),
    ]
    byline = [mention.id for mention in credits(article.byline, own=own)]
    others = [*_given(article.agencies), *_without(own, [*byline, *photo, *text])]
    return replace(
        article,
        agencies=_once(others),
        photo_agencies=_once(_without(own, photo)),
        text_agencies=_once(_without(own, text)),
    )


def _given(names: Iterable[str]) -> list[str]:
    return [resolve(name) or " ".join(name.split()) for name in names]


def _without(own: str, ids: Iterable[str]) -> list[str]:
    return [agency_id for agency_id in ids if agency_id != own]


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _in_photo_credits(article: Article, own: str) -> Iterator[str]:
    for mention in credits(article.credit, own=own):
        yield mention.id
    for line in article.caption.splitlines():
        for mention in _in_caption(line, own):
            yield mention.id


def _in_caption(line: str, own: str) -> list[Mention]:
    """Return the mentions of a caption's line: a credit as a whole, or a sentence with some."""
    found = mentions(line, own=own)
    for match in _PHOTO_CREDIT.finditer(line):
        offset = match.start(1)
        found += (
            Mention(mention.id, mention.start + offset, mention.end + offset)
            for mention in credits(match.group(1), own=own)
        )
    if not found:
        found = list(credits(line, own=own))
    return sorted(found, key=lambda mention: mention.start)
