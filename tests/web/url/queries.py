"""Random queries of every kind."""

from datetime import date

from hypothesis import strategies as st

from index.facets import FACET_BY_NAME, NO_VALUE
from index.facts.dates.calendars import HIJRI_YEARS
from search.cursor import Cursor
from search.query import MAX_PAGE, MAX_SIZE, Copies, Query, Sort, Spellings, Words

CURSOR = Cursor("relevance", 1.5, 0, 7, ("a",)).token()

values = st.lists(
    st.text(min_size=1, max_size=200).filter(FACET_BY_NAME["source"].canonical),
    max_size=3,
    unique=True,
).map(tuple)
# Days of the years that are Hijri in addresses are older than any paper.
days = st.dates().filter(lambda day: day.year not in HIJRI_YEARS)
periods = st.one_of(
    st.just(NO_VALUE),
    days.map(date.isoformat),
    days.map(lambda day: day.isoformat()[:7]),
    days.map(lambda day: day.isoformat()[:4]),
)
sorts: st.SearchStrategy[Sort] = st.sampled_from(["relevance", "newest", "oldest", "added"])
words: st.SearchStrategy[Words] = st.sampled_from(["most", "all"])
spellings: st.SearchStrategy[Spellings] = st.sampled_from(["all", "typed"])
copies: st.SearchStrategy[Copies] = st.sampled_from(["folded", "together"])


@st.composite
def queries(draw: st.DrawFn) -> Query:
    first, last = sorted([draw(days), draw(days)])
    after = draw(st.sampled_from(["", CURSOR]))
    left_out = st.one_of(
        st.tuples(st.sampled_from(["source", "text_agency"]), st.text("بتث", min_size=1)),
        st.tuples(st.just("mentioned"), periods),
    )
    return Query(
        text=draw(st.text().map(str.strip)),
        chosen=(
            *(("section", value) for value in draw(values)),
            *(("agency", value) for value in draw(values)),
            *(("date", value) for value in tuple(draw(st.lists(periods, max_size=3, unique=True)))),
        ),
        first_day=draw(st.sampled_from([None, first])),
        last_day=draw(st.sampled_from([None, last])),
        sort=draw(sorts),
        page=1 if after else draw(st.integers(1, MAX_PAGE)),
        after=after,
        excluded=tuple(draw(st.lists(left_out, max_size=4))),
        size=draw(st.integers(1, MAX_SIZE)),
        words=draw(words),
        spellings=draw(spellings),
        copies=draw(copies),
    )
