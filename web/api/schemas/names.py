"""Who is named together with a person or an organisation."""

from typing import Annotated

from index.translatable import translatable as _
from search.facets.spans import SpanUnit
from search.named_together import NAMES
from web.api.schemas.articles import Labelled
from web.api.schemas.searches import Note, Period, Read
from web.api.schemas.terms import Count, about, closed, one_of


@closed
class NameAsked(Labelled):
    facet: Annotated[str, one_of(NAMES), about(_("The facet."))]


@closed
class Companion(Labelled):
    count: Annotated[Count, about(_("Articles that name both."))]
    articles: Annotated[Count, about(_("Articles of the whole archive that name it."))]
    texts: Annotated[Count, about(_("Different texts that name both."))]
    score: Annotated[
        float,
        about(_("How telling that is: the log-likelihood ratio against chance; the larger, the "
                "more.")),
    ]  # fmt: skip
    counts: Annotated[list[Count], about(_("The articles that name both, in each period."))]


@closed
class NamedTogether(Read):
    of: Annotated[NameAsked, about(_("The person or organisation that was asked for."))]
    total: Annotated[Count, about(_("Articles that name it, every copy counted."))]
    unit: Annotated[SpanUnit, about(_("The length of the periods."))]
    periods: Annotated[
        list[Period], about(_("The time of these articles, without gaps; weeks begin on Sunday."))
    ]
    persons: Annotated[list[Companion], about(_("The people, the most telling first."))]
    organisations: Annotated[list[Companion], about(_("The organisations, likewise."))]
    notes: Annotated[list[Note], about(_("How the query was read."))]
