"""Pages for readers."""

from dataclasses import dataclass
from itertools import count

from flask import Blueprint, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from index.errors import QueryInvalid
from index.facets import FACET_BY_NAME
from search.query import MAX_PAGE, MAX_TEXT, Query
from search.results import Explanation, Results, ScorePart
from web.api.answers import COPIES, RELATED
from web.api.suggestions import COMPLETIONS, suggestions_json
from web.exports.metadata import original
from web.http.engine import as_far_as_it_answers, engine
from web.http.errors import ArticleNotFound
from web.i18n import strings
from web.i18n.labels import labels
from web.i18n.markup import numbered, paragraphs
from web.url import params

blueprint = Blueprint("pages", __name__)

#: Values of a facet on a page of their own.
VALUES = 60

_CLOSEST_FIRST = tuple(strings.LEVELS)


@blueprint.get("/")
def search() -> ResponseReturnValue:
    """The first page, or the results where anything was asked for.

    Shared links get parameters from all over the web, so names that are not ours are passed over.
    Scripts ask with ``typing=1`` while somebody types: half a word is not searched.
    """
    query = asked()
    if request.args.get(params.TYPING) == "1" and _is_half_typed():
        return "", 204, {"Cache-Control": "no-store"}
    results = engine().search(query)
    if not params.pairs(query):
        return render_template("home.html", query=query, results=results)
    return render_template(
        "results.html",
        query=query,
        results=results,
        chips=labels.chips(query),
        last_page=_last_page(results),
        page_numbers=page_numbers(query.page, _last_page(results)),
    )


def _is_half_typed() -> bool:
    # The text as it came: a space at its end says that the last word is complete.
    return not engine().knows(request.args.get("q", "")[:MAX_TEXT])


@blueprint.get("/articles/<article_id:article_id>")
def article(article_id: str) -> str:
    """One whole article, the words of the search that led there marked."""
    query = _search_before()
    archive = engine()
    found = archive.marked(query, article_id)
    if found is None:
        raise ArticleNotFound
    numbers = count(1)
    # In the order of the page, which is the order of the jumps.
    texts = {
        "title": numbered(found.title, numbers),
        "deck": numbered(found.deck, numbers),
        "body": [numbered(part, numbers) for part in paragraphs(found.body)],
        "caption": numbered(found.caption, numbers),
    }
    return render_template(
        "article.html",
        article=found.article,
        texts=texts,
        marks=next(numbers) - 1,
        copies=as_far_as_it_answers(lambda: archive.copies(found.article.id, COPIES)),
        related=as_far_as_it_answers(lambda: archive.related(found.article.id, RELATED)),
        original=original(found.article),
        query=query,
    )


@blueprint.get("/facets/<name>")
def facet(name: str) -> str:
    """All values of one facet for a search, to choose several of."""
    if name not in FACET_BY_NAME:
        abort(404)
    query = asked()
    containing = request.args.get("containing", "").strip()
    first = params.whole_number(request.args.get("first", "")) or 0
    begin = first if 0 <= first <= MAX_PAGE else 0
    page = engine().facet(query, name, containing=containing, first=begin, count=VALUES)
    return render_template(
        "facet.html",
        name=name,
        query=query,
        page=page,
        containing=containing,
        first=begin,
        size=VALUES,
    )


@blueprint.get("/why/<article_id:article_id>")
def why(article_id: str) -> str:
    """Why an article is listed for a search, and where."""
    query = asked()
    found = engine().explain(query, article_id)
    if found is None:
        raise ArticleNotFound
    return render_template("why.html", query=query, found=found, rows=reasons(found))


@blueprint.get("/suggestions")
def suggestions() -> ResponseReturnValue:
    """Completions of what is being typed, for the search box."""
    found = engine().suggest(request.args.get("q", ""), COMPLETIONS)
    return jsonify(suggestions_json(found, asked()))


def asked() -> Query:
    """The search of the current address; names that are not ours are passed over.

    A period whose ends were typed the wrong way round is read as it was meant.
    """
    given = [pair for pair in request.args.items(multi=True) if pair[0] in params.KNOWN]
    try:
        return params.read(given)
    except QueryInvalid as error:
        if error.code != "empty_range":
            raise
    other = {"from": "to", "to": "from"}
    return params.read((other.get(name, name), value) for name, value in given)


@dataclass(frozen=True, slots=True)
class Reason:
    """A row of the explanation: what matched how and where, and its share of the score."""

    what: str
    how: str
    where: str
    share: int


def reasons(found: Explanation) -> list[Reason]:
    """What each word did in each field, the weightiest first, as shares in percent.

    A close match counts on the wider levels as well; readers are told of the closest.
    """
    whole = sum(part.score for part in found.parts) or 1.0
    together: dict[tuple[str, str, str], list[ScorePart]] = {}
    for part in found.parts:
        together.setdefault((part.what, part.kind, part.field), []).append(part)
    rows = [
        Reason(
            what,
            _how(kind, min((part.level for part in parts), key=_CLOSEST_FIRST.index)),
            labels.field(field),
            round(100 * sum(part.score for part in parts) / whole),
        )
        for (what, kind, field), parts in together.items()
    ]
    return sorted(rows, key=lambda row: -row.share)


def _how(kind: str, level: str) -> str:
    if kind == "near":
        return labels.gettext("near each other")
    return labels.gettext("credited agency") if kind == "credit" else labels.level(level)


def page_numbers(page: int, last: int) -> list[int | None]:
    """The pages to offer: the ends and those around ``page``; ``None`` where some are left out."""
    near = {1, last, *range(page - 2, page + 3)}
    offered = sorted(number for number in near if 1 <= number <= last)
    found: list[int | None] = []
    for number in offered:
        previous = found[-1] if found else None
        if previous is not None and number - previous > 1:
            found.append(None)
        found.append(number)
    return found


def _last_page(results: Results) -> int:
    pages = -(-results.listed // results.query.size)
    return min(max(pages, 1), MAX_PAGE)


def _search_before() -> Query:
    """The search that led to an article.

    Shared links get parameters from all over the web; none of them is a reason to refuse a page
    that needs none.
    """
    try:
        return params.read(request.args.items(multi=True))
    except QueryInvalid:
        return params.read(())
