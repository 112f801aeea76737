"""Names in the texts of articles: whole words, once each, and not a letter is changed."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Analyzer, tokenize
from index.article import Article, NamedEntity, NameMention
from search.highlighter import Highlighter
from search.language.parser import parse
from search.markers import AnalyzedMarker, WordPlaces
from search.named_places import NamedPlace, named_places
from search.results import Highlighted
from tests.naming import PARTS

ANALYZER = Analyzer()


def marked(text: str, query: str, mentions: list[NameMention]) -> Highlighted:
    marker = AnalyzedMarker.of(parse(query, ANALYZER).node, ANALYZER)
    article = Article(
        id="1", body=text, persons=(NamedEntity("اسم", tuple(mentions)),) if mentions else ()
    )
    return Highlighter(marker).article(article).body


def plain(text: Highlighted) -> str:
    """A text with its names in round and its marks in square brackets."""
    shown, open_ = "", None
    for part in text:
        if part.mention != open_:
            shown += (")" if open_ else "") + ("(" if part.mention else "")
            open_ = part.mention
        shown += f"[{part.text}]" if part.marked else part.text
    return shown + (")" if open_ else "")


def mention(text: str, name: str) -> NameMention:
    return NameMention(name, "body", text.index(name))


TEXT = "التقى الوزير بعادل الجبير، ومحمد بن نايف في وزارة الخارجية."


def test_a_name_is_shown_with_what_is_attached_to_it() -> None:
    names = [mention(TEXT, "عادل الجبير"), mention(TEXT, "محمد بن نايف")]
    assert plain(marked(TEXT, "", names)) == (
        "التقى الوزير (بعادل الجبير)، (ومحمد بن نايف) في وزارة الخارجية."
    )


def test_a_name_with_an_article_is_found_behind_a_preposition() -> None:
    text = "أمين عام للاتحاد الدولي، ثم للّجنة"
    behind = NameMention("الاتحاد الدولي", "body", text.index("لاتحاد"))
    assert plain(marked(text, "", [behind])) == "أمين عام (للاتحاد الدولي)، ثم للّجنة"
    elsewhere = NameMention("الاتحاد الدولي", "body", text.index("اتحاد"))
    assert plain(marked(text, "", [elsewhere])) == text


def test_marks_lie_in_names_or_beside_them() -> None:
    names = [mention(TEXT, "عادل الجبير"), mention(TEXT, "وزارة الخارجية")]
    assert plain(marked(TEXT, "عادل التقى الخارجية", names)) == (
        "[التقى] الوزير ([بعادل] الجبير)، ومحمد بن نايف في (وزارة [الخارجية])."
    )


def test_of_names_that_share_words_the_longest_that_begins_first_is_kept() -> None:
    names = [mention(TEXT, "الجبير"), mention(TEXT, "عادل"), mention(TEXT, "عادل الجبير")]
    assert plain(marked(TEXT, "", names)).count("(") == 1
    assert "(بعادل الجبير)" in plain(marked(TEXT, "", names))


def test_what_the_text_does_not_have_is_no_name_in_it() -> None:
    wrong = [
        NameMention("عادل", "body", 3),
        NameMention("عادل", "body", 10_000),
        NameMention("عادل", "body", -5),
        NameMention("،", "body", TEXT.index("،")),
        NameMention("", "body", 0),
        NameMention("عادل", "title", TEXT.index("عادل")),
    ]
    assert plain(marked(TEXT, "", wrong)) == TEXT


texts = st.text(st.sampled_from("وبعادل الجبير،.\n\u064e\u200fa<"), max_size=60)


@st.composite
def named_texts(draw: st.DrawFn) -> tuple[str, list[NameMention]]:
    """A text with mentions anywhere in it, and some that it does not have."""
    text = draw(texts)
    edges = st.integers(0, len(text))
    cuts = draw(st.lists(st.tuples(edges, edges).map(sorted), max_size=6))
    found = [NameMention(text[begin:end], "body", begin) for begin, end in cuts]
    strange = st.builds(
        NameMention, st.sampled_from(["عادل", "", "x"]), st.sampled_from(PARTS), st.integers(-9, 99)
    )
    return text, [*found, *draw(st.lists(strange, max_size=2))]


@given(named_texts(), st.sampled_from(["", "عادل", "الجبير وعادل", "ع*", '"عادل الجبير"']))
def test_the_text_stays_whatever_is_named_and_searched(
    named: tuple[str, list[NameMention]], query: str
) -> None:
    text, mentions = named
    shown = marked(text, query, mentions)
    assert "".join(part.text for part in shown) == text
    without = marked(text, query, [])
    assert [p.text for p in shown if p.marked] == [p.text for p in without if p.marked]


@given(named_texts())
def test_names_are_whole_words_around_what_is_named_and_share_none(
    named: tuple[str, list[NameMention]],
) -> None:
    text, mentions = named
    tokens = tokenize(text)
    inside = [one for one in mentions if one.part == "body"]
    found = named_places(text, WordPlaces.of(tokens), inside)
    starts, ends = {token.start for token in tokens}, {token.end for token in tokens}
    for place in found:
        assert {place.start} <= starts
        assert {place.end} <= ends
        words = [t for t in tokens if place.start <= t.start and t.end <= place.end]
        first, last = place.mention.start, place.mention.start + len(place.mention.text)
        assert all(token.start < last and first < token.end for token in words)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(named_texts())
def test_every_name_is_kept_or_shares_words_with_one_that_is(
    named: tuple[str, list[NameMention]],
) -> None:
    text, mentions = named
    places = WordPlaces.of(tokenize(text))
    inside = [one for one in mentions if one.part == "body"]
    kept = named_places(text, places, inside)

    def alone(one: NameMention) -> list[NamedPlace]:
        return named_places(text, places, [one])

    for one in inside:
        for place in alone(one):
            assert any(place.start < other.end and other.start < place.end for other in kept)
