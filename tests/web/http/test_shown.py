from search.query import Query
from search.results import Match, Results
from web.http.shown import complete


def test_how_many_results_have_all_words() -> None:
    matches = {Match.EXACT: 1, Match.LIGHT: 2, Match.SPELLING: 3, Match.WIDE: 4, Match.STEM: 5,
               Match.NONE: 6}  # fmt: skip
    assert complete(Results(Query(), 21, 21, (), {}, matches=matches)) == 10
    assert complete(Results(Query(), 0, 0, (), {})) == 0
