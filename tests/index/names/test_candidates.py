"""Which names may be one, and what is told of it."""

from collections.abc import Sequence
from functools import cache

import pytest

from index.names.accepted import KINDS, Kind
from index.names.candidates import candidates
from index.names.figures import names_in
from index.names.judging import Offer, evidence_of, offers, several_people
from tests.index.names.naming import named
from tests.tables import vectors

ROWS = vectors("name_variants.tsv")
MINISTER, PLAYER = "وزير الزراعة", "لاعب نادي الشعلة"
Named = str | tuple[str, str]
ONE, OTHER = "غوستاف هارلمان", "جوستاف هارلمان"


@cache
def found() -> dict[frozenset[str], str]:
    """The candidates among all names of the table, each name in an article of its own."""
    persons = dict.fromkeys(name for kind, *names, _ in ROWS if kind == "person" for name in names)
    others = dict.fromkeys(name for kind, *names, _ in ROWS if kind != "person" for name in names)
    articles = [named(number, name) for number, name in enumerate(persons)]
    articles += [named(-number, organisations=[name]) for number, name in enumerate(others, 1)]
    archive = names_in(articles)
    return {
        frozenset((archive.names[one.one].text, archive.names[one.other].text)): one.likeness
        for kind in KINDS
        for one in candidates(archive, kind)
    }


@pytest.mark.parametrize(("kind", "one", "other", "likeness"), ROWS)
def test_how_names_are_alike(kind: Kind, one: str, other: str, likeness: str) -> None:
    assert found().get(frozenset((one, other)), "") == likeness


def judged(*people: Sequence[Named], one: str = ONE, other: str = OTHER) -> Offer:
    """What is offered of two names, in articles that name these people."""
    articles = [named(number, *names) for number, names in enumerate(people)]
    crowd = [named(1000 + number, f"شاهد رقم {number}") for number in range(200)]
    pair = {one, other}
    return next(
        offer
        for offer in offers(names_in([*articles, *crowd]))
        if {offer.entry.name, offer.variant.name} == pair
    )


def test_names_with_a_common_role_are_sure() -> None:
    offer = judged([(ONE, MINISTER)], [(ONE, MINISTER)], [(OTHER, "وزير الزراعة السابق")])
    assert offer.is_sure
    assert (offer.entry.name, offer.entry.articles) == (ONE, 2)
    assert MINISTER in evidence_of(offer)


def test_names_with_common_company_are_sure() -> None:
    company = ["ليلى الناجي", "نادر الحداد", "مروان الصائغ"]
    offer = judged([ONE, *company], [OTHER, *company])
    assert offer.is_sure
    assert set(offer.company) == set(company)


def test_names_without_either_are_candidates_alone() -> None:
    assert not judged([ONE], [OTHER]).is_sure


def test_a_player_and_a_minister_of_one_name_are_not_one() -> None:
    company = ["ليلى الناجي", "نادر الحداد", "مروان الصائغ"]
    player: list[Named] = [(ONE, PLAYER), *company]
    minister: list[Named] = [(OTHER, MINISTER), *company]
    with pytest.raises(StopIteration):
        judged(player, player, minister, minister)


def test_a_name_of_several_people_is_told() -> None:
    articles = [named(number, (ONE, PLAYER)) for number in range(3)]
    articles += [named(10 + number, (ONE, MINISTER)) for number in range(2)]
    articles += [named(20 + number, (OTHER, MINISTER)) for number in range(2)]
    told = several_people(names_in(articles))
    assert [(name.text, fields) for name, fields in told] == [(ONE, (("رياضة", 3), ("دولة", 2)))]
    assert not any(offer.is_sure for offer in offers(names_in(articles)))


def test_a_longer_name_beside_a_shorter_one_is_somebody_else() -> None:
    full, short = "سليم بن راشد الحداد", "سليم الحداد"
    company = ["ليلى الناجي", "نادر الحداد", "مروان الصائغ"]
    people = [[full, *company], [short, *company]]
    assert judged(*people, one=full, other=short).entry.name == full
    with pytest.raises(StopIteration):
        judged(*people, [full, short], one=full, other=short)


def test_the_order_of_articles_is_nothing_to_the_offers() -> None:
    articles = [named(1, (ONE, MINISTER)), named(2, (OTHER, MINISTER)), named(3, ONE)]
    assert offers(names_in(articles)) == offers(names_in(reversed(articles)))
