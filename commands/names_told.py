"""What the command ``names`` prints."""

from collections.abc import Iterator, Sequence
from typing import Any

from commands.counts import articles
from index.name_changes import NamesReport
from index.names.figures import NameFigures
from index.names.judging import Offer, Writing, evidence_of


def offer_lines(offer: Offer) -> Iterator[str]:
    """Yield what an editor is told of two names that may be one, line by line."""
    sure = "sure     " if offer.is_sure else "candidate"
    yield f"{sure} {offer.score:.2f} {offer.kind}"
    for writing in (offer.entry, offer.variant):
        roles = "، ".join(f"{role} ({count})" for role, count in writing.roles)
        yield f"    {writing.name} · {articles(writing.articles)}" + (
            f" · {roles}" if roles else ""
        )
    yield f"    {evidence_of(offer)}"


def offer_json(offer: Offer) -> dict[str, Any]:
    """Return the same as a record for programs."""
    return {
        "kind": offer.kind,
        "entry": _writing_json(offer.entry),
        "variant": _writing_json(offer.variant),
        "sure": offer.is_sure,
        "score": offer.score,
        "likeness": offer.likeness,
        "shared_role": offer.shared_role or None,
        "company": list(offer.company),
        "weeks": offer.weeks,
        "together": offer.together,
        "several": [{"field": field, "articles": count} for field, count in offer.several],
        "evidence": evidence_of(offer),
    }


def several_line(name: NameFigures, fields: Sequence[tuple[str, int]]) -> str:
    """Return what an editor is told of a name that seems to be several people."""
    known = "، ".join(f"{field} ({count})" for field, count in fields)
    return f"{name.text} · {articles(name.count)} · {known}"


def several_json(name: NameFigures, fields: Sequence[tuple[str, int]]) -> dict[str, Any]:
    """Return the same as a record for programs."""
    known = [{"field": field, "articles": count} for field, count in fields]
    return {"kind": name.kind, "name": name.text, "articles": name.count, "fields": known}


def applied_told(report: NamesReport) -> str:
    """Return what came of accepted names in an archive, in one line."""
    if not report.is_published:
        return "the archive has these names already"
    if report.is_built_anew:
        return f"the archive was built anew of its {articles(report.changed)}"
    return f"{articles(report.changed)} changed"


def _writing_json(writing: Writing) -> dict[str, Any]:
    roles = [{"role": role, "articles": count} for role, count in writing.roles]
    return {"name": writing.name, "articles": writing.articles, "roles": roles}
