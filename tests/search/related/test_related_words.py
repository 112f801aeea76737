"""Articles that have other words for those of a query: found, ranked behind, told and marked."""

from collections.abc import Sequence

import pytest

from index.article import Article
from search.engines.embedded.session import EmbeddedSession
from search.language.syntax import has_related
from search.query import Query
from search.ranking.bm25 import Ranking
from search.related.groups import Group
from search.related.thesaurus import Thesaurus
from search.results import Match
from search.searcher import Searcher, open_archive
from tests.conftest import ArchiveBuilder

GROUPS = (
    Group(("سيارة", "مركبة"), ("سيارة", "مركبة"), ""),
    Group(("درون", "طائرة بلا طيار"), ("درون", "طائرة بلا طيار"), ""),
    Group(("عاصمة الورد",), ("مدينة زهران",), ""),
    Group(("قطار سريع", "قطار"), ("قطار سريع", "قطار"), ""),
    Group(("درون",), ("طائرات بلا طيارين",), ""),
)

ARTICLES = (
    Article(id="car", title="سوق السيارات", body="ارتفع بيع السيارات المستعملة في هذا العام."),
    Article(id="vehicle", title="سوق المركبات", body="ارتفع بيع المركبات المستعملة هذا العام."),
    Article(id="drone", title="خبر", body="حلقت طائرات بلا طيار فوق الحقول صباحا."),
    Article(id="pilot", title="خبر", body="هبطت الطائرة بعد أن تعب الطيار، بلا أضرار."),
    Article(id="city", title="خبر", body="أقيم المعرض في مدينة زهران أمس."),
    Article(id="capital", title="خبر", body="زار الوفد عاصمة الورد ثم عاد."),
    Article(id="other", title="خبر", body="كلام عن الزراعة وحدها."),
)


@pytest.fixture
def engine(archive: ArchiveBuilder) -> Searcher:
    return open_archive(archive(ARTICLES), ranking=Ranking(feedback=0), thesaurus=Thesaurus(GROUPS))


def found(engine: Searcher, text: str, **choices: str) -> list[str]:
    return [hit.article.id for hit in engine.search(Query(text, **choices)).hits]  # type: ignore[arg-type]


def marked(engine: Searcher, text: str, article_id: str) -> list[str]:
    article = engine.marked(Query(text), article_id)
    assert article is not None
    return [part.text for part in article.body if part.marked]


def test_another_form_of_either_word_finds_both_the_typed_one_first(engine: Searcher) -> None:
    assert found(engine, "السيارات المستعملة") == ["car", "vehicle"]
    assert found(engine, "مركبات مستعملة") == ["vehicle", "car"]


def test_a_hit_says_by_which_word_it_came(engine: Searcher) -> None:
    typed, related = engine.search(Query("سيارة")).hits
    assert (typed.related, related.related) == ((), ("مركبة",))
    assert related.match is Match.RELATED
    assert [part.text for part in related.snippet if part.marked] == ["المركبات"]


def test_words_in_a_row_are_found_as_such(engine: Searcher) -> None:
    hits = engine.search(Query("درون")).hits
    assert [hit.article.id for hit in hits] == ["drone"]
    marked = [part.text for part in hits[0].snippet if part.marked]
    assert " ".join(marked) == "طائرات بلا طيار"


def test_several_words_of_a_query_are_one_member(engine: Searcher) -> None:
    assert found(engine, "طائرات بلا طيار") == ["drone", "pilot"]
    assert found(engine, "عاصمة الورد") == ["capital", "city"]


def test_single_words_stand_in_where_the_archive_has_nothing_for_all(
    archive: ArchiveBuilder,
) -> None:
    groups = (*GROUPS, Group(("سيارة مستعملة", "خردة"), ("سيارة مستعملة", "خردة"), ""))
    engine = open_archive(archive(ARTICLES), thesaurus=Thesaurus(groups))
    assert found(engine, "السيارات المستعملة") == ["car", "vehicle"]
    (offered,) = engine.search(Query("سيارات مستعملة")).related
    assert (offered.typed, offered.word) == ("سيارات", "مركبة")
    assert "المركبات" in marked(engine, "سيارات مستعملة", "vehicle")


def test_single_words_wait_where_the_archive_has_what_stands_for_all(
    archive: ArchiveBuilder,
) -> None:
    groups = (*GROUPS, Group(("سيارة مستعملة", "خردة"), ("سيارة مستعملة", "خردة"), ""))
    scrap = Article(id="scrap", title="خبر", body="بيعت خردة في السوق.")
    engine = open_archive(archive((*ARTICLES, scrap)), thesaurus=Thesaurus(groups))
    assert found(engine, "سيارات مستعملة") == ["car", "scrap"]
    assert [one.word for one in engine.search(Query("سيارات مستعملة")).related] == ["خردة"]
    assert "المركبات" not in marked(engine, "سيارات مستعملة", "vehicle")


def test_forms_of_one_word_are_offered_and_looked_for_once(engine: Searcher) -> None:
    assert [one.word for one in engine.search(Query("درون")).related] == ["طائرة بلا طيار"]


def test_one_way_is_no_way_back(engine: Searcher) -> None:
    assert found(engine, "مدينة زهران") == ["city"]


@pytest.mark.parametrize("text", ['"سيارة"', "=سيارة", "عنوان:السيارات", "سيارة أو زرافة", "سيار*"])
def test_what_is_marked_in_a_query_has_no_related_words(engine: Searcher, text: str) -> None:
    results = engine.search(Query(text))
    assert not results.related
    assert "vehicle" not in [hit.article.id for hit in results.hits]


def test_an_exclusion_leaves_out_the_word_alone(engine: Searcher) -> None:
    assert found(engine, "المستعملة -سيارة") == ["vehicle"]


def test_a_parameter_switches_them_off_and_they_are_still_offered(engine: Searcher) -> None:
    results = engine.search(Query("سيارة", related="no"))
    assert [hit.article.id for hit in results.hits] == ["car"]
    assert [(one.word, one.count) for one in results.related] == [("مركبة", 1)]


def test_by_date_they_come_only_where_nothing_has_the_word(engine: Searcher) -> None:
    assert found(engine, "سيارة", sort="newest") == ["car"]
    assert found(engine, "درون", sort="newest") == ["drone"]


def test_a_note_tells_where_nothing_has_the_words(engine: Searcher) -> None:
    assert [note.code for note in engine.search(Query("درون")).notes] == ["related_only"]
    assert not engine.search(Query("سيارة")).notes


@pytest.mark.parametrize("word", ["added", "instead"])
@pytest.mark.parametrize("text", ["السيارات المستعملة", "عاصمة  الورد", "درون"])
def test_what_is_offered_can_be_asked(engine: Searcher, text: str, word: str) -> None:
    for one in engine.search(Query(text)).related:
        asked: str = getattr(one, word)
        typed = one.typed in asked
        assert typed == (word == "added")
        assert engine.search(Query(asked, related="no", words="all")).total


@pytest.mark.parametrize(
    ("text", "instead", "added"),
    [
        ("بيع سيارة حمراء", "بيع مركبة حمراء", "بيع (سيارة أو مركبة) حمراء"),
        ("عاصمة في الورد", "مدينة زهران", "((عاصمة في الورد) أو (مدينة زهران))"),
        ("زار عاصمة و الورد", "زار مدينة زهران", "زار ((عاصمة و الورد) أو (مدينة زهران))"),
        ("-سيارة سيارة", "-سيارة مركبة", "-سيارة (سيارة أو مركبة)"),
        ("NOT سيارة سيارة", "NOT سيارة مركبة", "NOT سيارة (سيارة أو مركبة)"),
        ('"سيارة حمراء" سيارة', '"سيارة حمراء" مركبة', '"سيارة حمراء" (سيارة أو مركبة)'),
        ("«سيارة» سيارة", "«سيارة» مركبة", "«سيارة» (سيارة أو مركبة)"),
        ("عنوان:سيارة سيارة", "عنوان:سيارة مركبة", "عنوان:سيارة (سيارة أو مركبة)"),
        ("عنوان:(بيع سيارة) سيارة", "عنوان:(بيع سيارة) مركبة",
         "عنوان:(بيع سيارة) (سيارة أو مركبة)"),
        ("=سيارة سيارة", "=سيارة مركبة", "=سيارة (سيارة أو مركبة)"),
        ("+سيارة سيارة", "+سيارة مركبة", "+سيارة (سيارة أو مركبة)"),
        ("سيارة أو قطن سيارة", "سيارة أو قطن مركبة", "سيارة أو قطن (سيارة أو مركبة)"),
        ("سيارة* سيارة", "سيارة* مركبة", "سيارة* (سيارة أو مركبة)"),
        ("سيارة سيارة", None, None),
        ("(سيارة)", None, None),
        ("سيارة~2", None, None),
        ("سي\u200fارة", "مركبة", "(سيارة أو مركبة)"),
    ],
)  # fmt: skip
def test_another_word_stands_in_the_place_of_the_plain_one(
    engine: Searcher, text: str, instead: str | None, added: str | None
) -> None:
    found = [(one.instead, one.added) for one in engine.related_words(Query(text))]
    assert found == ([(instead, added)] if instead else [])


def test_an_explanation_has_the_related_word(engine: Searcher) -> None:
    explained = engine.explain(Query("سيارة"), "vehicle")
    assert explained is not None
    assert explained.related == ("مركبة",)
    assert [(part.what, part.kind) for part in explained.parts] == [("مركبة", "related")]
    hit = engine.search(Query("سيارة")).hits[1]
    assert explained.parts[0].score == pytest.approx(hit.score, rel=0.01)


@pytest.mark.parametrize("spellings", ["all", "typed"])
def test_a_query_too_long_for_them_goes_without(
    engine: Searcher, monkeypatch: pytest.MonkeyPatch, spellings: str
) -> None:
    """Its other spellings stay."""
    query = Query("رويترز سيارة", spellings=spellings)  # type: ignore[arg-type]
    whole = engine.search(query)
    monkeypatch.setattr(EmbeddedSession, "takes", lambda _, plan: not has_related(plan.node))
    found = engine.search(query)
    assert [hit.article.id for hit in found.hits] == ["car"]
    assert "related_left_out" in [note.code for note in found.notes]
    assert "spellings_left_out" not in [note.code for note in found.notes]
    assert found.related == whole.related
    assert found.expansions == whole.expansions


def orders(engine: Searcher, texts: Sequence[str]) -> list[list[str]]:
    return [found(engine, text) for text in texts]


def test_a_related_word_never_counts_more_than_the_one_typed(archive: ArchiveBuilder) -> None:
    """Of two articles alike but for the word, the one with the word typed stands first."""
    common = [Article(id=f"n{n}", title="خبر", body="سيارة في الطريق") for n in range(9)]
    alike = [
        Article(id="typed", title="سيارة في السوق", body="كلام عن سيارة"),
        Article(id="related", title="مركبة في السوق", body="كلام عن مركبة"),
    ]
    engine = open_archive(archive([*alike, *common]), thesaurus=Thesaurus(GROUPS))
    scores = {hit.article.id: hit.score for hit in engine.search(Query("سيارة", size=20)).hits}
    assert scores["related"] < scores["typed"]
