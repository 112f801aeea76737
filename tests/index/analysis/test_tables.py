"""Every line of the word table and of the spelling families."""

import re
from collections import Counter
from pathlib import Path

import pytest

from index import tables
from index.analysis import Analyzer, folded_text
from index.analysis.families import COLUMNS, TABLES, normal, read_families
from index.analysis.words import ARABIC_LETTERS
from index.errors import TableError
from search.language.spelling_variants import COLUMNS as SPELLING_COLUMNS
from search.language.spelling_variants import TABLE as SPELLINGS
from search.language.spelling_variants import read_spellings

FILES = sorted(TABLES.glob("*.tsv"))
KINDS_OF_NAMES = {"place", "person", "organisation", "month"}
MOST_KIN = 6

# A word, or several joined by _; neither vowel marks nor tatweel.
_FORM = re.compile(rf"[{ARABIC_LETTERS}]+(?:_[{ARABIC_LETTERS}]+)*")


def repeated(items: list[str]) -> list[str]:
    return [item for item, count in Counter(items).items() if count > 1]


def test_there_is_a_file_for_every_kind() -> None:
    assert [path.name for path in FILES] == [
        "adjectives.tsv", "names.tsv", "nouns.tsv", "verbs.tsv"
    ]  # fmt: skip
    assert {family.kind for family in read_families()} == {"noun", "adjective", "verb", "name"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_line_is_a_family(path: Path) -> None:
    for line, (head, inflections, kin) in tables.read(path, COLUMNS):
        where = f"{path.name}, line {line}"
        assert _FORM.fullmatch(head), where
        if path.name == "names.tsv":
            assert inflections in KINDS_OF_NAMES, where
            inflections = ""
        for form in (*inflections.split(" "), *kin.split(" ")):
            assert not form or _FORM.fullmatch(form), f"{where}: {form!r}"
        assert len(kin.split()) <= MOST_KIN, where
        assert not repeated([head, *inflections.split(), *kin.split()]), where


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_head_stands_once_in_a_file(path: Path) -> None:
    assert not repeated([head for _, (head, _, _) in tables.read(path, COLUMNS)])


@pytest.mark.parametrize("name", ["nouns.tsv", "adjectives.tsv", "verbs.tsv"])
def test_a_form_belongs_to_one_family_of_a_file(name: str) -> None:
    families = tables.read(TABLES / name, COLUMNS)
    forms = [form for _, (_, inflections, _) in families for form in inflections.split()]
    assert not repeated(forms)


@pytest.mark.parametrize("line", ["قمح", "قمح\tقموح", "قمح\t\t\tشعير"])
def test_a_line_of_another_form_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    for path in FILES:
        (tmp_path / path.name).write_text("# comment\n\n", encoding="utf-8")
    (tmp_path / "nouns.tsv").write_text(f"# comment\n\nشعير\t\t\n{line}\n", encoding="utf-8")
    monkeypatch.setattr("index.analysis.families.TABLES", tmp_path)
    columns = line.count("\t") + 1
    with pytest.raises(TableError, match=rf"nouns\.tsv, line 4: {columns} columns, not 3"):
        list(read_families())


@pytest.mark.parametrize("name", ["nouns.tsv", "adjectives.tsv", "verbs.tsv"])
def test_inflections_meet_their_head_on_the_light_level(name: str) -> None:
    """By the way that every word of a text goes; one in two hundred may mean other words first."""
    analyzer = Analyzer()
    own_line = {head for path in FILES for _, (head, _, _) in tables.read(path, COLUMNS)}
    pairs = [
        (head, form)
        for _, (head, inflections, _) in tables.read(TABLES / name, COLUMNS)
        for form in inflections.split()
        # A word in ة with a line of its own is its own word.
        if not (form in own_line and form == head + "ة")
    ]
    apart = []
    for head, form in pairs:
        lemmas, terms = analyzer.terms(head.replace("_", "")), analyzer.terms(form.replace("_", ""))
        if not terms.stop and not lemmas.stop and not set(lemmas.light) & set(terms.light):
            apart.append((head, form))
    assert len(apart) <= len(pairs) / 200, apart[:20]


def test_kin_meet_their_head_on_the_wide_level() -> None:
    analyzer = Analyzer()
    apart = []
    total = 0
    for family in read_families():
        wide = set(analyzer.terms(family.head.replace("_", "")).wide)
        for form in family.kin:
            terms = analyzer.terms(form.replace("_", ""))
            total += 1
            if wide and not terms.stop and not wide & set(terms.wide):
                apart.append((family.head, form))
    assert len(apart) <= total / 100, apart[:20]


@pytest.mark.parametrize(
    ("spelled", "looked_up"),
    [
        ("مسئول", "مسؤول"),
        ("مسؤول", "مسؤول"),
        ("رءوس", "رؤوس"),
        ("بدأوا", "بدؤوا"),
        ("شيء", "شئ"),
        ("شىء", "شئ"),
        ("سيئ", "سئ"),
        ("أإآٱى", "ااااي"),
        ("مدرسة", "مدرسة"),
        ("سماء", "سماء"),
    ],
)
def test_normal_spelling_settles_the_seats_of_hamza(spelled: str, looked_up: str) -> None:
    assert normal(spelled) == looked_up
    assert normal(looked_up) == looked_up


# Spelling families


def test_every_line_of_the_spellings_is_a_family() -> None:
    for line, (spelling, others) in tables.read(SPELLINGS, SPELLING_COLUMNS):
        where = f"{SPELLINGS.name}, line {line}"
        spellings = [spelling, *others.split(" ")]
        assert all(spellings), where
        assert all(re.fullmatch(r"[^\W_]+(?:_[^\W_]+)*", text) for text in spellings), where


def test_no_two_spellings_of_a_family_fold_alike() -> None:
    alike = [
        family for family in read_spellings() if len(set(map(folded_text, family))) < len(family)
    ]
    assert not alike


def test_a_spelling_stands_in_one_family() -> None:
    keys = [key for family in read_spellings() for key in sorted(set(map(folded_text, family)))]
    assert not repeated(keys)


@pytest.mark.parametrize("line", ["قمح", "قمح\tكمح\tقمه"])
def test_a_line_of_spellings_of_another_form_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    path = tmp_path / "spellings.tsv"
    path.write_text(f"# comment\n\n{line}\n", encoding="utf-8")
    monkeypatch.setattr("search.language.spelling_variants.TABLE", path)
    columns = line.count("\t") + 1
    with pytest.raises(TableError, match=rf"spellings\.tsv, line 3: {columns} columns, not 2"):
        read_spellings()
