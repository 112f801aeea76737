"""Persons that a text names, and the reasons that are told for each."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import tables
from index.analysis import fold
from index.article import Article, NamedEntity
from index.facts.entities.parts import Span, parts_of
from index.facts.entities.persons.closed_words import group
from index.facts.entities.persons.known_words import ALONE, MAYBE, NO, SURE, TABLES, words
from index.facts.entities.persons.name_text import UNSEEN
from index.facts.entities.persons.reading import persons_in
from index.facts.entities.persons.same_person import is_short_for
from index.facts.entities.reading import read
from index.facts.places import PLACES
from tests.tables import vectors

SENTENCES = vectors("persons.tsv")
_NONE = "-"


def persons(body: str, title: str = "") -> tuple[NamedEntity, ...]:
    return persons_in(parts_of(Article(id="", title=title, body=body)), ())


@pytest.mark.parametrize(("text", "names", "role", "kind"), SENTENCES)
def test_a_sentence_names_these_persons(text: str, names: str, role: str, kind: str) -> None:
    found = persons(text)
    assert "|".join(person.name for person in found) == ("" if names == _NONE else names), kind
    assert (found[0].role if found else "") == ("" if role == _NONE else role), kind


def test_each_mention_is_told_with_its_words_and_its_place() -> None:
    text = "وعد المتحدث سفيان طوبال بجلسة أخرى. ثم خرج طوبال من القاعة"
    (person,) = persons(text)
    assert [mention.text for mention in person.mentions] == ["سفيان طوبال", "طوبال"]
    assert [mention.reason for mention in person.mentions] == ["المتحدث", "سفيان طوبال"]
    assert text[person.mentions[1].start :].startswith("طوبال من")


def test_a_name_that_needs_a_reason_tells_it() -> None:
    (person,) = persons("كشف المدرب كواسي عن التشكيلة")
    assert (person.mentions[0].reason, person.role) == ("المدرب", "المدرب")
    (person,) = persons("وأضاف كوزلوفسكي أن القرار نهائي")
    assert (person.mentions[0].reason, person.role) == ("أضاف", "")


def test_a_headline_names_shortly_whom_the_text_names_in_full() -> None:
    (person,) = persons("أكد رئيس الحكومة يوسف الشاهد ذلك", title="الشاهد : الميزانية جاهزة للنقاش")
    assert person.name == "يوسف الشاهد"
    assert [mention.part for mention in person.mentions] == ["title", "body"]


@pytest.mark.parametrize("family", ["الزبيدي", "القحطاني", "الدوسري", "المالكي", "العتيبي"])
def test_a_surname_that_two_bear_is_whose_name_came_first(family: str) -> None:
    first, second = persons(f"فاز أحمد {family} على فهد {family}. ثم قال {family} ذلك")
    assert [mention.text for mention in first.mentions] == [f"أحمد {family}", family]
    assert [mention.text for mention in second.mentions] == [f"فهد {family}"]


def test_two_persons_of_one_family_stay_apart() -> None:
    found = persons("فاز علي الزبيدي على أحمد الزبيدي")
    assert [person.name for person in found] == ["علي الزبيدي", "أحمد الزبيدي"]


def test_nobody_is_named_in_words_of_an_organisation() -> None:
    parts = parts_of(Article(id="", body="وقع اللاعب فواز عبدالعزيز الحكير العقد"))
    assert persons_in(parts, ())
    assert not persons_in(parts, (Span(0, 2, 5),))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        (("طوبال",), ("سفيان", "طوبال")),
        (("محمد", "صالح"), ("محمد", "علي", "صالح")),
        (("محمد", "علي"), ("محمد", "علي", "صالح")),
    ],
)
def test_first_and_last_parts_are_a_short_form(
    short: tuple[str, ...], full: tuple[str, ...]
) -> None:
    assert is_short_for(short, full)
    assert not is_short_for(full, short)


def test_a_part_in_the_middle_is_no_short_form() -> None:
    assert not is_short_for(("علي",), ("محمد", "علي", "صالح"))


_TEXTS = st.lists(st.sampled_from([row[0] for row in SENTENCES]), min_size=1, max_size=4).map(
    ". ".join
)
_PIECES = st.text(
    st.sampled_from('محمد علي بنوالفك د.آلأبو «»"،:()-\n عبدالله صخرىيتس'), max_size=60
)


@given(st.one_of(_TEXTS, _PIECES), st.one_of(_TEXTS, _PIECES))
@settings(max_examples=150, deadline=None)
def test_mentions_stand_in_the_text_where_they_say(title: str, body: str) -> None:
    article = Article(id="", title=title, body=body)
    for person in persons(body, title):
        assert person.name in {mention.text.translate(UNSEEN) for mention in person.mentions}
        for mention in person.mentions:
            text = getattr(article, mention.part)
            assert mention.text
            assert text[mention.start : mention.start + len(mention.text)] == mention.text


@given(_TEXTS, st.data())
@settings(max_examples=150, deadline=None)
def test_a_text_may_end_anywhere(body: str, data: st.DataObject) -> None:
    cut = body[: data.draw(st.integers(0, len(body)))]
    for person in persons(cut):
        assert all(mention.text in cut for mention in person.mentions)


@given(_TEXTS)
@settings(max_examples=60, deadline=None)
def test_mentions_do_not_overlap(body: str) -> None:
    places = sorted(
        (mention.start, mention.start + len(mention.text))
        for person in persons(body)
        for mention in person.mentions
    )
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


@given(_TEXTS)
@settings(max_examples=60, deadline=None)
def test_reading_twice_is_reading_once(body: str) -> None:
    article = Article(id="", body=body)
    assert read(article) == read(article)


@given(_TEXTS, st.data())
@settings(max_examples=60, deadline=None)
def test_taken_words_are_free_of_persons(body: str, data: st.DataObject) -> None:
    parts = parts_of(Article(id="", body=body))
    last = len(parts[0].tokens)
    first = data.draw(st.integers(0, last - 1))
    end = data.draw(st.integers(first + 1, last))
    start, stop = parts[0].tokens[first].start, parts[0].tokens[end - 1].end
    for person in persons_in(parts, (Span(0, first, end),)):
        for mention in person.mentions:
            assert mention.start + len(mention.text) <= start or mention.start >= stop


def test_a_given_name_is_known_behind_a_clitic_but_not_in_a_longer_name() -> None:
    known = words()
    assert (known["لاحمد"].given, known["لاحمد"].cut) == (SURE, 1)
    assert known["وليد"].cut == 0
    assert known["لبنان"].given == NO
    assert known["عادل"].given == MAYBE
    assert known["اوباما"].surname == ALONE


def test_titles_are_known_with_the_article_and_behind_a_preposition() -> None:
    known = words()
    assert known["رييس"].title == known["الرييس"].title == known["للرييس"].title == "role"
    assert known["للرييس"].definite
    assert not known["رييس"].definite


def test_a_group_of_closed_words_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        group("no such group")


@pytest.mark.parametrize(
    ("path", "also"),
    [
        ("given_names.tsv", {"", "word"}),
        ("foreign_given_names.tsv", {"", "word"}),
        ("surnames.tsv", {"", "word", "alone", "never"}),
    ],
)
def test_each_name_has_one_line_and_a_known_mark(path: str, also: set[str]) -> None:
    rows = [row.cells for row in tables.read(TABLES / path, ("name", "also"))]
    assert {mark for _, mark in rows} <= also
    assert len({fold(name) for name, _ in rows}) == len(rows)
    assert not [name for name, _ in rows if " " in name]


def test_the_countries_of_the_authority_have_their_adjectives() -> None:
    named = {
        row.cells[0] for row in tables.read(TABLES / "nationalities.tsv", ("country", "words"))
    }
    missing = {place.country for place in PLACES.values() if place.extent} - named
    # Adjectives of two words, and those that are rather other words: مالي, قمري.
    assert missing <= {"CF", "CV", "GL", "HK", "KM", "ML", "MO", "SS", "TL", "ZA"}
