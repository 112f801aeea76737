from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from index.arrays import packed, unpacked
from index.article import Article
from index.completions import FILE_NAME, FINDINGS_KEPT, Completions, Lexicon, Texts
from index.completions.counter import CompletionsCounter
from index.completions.strings import Strings
from tests.conftest import completions_of

WORD = st.text(st.sampled_from("ابتي"), min_size=1, max_size=4)
KEY = st.lists(WORD, min_size=1, max_size=4).map(" ".join)


def articles(*titles: str, deck: str = "", body: str = "") -> list[Article]:
    return [Article(id=str(n), title=title, deck=deck, body=body) for n, title in enumerate(titles)]


def phrases(*titles: str) -> dict[str, int]:
    found = completions_of(articles(*titles))
    return dict(zip(found.shown, found.counts.tolist(), strict=True))


@given(st.lists(KEY, max_size=12), KEY, st.booleans())
def test_texts_are_found_by_any_of_their_words(keys: list[str], typed: str, whole: bool) -> None:
    numbers, at_start = Texts.of(keys).starting_with(typed, whole=whole)
    sign = " " if whole else ""
    expected = [
        (number, not at)
        for number, key in enumerate(keys)
        for at in range(len(key.split(" ")))
        if (" ".join(key.split(" ")[at:]) + sign).startswith(typed + sign)
    ]
    assert sorted(zip(numbers.tolist(), at_start.tolist(), strict=True)) == sorted(expected)


def test_a_long_beginning_finds_its_text_with_a_space_and_without() -> None:
    text = " ".join(["مدرسه القريه"] * 8)
    texts = Texts.of(["جبل", text])
    for typed in (text, text[:60].rstrip(), text[:48].rstrip()):
        for whole in (False, text.startswith(typed + " ") or typed == text):
            numbers, at_start = texts.starting_with(typed, whole=whole)
            assert 1 in numbers[at_start].tolist()


def test_a_phrase_stands_in_two_headlines_or_more() -> None:
    found = phrases("وزير الزراعة يزور الحقول", "وزير الزراعة في السوق", "سوق الخضار")
    assert found["وزير الزراعة"] == 2
    assert found["الزراعة"] == 2
    assert "الحقول" not in found
    assert "سوق الخضار" not in found


def test_a_phrase_neither_begins_nor_ends_with_what_says_nothing() -> None:
    title = "سباق القوارب في 2015 على النهر من الجبل"
    found = phrases(title, title)
    assert "القوارب في 2015 على" not in found
    assert not [text for text in found if text.split()[0] in ("في", "على", "من", "2015")]
    assert not [text for text in found if text.split()[-1] in ("في", "على", "من", "2015")]
    assert "النهر من الجبل" in found


def test_a_phrase_crosses_no_punctuation() -> None:
    found = phrases("سباق القوارب: فوز الهواة", "سباق القوارب: فوز البحارة", "«القوارب» فوز")
    assert "سباق القوارب" in found
    assert not [text for text in found if "القوارب فوز" in text]


def test_the_commonest_spelling_is_shown_without_marks() -> None:
    found = phrases("أخبار القرية", "أخبارُ القريه", "اخبار القرية", "أخبار القرية")
    assert found["أخبار القرية"] == 4
    assert len([text for text in found if text.startswith(("أخبار", "اخبار"))]) == 2


def test_a_part_of_a_longer_phrase_is_none_by_itself() -> None:
    found = phrases(*["مجلس الأمناء الجديد"] * 3)
    assert "مجلس الأمناء الجديد" in found
    assert "مجلس الأمناء" not in found
    assert "مجلس" in found


def test_a_deck_counts_and_a_text_counts_once() -> None:
    twice = completions_of(articles("سوق السمك، سوق السمك", "خبر آخر", deck="سوق السمك مزدحم"))
    shown = dict(zip(twice.shown, twice.counts.tolist(), strict=True))
    assert shown["سوق السمك مزدحم"] == shown["السمك"] == 2


def test_of_copies_the_lead_alone_is_counted() -> None:
    kept = articles("سوق السمك", "سوق السمك", "سوق السمك")
    found = completions_of(kept, [0, 0, 0])
    assert list(found.shown) == []
    assert found.articles.tolist() == [0]


def test_the_lexicon_has_every_word_with_its_articles() -> None:
    found = completions_of(articles("مدرسة جديدة", "مدرسه قديمة", "مدرسة", body="Nile مدرسة"))
    lexicon = found.lexicon
    assert list(lexicon.words) == sorted(lexicon.words)
    assert lexicon.count("مدرسه") >= 3
    assert lexicon.spelling("مدرسه") == "مدرسة"
    assert lexicon.count("nile") == 3
    assert lexicon.count("غائب") == 0
    assert [lexicon.words[n] for n in lexicon.beginning("جد")] == ["جديده"]
    assert dict(lexicon.fitting("مد.*|جد.*", ["م", "جد", "مد"])) == {"جديده": 1, "مدرسه": 4}
    assert lexicon.fitting("مد.*", ["ج"]) == []


@given(st.lists(WORD, unique=True, max_size=12).map(sorted), WORD, st.integers(0, 2))
def test_no_word_a_few_slips_away_is_left_out(words: list[str], typed: str, slips: int) -> None:
    counts = np.arange(len(words), dtype=np.int32)
    lexicon = Lexicon(Strings.of(words), counts, Strings.of("" for _ in words))
    found = lexicon.near(typed, slips, 3)
    expected = {word for word in words[3:] if OSA.distance(typed, word) <= slips}
    assert expected <= found.keys() <= set(words[3:])
    assert all(count == lexicon.count(word) for word, count in found.items())


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"))))
def test_strings_are_a_sequence_of_texts(texts: list[str]) -> None:
    strings = Strings.of(texts)
    assert list(strings) == strings[:] == texts
    assert strings[-2:] == texts[-2:]
    assert [strings[number] for number in range(-len(texts), 0)] == texts
    assert strings.lines(range(len(texts))) == "".join(f"{text}\n" for text in texts)
    ordered = sorted(texts)
    assert all(ordered[Strings.of(ordered).place(text)] == text for text in texts)
    with pytest.raises(IndexError):
        strings[len(texts)]


@pytest.mark.parametrize(
    ("size", "kept"), [(19_999, ["قمح", "نادره"]), (20_000, ["قمح"])], ids=["small", "large"]
)
def test_a_lexicon_of_a_large_archive_leaves_out_words_of_one_article(
    size: int, kept: list[str]
) -> None:
    counter = CompletionsCounter({"قمح": size, "نادرة": 1}, size)
    assert list(counter.freeze().lexicon.words) == kept


def test_what_is_written_is_read(tmp_path: Path) -> None:
    made = completions_of(articles("سوق السمك", "سوق السمك في الصباح", "Nile news", "Nile news"))
    made.write(tmp_path)
    read = Completions.read(tmp_path)
    assert list(read.lexicon.words) == list(made.lexicon.words)
    assert list(read.lexicon.spellings) == list(made.lexicon.spellings)
    assert list(read.shown) == list(made.shown)
    assert read.phrases.text == made.phrases.text
    assert np.array_equal(read.titles.words, made.titles.words)
    assert read.articles.tolist() == made.articles.tolist()
    assert "Nile" in read.shown


def test_an_empty_archive_offers_nothing(tmp_path: Path) -> None:
    completions_of([]).write(tmp_path)
    read = Completions.read(tmp_path)
    assert read.phrases.starting_with("ا", whole=False)[0].size == 0
    assert read.lexicon.count("ا") == 0


@pytest.mark.parametrize("content", [None, b"", b"nothing like it", "half"])
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | str | None) -> None:
    completions_of(articles("سوق السمك", "سوق السمك")).write(tmp_path)
    path = tmp_path / FILE_NAME
    if content is None:
        path.unlink()
    else:
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2] if isinstance(content, str) else content)
    with pytest.raises(ValueError, match="cannot be read"):
        Completions.read(tmp_path)


def test_parts_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    made = completions_of(articles("سوق السمك", "سوق السمك"))
    path = tmp_path / FILE_NAME
    made.write(tmp_path)
    parts = dict(unpacked(path.read_bytes()))
    path.write_bytes(packed({**parts, "phrase_counts": parts["phrase_counts"][:-1]}))
    with pytest.raises(ValueError, match="not of one length"):
        Completions.read(tmp_path)
    del parts["titles"]
    path.write_bytes(packed(parts))
    with pytest.raises(ValueError, match="'titles' is missing"):
        Completions.read(tmp_path)


def test_what_is_mapped_stays_when_the_file_is_removed(tmp_path: Path) -> None:
    completions_of(articles("سوق السمك", "سوق السمك")).write(tmp_path)
    read = Completions.read(tmp_path)
    (tmp_path / FILE_NAME).unlink()
    assert read.lexicon.count("سوق") == 2


class Findings:
    """Work on the words of an archive, and what was asked of it."""

    def __init__(self) -> None:
        self.lexicon = completions_of(articles("سوق السمك")).lexicon
        self.asked: list[int] = []

    def find(self, number: int) -> list[int]:
        return self.lexicon.memoised(number, lambda: self._work(number))

    def _work(self, number: int) -> list[int]:
        self.asked.append(number)
        return [number]


def test_what_was_found_out_of_the_words_is_remembered() -> None:
    findings = Findings()
    assert [findings.find(number) for number in (1, 2, 1)] == [[1], [2], [1]]
    assert findings.asked == [1, 2]


def test_the_earliest_finding_makes_room() -> None:
    findings = Findings()
    for number in (*range(FINDINGS_KEPT), 0):
        findings.find(number)
    assert findings.asked == list(range(FINDINGS_KEPT))
    for number in (FINDINGS_KEPT, 1, 0):
        findings.find(number)
    assert findings.asked == [*range(FINDINGS_KEPT + 1), 0]
