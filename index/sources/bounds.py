"""What of an article is more than one may hold: it is left out, and told."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from index.article import Article
from index.limits import SourceLimits
from index.sources.reading import InputFile, Problem

_TEXTS = (
    *("title", "deck", "body", "caption", "credit", "byline", "section", "source"),
    *("issue", "page", "id", "url"),
)
_SEVERAL = {
    "datelines": "places that it was written from",
    "agencies": "agencies",
    "published_reasons": "reasons for its day",
    "photo_agencies": "agencies of photos",
    "text_agencies": "agencies credited in the text",
    "dates": "dates",
    "persons": "persons",
    "organisations": "organisations",
}
#: Of these, those with places of their own in the text.
_NAMED = ("persons", "organisations")
#: Id, address and the names that are counted are shown whole, and stand in addresses.
_LONGEST_NAME = 10_000
_NAMES = ("id", "url", "section", "source", "issue", "page")

_Found = TypeVar("_Found")


def within_limits(file: InputFile, read: Iterable[_Found]) -> Iterator[_Found | Problem]:
    """Yield what was read of a file, without articles that are too long and names too many.

    Args:
        file: with its limits.
        read: of it.
    """
    for found in read:
        if not isinstance(found, Article):
            yield found
            continue
        problem = _too_long(found, file)
        if problem is not None:
            yield problem
            continue
        article, told = few(found, file.name, file.limits)
        yield article  # type: ignore[misc]
        yield from told


def _too_long(article: Article, file: InputFile) -> Problem | None:
    limits = file.limits
    several = (*article.datelines, *article.agencies, *article.published_reasons)
    letters = sum(map(len, (*(getattr(article, name) for name in _TEXTS), *several)))
    if letters > limits.letters:
        message = (
            f"the article {article.id[:80]} has {letters:,} letters, more than {limits.letters:,}; "
            "it is left out; raise FIHRIS_ARTICLE_LETTERS to keep it"
        )
        return Problem("too_large", file.name, message)
    longest = max((getattr(article, name) for name in _NAMES), key=len)
    if len(longest) > _LONGEST_NAME:
        message = (
            f"the article {article.id[:80]} has a name or address of {len(longest):,} letters; it "
            "is left out"
        )
        return Problem("too_large", file.name, message)
    return None


def few(article: Article, file: str, limits: SourceLimits) -> tuple[Article, list[Problem]]:
    """Return an article with as many places, agencies and days as it may name, and what is told.

    Args:
        article: as it was read, with its facts or without.
        file: that it stands in, for messages.
        limits: that are in force.
    """
    most = limits.places
    article, told = _few_mentions(article, file, most)
    many = [name for name in _SEVERAL if len(getattr(article, name)) > most]
    if not many:
        return article, told
    message = "; ".join(f"{len(getattr(article, name)):,} {_SEVERAL[name]}" for name in many)
    message = (
        f"the article {article.id[:80]} names {message}: the first {most:,} are kept; raise "
        "FIHRIS_ARTICLE_PLACES to keep them all"
    )
    first = {name: getattr(article, name)[:most] for name in many}
    return replace(article, **first), [*told, Problem("left_out", file, message)]


def _few_mentions(article: Article, file: str, most: int) -> tuple[Article, list[Problem]]:
    """Keep as many mentions of each name as an article may have places."""
    changed, told = dict[str, Any](), list[Problem]()
    for name in _NAMED:
        entities = getattr(article, name)
        if any(len(entity.mentions) > most for entity in entities):
            changed[name] = tuple(
                entity._replace(mentions=entity.mentions[:most]) for entity in entities
            )
            message = (
                f"the article {article.id[:80]} names one of its {name} more than {most:,} times: "
                "the first are kept; raise FIHRIS_ARTICLE_PLACES to keep them all"
            )
            told.append(Problem("left_out", file, message))
    return (replace(article, **changed) if changed else article), told
