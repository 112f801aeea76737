"""The day of an item of an agency, by what names it: publication, or the making alone."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypedDict

from index.article import DateEvidence
from index.sources.reading import InputFile, Problem
from index.sources.records import dates


class Publication(TypedDict, total=False):
    """Fields of an article."""

    published: date
    published_evidence: DateEvidence
    published_reasons: tuple[str, ...]


def publication(
    moments: Iterable[tuple[str, str]],
    file: InputFile,
    number: int,
    evidence: Mapping[str, DateEvidence] | None = None,
) -> tuple[Publication, list[Problem]]:
    """Return the day of an item: it went out as soon as it was made, or its embargo ended.

    Args:
        moments: names and texts of what tells it, the likeliest first.
        file: in which it stands.
        number: of the item in the file.
        evidence: of the names that say more than that; ``inferred`` of all others.
    """
    name, text = next((both for both in moments if both[1]), ("", ""))
    day, problems = dates.published(text, file, record=number, name=name)
    if day is None:
        return {}, problems
    known = (evidence or {}).get(name, "inferred")
    reasons = () if known == "given" else (f"{name}: {text}",)
    return {
        "published": day,
        "published_evidence": known,
        "published_reasons": reasons,
    }, problems
