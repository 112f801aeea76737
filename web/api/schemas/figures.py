"""Facets, figures over time, and the archive as a whole."""

from typing import TYPE_CHECKING, Annotated, Literal, NotRequired

from typing_extensions import TypedDict

from index.facets import FACET_BY_NAME
from index.feeds.troubles import Trouble
from index.translatable import translatable as _
from search.results import PeriodUnit
from web.api.schemas.articles import Labelled
from web.api.schemas.searches import FacetValue, Note, Period, Read, Timeline
from web.api.schemas.terms import Count, about, closed, shaped


@closed
class FacetAnswer(Read):
    name: Annotated[str, about(_("The facet."))]
    total: Annotated[Count, about(_("How many such values there are."))]
    first: Annotated[Count, about(_("How many of them were passed over."))]
    values: Annotated[list[FacetValue], about(_("Values of every depth, the most frequent first."))]
    notes: Annotated[list[Note], about(_("How the query was read."))]


@closed
class Series(Labelled):
    total: Annotated[Count, about(_("Its articles, those without a date among them."))]
    counts: Annotated[list[Count], about(_("Its articles in each period."))]


@closed
class Comparison(TypedDict):
    by: Annotated[str, about(_("The facet."))]
    unit: Annotated[PeriodUnit, about(_("The length of the periods."))]
    periods: list[Period]
    before: Annotated[Count, about(_("Articles of days that lie far before all periods."))]
    after: Annotated[Count, about(_("Articles of days that lie far behind all periods."))]
    whole: Annotated[Series, about(_("All articles, what is chosen in the same facet left aside."))]
    series: Annotated[list[Series], about(_("One for each value, the chosen ones first."))]


@closed
class TopValues(TypedDict):
    total: Annotated[Count, about(_("How many values the facet has here."))]
    values: Annotated[list[FacetValue], about(_("The most frequent ones."))]


if TYPE_CHECKING:
    TopFacets = dict[str, TopValues]
    Coverage = dict[str, int]
else:
    TopFacets = shaped("TopFacets", dict.fromkeys(FACET_BY_NAME, TopValues))
    Coverage = shaped("Coverage", dict.fromkeys(FACET_BY_NAME, Count))


@closed
class Feed(TypedDict):
    name: Annotated[str, about(_("The name of its paper; empty where nobody told one."))]
    last_success: Annotated[
        str | None, about(_("When it last answered as it should, ISO 8601 in UTC."))
    ]
    articles: Annotated[Count, about(_("Articles that came from it."))]
    trouble: Annotated[Trouble | None, about(_("What is the matter with it; null for nothing."))]


@closed
class ArchiveFacts(TypedDict):
    articles: Annotated[Count, about(_("Articles of the whole archive."))]
    built: Annotated[str, about(_("When its index was built, ISO 8601 in UTC."))]
    publication: Annotated[str, about(_("A mark that every change of the archive renews."))]
    segments: Annotated[
        Count | None, about(_("The segments that its index lies in; null of a cluster."))
    ]
    removed: Annotated[
        Count | None,
        about(_("Articles in them that nobody finds any more; null of a cluster.")),
    ]
    analyzer: Annotated[str, about(_("The fingerprint of the analyzer that built it."))]
    software: Annotated[dict[str, str], about(_("The software that built it, with versions."))]
    feeds: Annotated[list[Feed], about(_("The feeds that it follows, in their order."))]


@closed
class Stats(Read):
    archive: ArchiveFacts
    total: Annotated[Count, about(_("Articles that match, every copy counted."))]
    listed: Annotated[Count, about(_("Different texts among them."))]
    notes: Annotated[list[Note], about(_("How the query was read."))]
    timeline: Annotated[
        Timeline | None, about(_("The articles over time; null where none has a date."))
    ]
    coverage: Annotated[Coverage, about(_("How many of the articles have a value in each facet."))]
    facets: Annotated[TopFacets, about(_("The most frequent values of each facet."))]
    comparison: Annotated[
        Comparison | None, about(_("The articles over time by a facet, where by names one."))
    ]


@closed
class Health(TypedDict):
    status: Literal["ok"]
    articles: Count
    unread: NotRequired[
        Annotated[
            str,
            about(_("Where what was published last cannot be read, why; what was before answers.")),
        ]
    ]
