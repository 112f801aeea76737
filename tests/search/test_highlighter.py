import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Analyzer, Evidence
from index.article import Article
from search.highlighter import Highlighter
from search.language.parser import parse
from search.markers import AnalyzedMarker
from search.results import Highlighted
from search.snippets import SNIPPET_LETTERS, SNIPPET_WORDS, densest_match

ANALYZER = Analyzer()


def highlighter(query: str, analyzer: Analyzer = ANALYZER) -> Highlighter:
    return Highlighter(AnalyzedMarker.of(parse(query, analyzer).node, analyzer))


def headline(query: str, title: str, analyzer: Analyzer = ANALYZER) -> Highlighted:
    return highlighter(query, analyzer).title(Article(id="1", title=title))


def plain(fragments: Highlighted) -> str:
    return "".join(f"[{part.text}]" if part.marked else part.text for part in fragments)


@pytest.mark.parametrize(
    ("query", "title", "marked", "why"),
    [
        ("قمح", "سعر القمح يرتفع", "سعر [القمح] يرتفع", "an inflected word, whole"),
        ("القمح", "سعر القَمْحِ يرتفع", "سعر [القَمْحِ] يرتفع", "with its vowel marks"),
        ("عراق", "في العـــراق", "في [العـــراق]", "with tatweel"),
        ('"سعر القمح"', "سعر القمح وقمح", "[سعر] [القمح] وقمح", "a phrase marks the phrase only"),
        ("قم*", "قمة القمح قمحا", "[قمة] القمح [قمحا]", "a prefix"),
        ("قمح -سعر", "سعر القمح", "سعر [القمح]", "what is excluded is not marked"),
        ("قمح أو شعير", "القمح والشعير", "[القمح] [والشعير]", "both sides of OR"),
        ("نص:قمح", "سعر القمح", "سعر القمح", "a field prefix marks in that field only"),
        ("عنوان:قمح", "سعر القمح", "سعر [القمح]", "and there it does"),
        ("سعر في القمح", "في سعر القمح", "في [سعر] [القمح]", "stop words are not marked"),
        ("مدرسة", "المدارس ومدرستان", "[المدارس] [ومدرستان]", "inflected forms"),
        ("فرنسا", "الرئيس الفرنسي", "الرئيس [الفرنسي]", "a word of the family"),
        ("شنبران", "شنبر وشنبرين", "شنبر وشنبرين", "not one that shares a stem alone"),
        ("جذع:شنبران", "شنبر وشنبرين", "[شنبر] [وشنبرين]", "unless the stem was asked for"),
        ("=مدرسة", "مدرسة المدارس", "[مدرسة] المدارس", "a word as written"),
        ("صيغ:فرنسا", "فرنسا والفرنسي", "[فرنسا] والفرنسي", "only its forms"),
        ("غوغل", "جوجل وغوغل", "[جوجل] [وغوغل]", "another spelling"),
        ("عبدالله", "عبد الله وعبد", "[عبد] [الله] وعبد", "a spelling of two words"),
        ("<b>", "a <b>x</b>", "a <[b]>x</[b]>", "markup is text like any other"),
    ],
)
def test_titles(query: str, title: str, marked: str, why: str) -> None:
    assert plain(headline(query, title)) == marked, why


LONG = " ".join(f"كلام{number}" for number in range(100))


def snippet(query: str, **fields: str) -> str:
    return plain(highlighter(query).snippet(Article(id="1", **fields)))  # type: ignore[arg-type]


def test_a_snippet_shows_the_words_and_is_cut_between_words() -> None:
    body = f"{LONG}. وصل سعر القمح إلى الميناء. {LONG}"
    found = snippet("قمح ميناء", body=body)
    assert found.startswith("… وصل سعر [القمح] إلى [الميناء]")
    assert found.endswith(" …")
    assert len(found.split()) <= SNIPPET_WORDS + 2


def test_a_snippet_prefers_the_place_with_more_of_the_words() -> None:
    body = f"القمح القمح القمح. {LONG}. القمح والشعير. {LONG}"
    assert "[والشعير]" in snippet("قمح شعير", body=body)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"body": "نص قصير", "deck": "عن القمح"}, "عن [القمح]"),
        ({"body": "نص قصير", "caption": "صورة القمح"}, "صورة [القمح]"),
        ({"title": "القمح", "body": "نص قصير"}, "نص قصير"),
        ({"title": "القمح", "deck": "مقدمة", "body": "نص"}, "مقدمة"),
        ({"title": "القمح"}, ""),
        ({"body": "سطر\n\nالقمح"}, "سطر [القمح]"),
        ({"body": "..."}, "..."),
    ],
)
def test_where_a_snippet_comes_from(fields: dict[str, str], expected: str) -> None:
    assert snippet("قمح", **fields) == expected


def test_a_snippet_of_a_text_without_words_is_short() -> None:
    assert len(snippet("قمح", body="القمح " + "=" * 100_000 + " شعير")) <= SNIPPET_LETTERS + 20
    assert len(snippet("قمح", body="=" * 100_000)) <= SNIPPET_LETTERS


@given(st.dictionaries(st.integers(0, 300), st.integers(0, 4), min_size=1))
def test_the_densest_window_is_the_one_that_trying_all_finds(matches: dict[int, int]) -> None:
    def worth(start: int) -> tuple[int, int, int]:
        inside = [matches[at] for at in matches if start <= at < start + SNIPPET_WORDS]
        return len(set(inside)), len(inside), -start

    assert densest_match(matches) == max(matches, key=worth)


@given(st.text(), st.text())
def test_marking_changes_no_text(query: str, text: str) -> None:
    assert "".join(part.text for part in headline(query, text)) == text
    highlighter(query).snippet(Article(id="1", body=text))


def test_words_are_marked_by_the_evidence_that_they_are_found_by() -> None:
    analyzer = Analyzer(Evidence({"بورغندي": 3}))
    assert plain(headline("بورغندي", "خبر وبورغندي", analyzer)) == "خبر [وبورغندي]"
    assert plain(headline("بورغندي", "خبر وبورغندي")) == "خبر وبورغندي"
