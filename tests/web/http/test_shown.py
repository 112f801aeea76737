from search.query import Query
from search.results import FacetValue, Match, Results
from web.http.shown import complete, offered, opened, worth_showing


def test_how_many_results_have_all_words() -> None:
    matches = {Match.EXACT: 1, Match.LIGHT: 2, Match.SPELLING: 3, Match.WIDE: 4, Match.STEM: 5,
               Match.NONE: 6}  # fmt: skip
    assert complete(Results(Query(), 21, 21, (), {}, matches=matches)) == 10
    assert complete(Results(Query(), 0, 0, (), {})) == 0


def test_a_facet_is_shown_where_there_is_something_to_choose() -> None:
    nothing = FacetValue("_none", "بلا قسم", 3)
    assert not worth_showing(())
    assert not worth_showing([nothing])
    assert worth_showing([nothing, FacetValue("sport", "رياضة", 1)])
    assert worth_showing([FacetValue("_none", "بلا قسم", 3, selected=True)])


def test_what_was_chosen_is_offered_wherever_it_stands() -> None:
    plain = [FacetValue(str(number), "", 1) for number in range(6)]
    below = FacetValue("7", "", 1, children=(FacetValue("8", "", 1, excluded=True),))
    chosen = FacetValue("6", "", 1, selected=True)
    assert offered([*plain, chosen, below], 2) == [*plain[:2], chosen, below]


def test_a_secondary_facet_is_opened_by_a_choice() -> None:
    assert opened(Query(), "section")
    assert not opened(Query(), "photo_agency")
    assert opened(Query(chosen=(("photo_agency", "afp"),)), "photo_agency")
    assert opened(Query(excluded=(("photo_agency", "afp"),)), "photo_agency")
