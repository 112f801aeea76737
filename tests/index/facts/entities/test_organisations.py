"""Organisations that a text names: by class nouns, by tables, by what an article is about."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import fold, folded_words
from index.article import Article, NamedEntity
from index.errors import TableError
from index.facts.entities.organisations.class_nouns import read_class_nouns
from index.facts.entities.organisations.clitics import attached_forms
from index.facts.entities.organisations.known_organisations import (
    Writing,
    read_clubs,
    read_organisations,
)
from index.facts.entities.organisations.reading import organisations_in
from index.facts.entities.parts import parts_of
from tests.tables import vectors

_SENTENCES = vectors("organisations.tsv")
_MENTIONS = vectors("organisation_mentions.tsv")
_LISTED = list(read_organisations())
_CLUBS = list(read_clubs())
_LEFT_OUT = ("media", "platform")
_SPORT = "سجل اللاعب هدفا في مباراة الدوري"


def read(body: str) -> tuple[NamedEntity, ...]:
    article = Article(id="-", body=body)
    return organisations_in(parts_of(article), article)[0]


def names(body: str) -> list[str]:
    return [organisation.name for organisation in read(body)]


@pytest.mark.parametrize(("text", "expected"), _SENTENCES)
def test_names_in_a_sentence(text: str, expected: str) -> None:
    assert names(text) == ([] if expected == "-" else expected.split("|"))


@pytest.mark.parametrize(("text", "name", "mentions"), _MENTIONS)
def test_one_organisation_has_all_its_mentions(text: str, name: str, mentions: str) -> None:
    found = {organisation.name: organisation for organisation in read(text)}
    forms = dict.fromkeys(mention.text for mention in found[name].mentions)
    assert list(forms) == mentions.split("|")


@pytest.mark.parametrize("text", [row[0] for row in _SENTENCES + _MENTIONS])
def test_a_mention_is_where_it_says(text: str) -> None:
    for organisation in read(text):
        for mention in organisation.mentions:
            assert mention.part == "body"
            # Behind لل the article is written again: its alef is not in the text.
            whole = text[mention.start :].startswith((mention.text, mention.text.removeprefix("ا")))
            assert whole or text[mention.start - 1 :].startswith("لل" + mention.text[2:])


def test_the_same_word_as_a_common_noun_is_no_mention() -> None:
    air_base = "استقبل زعيم القاعدة أتباعه قرب القاعدة الجوية."
    assert [len(organisation.mentions) for organisation in read(air_base)] == [1]


@pytest.mark.parametrize("text", [row[0] for row in _SENTENCES])
def test_mentions_do_not_overlap(text: str) -> None:
    mentions = sorted(
        (mention.start, mention.start + len(mention.text))
        for organisation in read(text)
        for mention in organisation.mentions
    )
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(mentions))


@given(st.sampled_from([row for row in _SENTENCES if row[1] != "-"]), st.sampled_from("وفبلك"))
def test_letters_attached_change_no_name(row: list[str], letter: str) -> None:
    name = row[1].split("|")[0]
    if name not in row[0] or name.split()[0] == "للجنة":
        return
    at = row[0].index(name)
    before = row[0][:at].split()[-1:]
    if row[0][at - 1 : at] != " " or before in (["سهم"], ["فريق"]):  # nothing stands between them
        return
    attached = "لل" if letter == "ل" and name.startswith("ال") else letter
    rest = row[0][at + 2 :] if attached == "لل" else row[0][at:]
    # A letter parts the name from a word before it that made it sure.
    known = {one.name for one in read(row[0])}
    found = names(row[0][:at] + attached + rest)
    assert not [other for other in found if other not in known]


def test_a_writing_without_sign_is_known_by_itself() -> None:
    missed = [
        " ".join(writing.words)
        for writing in _LISTED
        if not writing.sign and writing.kind not in _LEFT_OUT
        if not names("اجتمع أمس ممثلو " + " ".join(writing.words) + " ثم سافروا.")
    ]
    assert missed == []


def test_a_club_that_is_a_place_is_none_where_nobody_plays() -> None:
    taken = [
        " ".join(writing.words)
        for writing in _CLUBS
        if writing.sign in ("@", "!", "?")
        if any(
            folded_words(name) == writing.words
            for name in names("وصل الوفد أمس إلى " + " ".join(writing.words) + " ثم عاد.")
        )
        if not _is_also_organisation(writing)
    ]
    assert taken == []


def _is_also_organisation(writing: Writing) -> bool:
    return any(other.words == writing.words and not other.sign for other in _LISTED)


def test_a_doubtful_club_is_known_where_a_club_word_stands_before_it() -> None:
    missed = [
        " ".join(writing.words)
        for writing in _CLUBS
        if writing.sign in ("?", "@")
        if not names(f"{_SPORT}، وقال مدرب {' '.join(writing.words)} إنه سعيد.")
    ]
    assert missed == []


def test_the_adjective_of_its_country_makes_a_club_of_a_doubtful_name_and_is_no_part_of_it() -> (
    None
):
    missed = [
        f"{name} {country}"
        for writing in _CLUBS
        if writing.sign
        for country in writing.countries
        if (name := " ".join(writing.words))
        if name not in map(fold, names(f"{_SPORT}، وقيل إن {name} {country} جاهز."))
    ]
    assert missed == []


def test_a_field_of_work_is_a_ministry_in_quotes_alone() -> None:
    fields = [
        " ".join(writing.words)
        for writing in _LISTED
        if writing.kind == "ministry" and writing.sign
    ]
    assert fields
    assert [field for field in fields if not names(f"وقد نفت «{field}» ذلك.")] == []
    assert [field for field in fields if names(f"وقد شمل ذلك {field} كله.")] == []


def test_every_writing_of_a_club_names_one_club() -> None:
    written: dict[tuple[str, ...], set[str]] = {}
    for writing in _CLUBS:
        written.setdefault(writing.words, set()).add(fold(writing.name))
    assert {words for words, clubs in written.items() if len(clubs) > 1} == set()


@given(st.text(alphabet='ابتلوكم هةيىء\n.«»"()،', max_size=80))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    for organisation in read("وزارة " + text + " شركة " + text):
        assert organisation.mentions


@given(st.sampled_from(["الهلال", "وزارة", "أوبك", "لجنة", "الأهلي"]))
def test_what_is_attached_is_told_with_each_form(word: str) -> None:
    folded = fold(word)
    for form, attached in attached_forms(folded):
        rest = "ال" + form[len(attached) :] if attached.endswith("لل") else form[len(attached) :]
        assert rest == folded


def test_names_of_things_are_taken_and_named_by_nobody() -> None:
    article = Article(id="-", body="لعبت في ملعب الملك فهد بعد أن نقل إلى مستشفى الملك خالد.")
    parts = parts_of(article)
    found, spans = organisations_in(parts, article)
    words = {" ".join(parts[0].terms[span.first : span.end]) for span in spans}
    assert [organisation.name for organisation in found] == ["مستشفى الملك خالد"]
    assert words == {"ملعب الملك فهد", "مستشفي الملك خالد"}


def test_a_table_with_an_unknown_letter_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "class_nouns.tsv"
    table.write_text("وزارة\tcz\t\t\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"line 1.*'z'"):
        list(read_class_nouns(table))


def test_a_table_with_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "organisations.tsv"
    table.write_text("أوبك\tplanet\t\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"line 1.*planet"):
        list(read_organisations(table))
