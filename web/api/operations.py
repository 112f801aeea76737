"""The endpoints of the API in one table: address, parameters, answer, what may go wrong.

An endpoint more is an entry here, the shape of its answer in ``schemas``, and a function of its
name in ``routes``.
"""

from dataclasses import dataclass

from index.facets import FACET_BY_NAME
from index.translatable import translatable as _
from web.api import schemas
from web.api.serializers import ARTICLE_FIELDS, EVERY_HIT_FIELD
from web.url import parameters as known
from web.url.parameters import Parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One endpoint.

    Attributes:
        name: of the view, and in the document.
        path: as the document writes it.
        summary: what it gives, a sentence of the catalogue.
        about: what else there is to know, likewise.
        answer: the type of the answer.
        own: its parameters, and
        search: whether it takes those of a search as well.
        inside: what stands in the path, if anything does: name, meaning and the values it takes.
        errors: the statuses that it may answer with besides 200 and 304.
    """

    name: str
    path: str
    summary: str
    about: str = ""
    answer: type[object]
    own: tuple[Parameter, ...] = ()
    search: bool = False
    inside: tuple[str, str, tuple[str, ...]] | None = None
    errors: tuple[int, ...] = (405, 414, 422, 500, 503)

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Return all parameters behind the question mark, its own first."""
        return (*self.own, *(known.SEARCH if self.search else ()))


_ALL_ERRORS = (404, 405, 414, 422, 500, 503)

OPERATIONS: dict[str, Operation] = {
    operation.name: operation
    for operation in (
        Operation(
            name="search",
            path="/api/v1/search",
            summary=_("A page of results"),
            about=_(
                "Several values of one facet widen the result, values of several facets narrow "
                "it. To go through all results, follow links.next until it is null."
            ),
            answer=schemas.SearchAnswer,
            own=(known.FACET, known.hit_fields(EVERY_HIT_FIELD)),
            search=True,
        ),
        Operation(
            name="article",
            path="/api/v1/articles/{article_id}",
            summary=_("One whole article"),
            about=_("Percent-encode the whole id, slashes too."),
            answer=schemas.Article,
            own=(known.article_fields(ARTICLE_FIELDS),),
            inside=("article_id", _("The id of the article, or its url."), ()),
            errors=_ALL_ERRORS,
        ),
        Operation(
            name="suggest",
            path="/api/v1/suggest",
            summary=_("Completions of what was typed so far"),
            answer=schemas.SuggestAnswer,
            own=(known.TYPED, known.SUGGESTIONS),
        ),
        Operation(
            name="related_words",
            path="/api/v1/related-words",
            summary=_("Other words of the archive for those of a query"),
            about=_("Those that a search looks for as well, unless it says related=no."),
            answer=schemas.RelatedWordsAnswer,
            own=(known.Q, known.RELATED),
        ),
        Operation(
            name="explain",
            path="/api/v1/explain",
            summary=_("Why an article stands where it stands"),
            about=_(
                "Of the parameters of a search, q, spellings, related, words and sort are heeded; "
                "the others are read and change nothing."
            ),
            answer=schemas.Explanation,
            own=(known.ID,),
            search=True,
            errors=_ALL_ERRORS,
        ),
        Operation(
            name="analyze",
            path="/api/v1/analyze",
            summary=_("The words of a text with their terms on every level"),
            about=_("As the archive that answers sees them, with what it attests of each."),
            answer=schemas.Analysis,
            own=(known.TEXT,),
        ),
        Operation(
            name="facet",
            path="/api/v1/facets/{name}",
            summary=_("The values of one facet for a query"),
            about=_(
                "All of them can be read, part by part, and filtered by a piece of a name. Of the "
                "parameters of a search, page, size, after and copies are read and change "
                "nothing; sort counts, since by date only articles with all words are found."
            ),
            answer=schemas.FacetAnswer,
            own=(known.CONTAINING, known.FIRST, known.VALUES),
            search=True,
            inside=("name", _("The facet."), tuple(FACET_BY_NAME)),
            errors=_ALL_ERRORS,
        ),
        Operation(
            name="stats",
            path="/api/v1/stats",
            summary=_("The figures of a query, or of the whole archive"),
            about=_("Without parameters it tells of the whole archive."),
            answer=schemas.Stats,
            own=(known.BY, known.UNIT, known.TOP),
            search=True,
        ),
        Operation(
            name="named_together",
            path="/api/v1/named-together",
            summary=_("Who is named in the same articles as a person or an organisation"),
            about=_(
                "Choose one, by person or organisation; the other parameters of a search narrow "
                "its articles. Whoever is named beside it in two articles at least, and surely "
                "more often than by chance, is told of, the most telling first."
            ),
            answer=schemas.NamedTogether,
            own=(known.COMPANIONS,),
            search=True,
        ),
        Operation(
            name="document",
            path="/api/v1/openapi.json",
            summary=_("The OpenAPI document of this API"),
            answer=dict[str, object],
            errors=(405, 414, 422, 500),
        ),
        Operation(
            name="health",
            path="/healthz",
            summary=_("Whether the archive can be searched"),
            about=_("It is searched for it, at most once a second."),
            answer=schemas.Health,
            errors=(405, 500, 503),
        ),
        Operation(
            name="ready",
            path="/readyz",
            summary=_("Whether readers may be sent here"),
            about=_("Whether an index of this software is published, whole, and warm."),
            answer=schemas.Health,
            errors=(405, 414, 500, 503),
        ),
    )
}
