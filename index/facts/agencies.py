"""Which agencies, papers and broadcasters an article credits: the authority table applied.

A name is taken wherever it stands. A sign (واس, سبق, «اليوم») is a word of the language as well
and is taken only where its surroundings make the credit sure: :mod:`index.facts.credit_context`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import compress

from index.analysis import folded_words
from index.article import Article
from index.facts.agency_lines import AGENCIES, Agency, label, latin
from index.facts.agency_signs import closing_sign, initials_at, sign_called, signed_parts
from index.facts.agency_table import (
    BEGIN_CALLED,
    FIRST_WORDS,
    SECOND_WORDS,
    resolve,
    unmistakable,
)
from index.facts.joined_names import joined
from index.facts.kinds_before import CALLING
from index.facts.named_agency import agency_at, country_of
from index.facts.namesakes import settled
from index.facts.openings import opening_of
from index.facts.origin import Origin, on_site, origin_of
from index.facts.printed_media import BEFORE_PRINTED, printed_medium
from index.facts.spelled_alike import BEFORE_ALIKE, spelled_alike
from index.facts.tokenized_text import SOURCE_REACH, TokenizedText

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
#: Between the names in one credit, and what photos from an archive are called there.
_BETWEEN_NAMES = re.compile(r"\s*(?:[/+،,;؛]|\bعبر\b|\bvia\b)\s*")
_ARCHIVE = frozenset(map(folded_words, ("أرشيف", "أرشيفية", "archive", "archives", "file", "")))
_PHOTO_CREDIT = re.compile(r"\b(?:تصوير|الصورة|صورة|المصدر|عدسة)\s*(?::|من\b|[-–])([^()\n]+)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names an agency: ``text[start:end]``.

    Attributes:
        id: of the agency; the name as printed of a medium that the table does not have.
        start: where it begins, and
        end: where it ends.
    """

    id: str
    start: int
    end: int


def mentions(text: str, *, own: str = "", country: str = "") -> list[Mention]:
    """Return the agencies that running text names, in order; they do not overlap.

    Args:
        text: deck, body or caption.
        own: id of the paper that the text stands in. Its name needs less around it.
        country: of that paper. It tells which of several media of one name is meant.
    """
    if not text:
        return []
    country = country or country_of(own)
    found = list(_read(TokenizedText.of(text, own=own, country=country)))
    if len(found) > 1 and (meant := settled(text, found, own)):
        found = [replace(mention, id=meant.get(mention.id, mention.id)) for mention in found]
    if found and (end := initials_at(text)) is not None:
        found = [mention for mention in found if mention.start < end]
    opened = opening_of(text, own, country)
    if opened.agency:
        found = _with(found, Mention(opened.agency, opened.start, opened.end))
    closed = closing_sign(text)
    if closed and closed[0] not in {own, *(mention.id for mention in found)}:
        found = _with(found, Mention(*closed))
    return found


@lru_cache(maxsize=_LINES_KEPT)
def credits(line: str, *, own: str = "", country: str = "") -> tuple[Mention, ...]:
    """Return the agencies of a line that names sources, people and places and nothing else.

    The last lines are kept: the same byline stands over many articles.

    Args:
        line: a byline, or the credit of a photo.
        own: id of the paper that it stands in.
        country: of that paper.
    """
    country = country or country_of(own)
    found = list(_read(TokenizedText.of(line, own=own, country=country, is_credit=True)))
    for signed in signed_parts(line):
        found = _with(found, Mention(*signed))
    return tuple(found)


def _with(found: list[Mention], more: Mention) -> list[Mention]:
    """Return the mentions with one more, which stands where others overlap it."""
    apart = [one for one in found if one.end <= more.start or more.end <= one.start]
    return sorted([*apart, more], key=lambda mention: mention.start)


def _read(text: TokenizedText) -> Iterator[Mention]:
    free = 0
    terms = text.terms
    following = (*terms[1:], "")
    begins_a_name = map(FIRST_WORDS.__contains__, terms)
    for at in compress(range(len(terms)), begins_a_name):
        if at < free:
            continue
        term = terms[at]
        # Half of them are as common as «ان»: what follows rules most out.
        seconds = SECOND_WORDS.get(term)
        is_begun = seconds is None or following[at] in seconds
        if is_begun and term in BEGIN_CALLED:
            is_begun = _may_be_called(text, at)
        found = agency_at(text, at) if is_begun else None
        if found is None and term in BEFORE_ALIKE:
            found = sign_called(text, at) or spelled_alike(text, at)
            if found is None and term in BEFORE_PRINTED and (named := printed_medium(text, at)):
                free = at + named[1]
                yield Mention(named[0], text.start(at + 1), text.end(free - 1))
        if found:
            agency_id, length = found
            free = at + length
            yield Mention(agency_id, text.start(at), text.end(free - 1))
            for joined_id, start, end in joined(text, at, free, agency_id):
                free = end
                yield Mention(joined_id, text.start(start), text.end(end - 1))


def _may_be_called(text: TokenizedText, at: int) -> bool:
    """Tell whether what is left of a name may count here: صحيفة before it, or a line of sources."""
    if at and text.terms[at - 1] in CALLING:
        return True
    if text.own in BEGIN_CALLED[text.terms[at]] or text.is_credit:
        return True
    return len(text.text) - text.start(at) <= SOURCE_REACH and bool(text.source_lines)


def identify(article: Article) -> Article:
    """Return the article with the agencies that it credits, as ids.

    ``photo_agencies`` are those of credit and caption, ``text_agencies`` those of deck and body,
    ``agencies`` all of them and the byline's. What the source gave comes first; a given name that
    the table does not know stays as it was printed, so nothing is lost. A paper that names itself
    in its own article credits nobody. Titles are not read.
    """
    origin = origin_of(article)
    own, country = origin.own, origin.country
    photo = [*_given(article.photo_agencies, country), *_in_photo_credits(article, origin)]
    text = [
        *_given(article.text_agencies, country),
        *(
            mention.id
            for part in (article.deck, article.body)
            for mention in mentions(part, own=own, country=country)
        ),
    ]
    byline = [mention.id for mention in credits(article.byline, own=own, country=country)]
    itself = origin.itself
    given = _given(article.agencies, country)
    if not (photo or text or byline or given):  # as in most, and an article takes long to copy
        return article
    return replace(
        article,
        agencies=_once([*given, *_without(itself, [*byline, *photo, *text])]),
        photo_agencies=_once(_without(itself, photo)),
        text_agencies=_once(_without(itself, text)),
    )


def _given(names: Iterable[str], country: str) -> list[str]:
    return [agency_id for name in names for agency_id in _given_ids(name, country)]


def _given_ids(name: str, country: str) -> list[str]:
    """Return the ids of a name that a source gives, which may be several: «غيتي/ا ف ب/ارشيف»."""
    if agency_id := resolve(name, country) or on_site(name.strip().lower()):
        return [agency_id]
    parts = [part.strip() for part in _BETWEEN_NAMES.split(name)]
    ids = {part: resolve(part, country) for part in parts if folded_words(part) not in _ARCHIVE}
    if not any(ids.values()):
        return [" ".join(name.split())]
    return [agency_id or part for part, agency_id in ids.items()]


def _without(own: str, ids: Iterable[str]) -> list[str]:
    return [agency_id for agency_id in ids if agency_id != own]


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _in_photo_credits(article: Article, origin: Origin) -> Iterator[str]:
    for mention in credits(article.credit, own=origin.own, country=origin.country):
        yield mention.id
    for line in article.caption.splitlines():
        for mention in _in_caption(line, origin):
            yield mention.id


def _in_caption(line: str, origin: Origin) -> list[Mention]:
    """Return the mentions of a caption's line: a credit as a whole, or a sentence with some."""
    own, country = origin.own, origin.country
    found = mentions(line, own=own, country=country)
    for match in _PHOTO_CREDIT.finditer(line):
        offset = match.start(1)
        found += (
            Mention(mention.id, mention.start + offset, mention.end + offset)
            for mention in credits(match.group(1), own=own, country=country)
        )
    if not found:
        found = list(credits(line, own=own, country=country))
    return sorted(found, key=lambda mention: mention.start)
