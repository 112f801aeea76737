"""The file of names that an editor keeps: read, changed in place, and written whole."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import NamesUnreadable
from index.names.accepted import NO_NAMES, AcceptedNames
from index.names.kept_file import NamesFile, read_names, write_names
from index.names.pairs import Pair, grouped, joining

NAMES = ("سليم بن راشد الحداد", "سليم الحداد", "ليلى الناجي", "نادر الحداد", "هيثم الخضيري")
PAIRS = st.builds(
    Pair,
    kind=st.sampled_from(("person", "organisation")),
    entry=st.sampled_from(NAMES[:3]),
    variant=st.sampled_from(NAMES[3:]),
    is_accepted=st.booleans(),
    evidence=st.sampled_from(("", "اللفظ متقارب؛ الصفة نفسها: وزير")),
)


def of(*lines: str) -> NamesFile:
    return NamesFile(tuple(lines))


def test_an_empty_file_says_what_its_columns_hold() -> None:
    assert not NamesFile().pairs()
    assert not NamesFile().broken()
    assert all(line.startswith("#") for line in NamesFile().lines)


@given(st.lists(PAIRS, max_size=6))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[Pair]
) -> None:
    path = tmp_path_factory.mktemp("names") / "kept/names.tsv"
    file = NamesFile().with_pairs(pairs)
    write_names(path, file)
    read = read_names(path)
    assert read == file
    last = {pair.names: pair for pair in pairs}
    held = {pair.names: (pair.is_accepted, pair.evidence) for pair in file.pairs()}
    assert held == {names: (pair.is_accepted, pair.evidence) for names, pair in last.items()}
    assert [one.name for one in path.parent.iterdir()] == ["names.tsv"]


@given(st.lists(PAIRS, max_size=4), st.lists(PAIRS, max_size=4))
def test_pairs_that_go_leave_what_was(before: list[Pair], coming: list[Pair]) -> None:
    file = NamesFile().with_pairs(before)
    fresh = [pair for pair in coming if pair.names not in {one.names for one in before}]
    assert file.with_pairs(fresh).without(pair.names for pair in fresh) == file


def test_what_people_wrote_stays_as_it_is() -> None:
    lines = (
        "# لا تمس هذا السطر",
        "",
        f"accepted\tperson\t{NAMES[0]}\t{NAMES[1]}\tكتبه المحرر",
        "this line is broken",
        "# النهاية",
    )
    file = of(*lines).with_pairs([Pair("person", NAMES[2], NAMES[3])])
    assert file.lines[: len(lines)] == lines
    refused = file.with_pairs([Pair("person", NAMES[0], NAMES[1], is_accepted=False)])
    assert refused.lines[2] == f"refused\tperson\t{NAMES[0]}\t{NAMES[1]}\t"
    assert (*refused.lines[:2], *refused.lines[3:5]) == (*lines[:2], *lines[3:])


def test_a_pair_the_other_way_takes_the_same_line() -> None:
    file = of(f"accepted\tperson\t{NAMES[0]}\t{NAMES[1]}")
    turned = file.with_pairs([Pair("person", NAMES[1], NAMES[0])])
    assert turned.lines == (f"accepted\tperson\t{NAMES[1]}\t{NAMES[0]}\t",)


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("accepted\tperson", "2 columns"),
        ("accepted\tperson\tا ب\tج د\tلأن\tزيادة", "6 columns"),
        ("perhaps\tperson\tا ب\tج د", "'perhaps'"),
        ("accepted\tpeople\tا ب\tج د", "'people'"),
        ("accepted\tperson\t\tج د", "no entry"),
        ("accepted\tperson\tا ب\tا ب", "the entry and the variant"),
        ("accepted\tperson\t...\tا ب", "no letter"),
        (f"accepted\tperson\t{NAMES[1]}\t{NAMES[0]}", "itself a writing"),
        (f"accepted\tperson\t{NAMES[2]}\t{NAMES[1]}", f"has the entry {NAMES[0]}"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_and_costs_itself_alone(line: str, part: str) -> None:
    good = f"accepted\tperson\t{NAMES[0]}\t{NAMES[1]}"
    last = f"accepted\tperson\t{NAMES[0]}\t{NAMES[4]}"
    file = of("# names", good, line, last)
    assert [(one.line, part in one.reason) for one in file.broken()] == [(3, True)]
    assert file.accepted() == of(good, last).accepted()


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    assert read_names(path) is None
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NamesUnreadable, match=r"names\.tsv"):
        read_names(path)


def test_entries_hand_their_writings_on() -> None:
    pairs = [Pair("person", NAMES[0], NAMES[1]), Pair("person", NAMES[2], NAMES[0])]
    names, told = grouped(pairs)
    assert not told
    assert {name: names.entry_of("person", name) for name in NAMES[:4]} == {
        NAMES[0]: NAMES[2], NAMES[1]: NAMES[2], NAMES[2]: NAMES[2], NAMES[3]: ""
    }  # fmt: skip


@given(st.lists(PAIRS, max_size=8))
def test_an_entry_is_its_own_entry_and_names_survive_their_json(pairs: list[Pair]) -> None:
    names, _ = grouped(pairs)
    for kind, entry, variant in names.pairs():
        assert names.entry_of(kind, variant) == names.entry_of(kind, entry) == entry
    assert AcceptedNames.of(names.values()) == names
    assert bool(names) == any(pair.is_accepted for pair in pairs)


def test_no_pair_joins_what_is_one_or_what_was_refused() -> None:
    full, short, third, other, last = NAMES
    known = [Pair("person", full, short), Pair("person", full, other, is_accepted=False)]
    coming = [
        Pair("person", short, full),  # they are one
        Pair("person", short, other),  # as good as refused
        Pair("person", third, last),
        Pair("person", full, third),
        Pair("person", short, last),  # they are one by now
        Pair("organisation", full, other),
        Pair("person", "إيلينا أنسكو", "ايلينا انسكو"),  # one name for the tables, two values
        Pair("person", "إيلينا أنسكو", "ايلينا أنسكو"),  # these are one by now
    ]
    assert joining(known, coming) == (coming[2], coming[3], coming[5], coming[6])


def test_names_of_one_kind_are_nothing_to_the_other() -> None:
    names, _ = grouped([Pair("person", NAMES[0], NAMES[1])])
    assert names.entry_of("organisation", NAMES[1]) == ""
    assert NO_NAMES.entry_of("person", NAMES[1]) == ""
