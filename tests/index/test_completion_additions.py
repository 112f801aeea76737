"""Completions after small changes: those of the last full build and of what came since."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.analysis import folded_text, folded_words, tokenize
from index.analysis.folding import spelling
from index.arrays import map_arrays, packed, unpacked
from index.completions import Additions, CompletionCounts, Completions, additions, additions_of
from index.completions.counter import CompletionsCounter, headline_of
from index.completions.counts import FILE_NAME, added_up
from index.completions.joined import JoinedStrings
from index.completions.phrases import phrases_of
from index.completions.strings import Strings

#: Headlines with their days; some come again, some have one another's words.
_TITLES = (
    "مجلس الأمناء الجديد يبحث سوق السمك",
    "مجلس الأمناء الجديد في القرية",
    "مجلس الامناء الجديد",
    "مجلس الأمناء يعود",
    "سوق السمك في الصباح",
    "سوق السمك",
    "أخبار القريه",
    "أخبار القرية",
    "Nile news",
    "nile News today",
    "",
)
WORD = st.text(st.sampled_from("ابتي"), min_size=1, max_size=4)
HEADLINES = st.lists(st.tuples(st.sampled_from(_TITLES), st.integers(0, 3)), max_size=9)
Headlines = Sequence[tuple[str, int]]


def words(headlines: Headlines) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for title, _ in headlines:
        for word in {spelling(token.text) for token in tokenize(title)}:
            counts[word] = counts.get(word, 0) + 1
    return counts


def came(headlines: Headlines, base: Headlines = ()) -> CompletionCounts:
    """What is kept of articles that came after a full build of others."""
    return counter(headlines).counted(counter(base).freeze())


def rows(counts: CompletionCounts) -> dict[str, list[int]]:
    return {name: array.tolist() for name, array in counts.arrays.items()}


def counter(headlines: Headlines, articles: int | None = None) -> CompletionsCounter:
    made = CompletionsCounter(words(headlines), len(headlines) if articles is None else articles)
    for number, (title, day) in enumerate(headlines):
        made.add(headline_of(number, title, "", day))
    return made


def content(found: Completions) -> dict[str, Any]:
    """All that is offered."""
    lexicon = found.lexicon
    return {
        "words": dict(zip(lexicon.words, lexicon.counts.tolist(), strict=True)),
        "spellings": list(lexicon.spellings),
        "phrases": dict(zip(_lines(found.phrases.text), found.counts.tolist(), strict=True)),
        "shown": list(found.shown),
        "titles": list(zip(_lines(found.titles.text), found.articles.tolist(), strict=True)),
    }


def _lines(text: bytes | memoryview) -> list[str]:
    return bytes(text).decode().split("\n")[:-1]


def phrase_counts(headlines: Headlines) -> dict[str, int]:
    """Folded phrases with their numbers of articles, the rarest too."""
    counts = Counter(one for title, _ in headlines for one in dict.fromkeys(phrases_of(title)))
    folded: Counter[str] = Counter()
    for phrase, count in counts.items():
        folded[folded_text(phrase)] += count
    return folded


def with_additions(
    base: Completions, numbers: NDArray[np.int64], parts: Sequence[CompletionCounts], articles: int
) -> Completions:
    """What is offered when the additions were written and read."""
    with TemporaryDirectory() as folder:
        additions_of(base, numbers, parts, articles).write(Path(folder))
        read = Additions.of_arrays(map_arrays(Path(folder) / additions.FILE_NAME))
        return read.joined(base, numbers)


def joined(base: Headlines, parts: Sequence[Headlines]) -> Completions:
    """What is offered of a full build and of parts that came later, nothing being removed."""
    first, counted = len(base), []
    for part in parts:
        numbers = np.arange(first, first + len(part))
        counted.append(came(part, base).renumbered(numbers))
        first += len(part)
    return with_additions(counter(base).freeze(), np.arange(len(base)), counted, first)


@given(st.lists(HEADLINES, max_size=4))
def test_parts_offer_what_one_count_of_all_does(parts: list[Headlines]) -> None:
    together = [headline for part in parts for headline in part]
    assert content(joined([], parts)) == content(counter(together).freeze())


@given(HEADLINES, st.lists(HEADLINES, max_size=4))
def test_a_full_build_and_parts_offer_what_a_full_build_of_all_would(
    base: Headlines, parts: list[Headlines]
) -> None:
    found = content(joined(base, parts))
    together = [*base, *(headline for part in parts for headline in part)]
    whole = content(counter(together).freeze())
    assert found["words"] == whole["words"]
    assert found["titles"] == whole["titles"]
    counted = phrase_counts(together)
    assert all(count <= counted[one] for one, count in found["phrases"].items())
    before = content(counter(base).freeze())["phrases"]
    # What was too rare for the full build has no number there.
    told = [one for one in counted if one in before or one not in phrase_counts(base)]
    assert {one: found["phrases"].get(one) for one in told if one in whole["phrases"]} == {
        one: count for one, count in whole["phrases"].items() if one in told
    }


@given(HEADLINES, st.lists(HEADLINES, max_size=4), st.data())
def test_titles_of_removed_articles_are_not_offered(
    base: Headlines, parts: list[Headlines], data: st.DataObject
) -> None:
    every = [*base, *(headline for part in parts for headline in part)]
    stays = np.array(data.draw(st.lists(st.booleans(), min_size=len(every), max_size=len(every))))
    numbers = np.where(stays, np.cumsum(stays) - 1, -1)
    first, counted = len(base), []
    for part in parts:
        counted.append(came(part, base).renumbered(numbers[first : first + len(part)]))
        first += len(part)
    found = with_additions(counter(base).freeze(), numbers[: len(base)], counted, int(stays.sum()))
    staying = [title for (title, _), held in zip(every, stays, strict=True) if held]
    offered = content(found)["titles"]
    assert all(" ".join(folded_words(staying[number])) == key for key, number in offered)
    assert len({key for key, _ in offered}) == len(offered)
    for key, number in offered:
        at, at_start = found.titles.starting_with(key, whole=True)
        assert number in found.articles[at[at_start]].tolist()


@given(st.lists(WORD, unique=True).map(sorted), st.lists(WORD, unique=True).map(sorted), WORD)
def test_joined_strings_are_used_like_strings(
    base: list[str], others: list[str], asked: str
) -> None:
    more = [word for word in others if word not in base]
    together = sorted([*base, *more])
    found = JoinedStrings(Strings.of(base), Strings.of(more), [together.index(w) for w in more])
    plain = Strings.of(together)
    assert list(found) == found[:] == together
    assert found[-2:] == together[-2:]
    assert found.text == plain.text
    assert found.place(asked) == plain.place(asked)
    assert found.place(asked, found.place(asked)) == plain.place(asked)
    for first in range(len(together) + 1):
        for end in range(first, len(together) + 1):
            assert found.lines(range(first, end)) == plain.lines(range(first, end))
    with pytest.raises(IndexError):
        found[len(together)]


def test_a_new_headline_is_offered_and_its_words_are_known() -> None:
    found = joined([("سوق السمك", 1)] * 2, [[("معرض الكتاب يفتتح", 2)], [("معرض الكتاب", 3)]])
    assert found.lexicon.count("معرض") == 2
    assert found.lexicon.spelling("الكتاب") == "الكتاب"
    assert "الكتاب" in found.lexicon.near("الكتيب", 1)
    assert [found.lexicon.words[n] for n in found.lexicon.beginning("مع")] == ["معرض"]
    assert dict(found.lexicon.fitting("سو.*|مع.*", ["سو", "مع"])) == {"سوق": 2, "معرض": 2}
    numbers, at_start = found.phrases.starting_with("مع", whole=False)
    assert [found.shown[n] for n in numbers[at_start].tolist()] == ["معرض", "معرض الكتاب"]
    assert found.counts[numbers].tolist() == [2, 2]
    numbers, _ = found.titles.starting_with("معرض الكتاب يف", whole=False)
    assert found.articles[numbers].tolist() == [2]


def test_a_part_of_a_longer_phrase_of_the_last_full_build_is_none_by_itself() -> None:
    found = joined([("مجلس الأمناء الجديد", 1)] * 20, [[("مجلس الأمناء", 2)] * 2])
    assert "مجلس الأمناء" not in list(found.shown)
    found = joined([("مجلس الأمناء الجديد", 1)] * 20, [[("مجلس الأمناء", 2)] * 20])
    assert "مجلس الأمناء" in list(found.shown)


@given(HEADLINES, HEADLINES)
def test_counts_that_are_written_are_read(headlines: Headlines, base: Headlines) -> None:
    made = came(headlines, base)
    with TemporaryDirectory() as folder:
        made.write(Path(folder))
        read = CompletionCounts.of_arrays(map_arrays(Path(folder) / FILE_NAME))
        assert rows(read) == rows(made)


@given(st.lists(HEADLINES, max_size=3), HEADLINES)
def test_counts_of_parts_add_up(parts: list[Headlines], base: Headlines) -> None:
    first, counted = 0, []
    for part in parts:
        counted.append(came(part, base).renumbered(np.arange(first, first + len(part))))
        first += len(part)
    together = came([headline for part in parts for headline in part], base)
    assert rows(added_up(counted)) == rows(together)


@given(HEADLINES, st.data())
def test_completions_with_other_numbers_are_written_and_read(
    headlines: Headlines, data: st.DataObject
) -> None:
    made = counter(headlines).freeze()
    numbers = np.array(data.draw(st.permutations([-1, *range(len(headlines))])), dtype=np.int64)[
        : len(headlines)
    ]
    read = Completions.from_bytes(made.renumbered(numbers).to_bytes())
    expected = content(made)
    expected["titles"] = [
        (title, int(numbers[one])) for title, one in expected["titles"] if numbers[one] >= 0
    ]
    assert content(read) == expected


@pytest.mark.parametrize(
    "change", ["word_counts", "phrase_numbers", "titles", "title_days", "phrases"]
)
def test_counts_whose_parts_do_not_fit_are_refused(tmp_path: Path, change: str) -> None:
    came([("سوق السمك", 1)]).write(tmp_path)
    path = tmp_path / FILE_NAME
    parts = dict(unpacked(path.read_bytes()))
    path.write_bytes(packed({**parts, change: parts[change][:0]}))
    with pytest.raises(ValueError, match="not of one length"):
        CompletionCounts.of_arrays(map_arrays(path))
    del parts[change]
    path.write_bytes(packed(parts))
    with pytest.raises(ValueError, match=f"'{change}' is missing"):
        CompletionCounts.of_arrays(map_arrays(path))


@pytest.mark.parametrize(
    "name", ["words", "spellings", "known_words", "phrase_counts", "phrases_shown", "titles"]
)
def test_additions_whose_parts_do_not_fit_are_refused(name: str) -> None:
    base = [("سوق السمك", 1)] * 2
    part = came([("سوق السمك معرض الكتاب", 1)] * 2, base)
    made = additions_of(counter(base).freeze(), np.arange(2), [part], 4)
    with pytest.raises(ValueError, match="not of one length"):
        Additions.of_arrays({**made.arrays, name: made.arrays[name][:0]})
    missing = {one: array for one, array in made.arrays.items() if one != name}
    with pytest.raises(ValueError, match=f"'{name}' is missing"):
        Additions.of_arrays(missing)
