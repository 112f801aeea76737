"""Why an article is listed for a search, and where."""

from dataclasses import dataclass, replace

from flask import render_template, request

from search.results import Explanation, ScorePart
from web.http.engine import engine, today
from web.http.errors import ArticleNotFound
from web.http.links import search_address
from web.i18n import strings
from web.i18n.brevity import OF_PAGES, brief
from web.i18n.labels import Labels, of_request
from web.url.reading import read_page_search

_CLOSEST_FIRST = tuple(strings.LEVELS)


@dataclass(frozen=True, slots=True)
class Reason:
    """A row of the explanation: what matched how and where, and its share of the score.

    Attributes:
        share: in percent, rounded.
    """

    what: str
    how: str
    where: str
    share: int


def why(article_id: str) -> str:
    """Answer ``/why/…``: what each word adds to the place of an article among the results."""
    query = read_page_search(request.args.items(multi=True), today)
    found = engine().explain(query, article_id)
    if found is None:
        raise ArticleNotFound
    return render_template(
        "why.html",
        query=query,
        search=search_address(query),
        found=replace(found, article=brief(found.article, OF_PAGES)),
        rows=reasons(found, of_request()),
    )


def reasons(found: Explanation, labels: Labels) -> list[Reason]:
    """Return what each word did in each field, the weightiest first, as shares in percent.

    A close match counts on the wider levels as well; readers are told of the closest.
    """
    whole = sum(part.score for part in found.parts) or 1.0
    together: dict[tuple[str, str, str], list[ScorePart]] = {}
    for part in found.parts:
        together.setdefault((part.what, part.kind, part.field), []).append(part)
    rows = [
        Reason(
            what,
            _how(kind, min((part.level for part in parts), key=_CLOSEST_FIRST.index), labels),
            labels.field(field),
            round(100 * sum(part.score for part in parts) / whole),
        )
        for (what, kind, field), parts in together.items()
    ]
    return sorted(rows, key=lambda row: -row.share)


def _how(kind: str, level: str, labels: Labels) -> str:
    if kind == "near":
        return labels.gettext("near each other")
    if kind == "related":
        return labels.gettext("a related word")
    if kind == "feedback":
        return labels.gettext("a word of the first results")
    if kind == "associated":
        return labels.gettext("a word that the archive relates to the query")
    return labels.gettext("credited agency") if kind == "credit" else labels.level(level)
