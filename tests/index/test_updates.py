"""Articles into an archive and out of it again, on every engine."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import Article
from index.change_set import ChangeSet
from index.errors import IndexMissing, NothingIndexed
from index.facts.reading import read_facts
from index.indexing import compact, reindex
from index.ingestion import same_stories
from index.stores import Store, open_store
from index.stores.opensearch.bulk import Bulk
from index.stores.opensearch.cluster_index import ClusterIndex
from index.stores.opensearch.documents import Record
from index.stores.opensearch.reader import records
from index.stores.opensearch.retry import settled_count
from index.stores.opensearch.store import OpenSearchStore
from index.updates import delete, put, update
from search.query import Query
from search.searcher import open_archive

WHEAT = (
    "ارتفع سعر القمح في الأسواق العالمية اليوم بعد أن أعلنت دول عدة خفض إنتاجها بسبب الجفاف "
    "الذي ضرب الحقول هذا العام وأثر في المحاصيل كلها، وقال تجار إن المطاحن تبحث عن موردين آخرين "
    "قبل حلول الشتاء، وإن المخازن تكفي ثلاثة أشهر فقط"
)
LIBRARY = (
    "افتتحت البلدية مكتبة جديدة في الحي القديم تضم آلاف الكتب وقاعة للأطفال، وحضر الافتتاح عدد "
    "كبير من السكان الذين انتظروا المشروع سنوات طويلة، وتفتح المكتبة أبوابها كل يوم حتى الثامنة "
    "مساء وتقيم لقاء شهريًا مع كاتب من المدينة"
)


def lines(path: Path, articles: Sequence[Article]) -> Path:
    names = ("id", "url", "title", "body")
    values = ({name: getattr(article, name) for name in names} for article in articles)
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in values)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(params=["whoosh", "opensearch"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "whoosh":
        return f"whoosh:{tmp_path / 'index'}"
    return str(request.getfixturevalue("opensearch_address"))


@pytest.fixture
def store(address: str) -> Store:
    return open_store(address)


def ids(store: Store) -> list[str]:
    return [article.id for article in store.articles()]


def test_articles_that_are_kept_in_a_folder(store: Store, tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", [Article(id="1", title="أول")])
    with pytest.raises(IndexMissing):
        put(store, [Article(id="1", title="أول")], tmp_path)
    reindex(store, [source], format="json", mapping=(("kalam", "body"),))
    kept = tmp_path / "kept"
    for number in range(2):
        change = put(store, [read_facts(Article(id="1", title=f"أول {number}"))[0]], kept)
        assert (change.added, change.replaced, change.articles) == (0, 1, 1)
    manifest = store.manifest()
    # They are read first, so they stand when all is read again; a format told was of the others.
    assert manifest.sources == (str(kept), str(source))
    assert (manifest.format, manifest.mapping) == (None, (("kalam", "body"),))
    assert [article.title for article in store.articles()] == ["أول 1"]


def test_articles_come_and_go(store: Store, tmp_path: Path) -> None:
    reindex(store, [lines(tmp_path / "a.jsonl", [
        Article(id="1", title="أول"), Article(id="2", url="http://x/2", title="ثان"),
        Article(id="3", title="ثالث")])])  # fmt: skip
    change = update(store, [lines(tmp_path / "b.jsonl", [
        Article(id="1", title="أول جديد"), Article(id="two", url="http://x/2", title="ثان جديد"),
        Article(id="4", title="رابع")])])  # fmt: skip
    assert (change.added, change.replaced, change.removed, change.articles) == (1, 2, 0, 4)
    assert [(article.id, article.title) for article in store.articles()] == [
        ("3", "ثالث"), ("1", "أول جديد"), ("two", "ثان جديد"), ("4", "رابع")]  # fmt: skip
    store.check()
    gone = delete(store, ["http://x/2", "4", "none"])
    assert (gone.removed, gone.missing, gone.articles) == (2, ("none",), 2)
    assert ids(store) == ["3", "1"]
    store.check()
    # What goes takes its number along; what comes next stands behind all the same.
    update(store, [lines(tmp_path / "c.jsonl", [Article(id="5", title="خامس")])])
    assert ids(store) == ["3", "1", "5"]
    store.check()


def test_an_address_is_one_however_it_is_spelled(store: Store, tmp_path: Path) -> None:
    plain, escaped = (
        "https://x.example/أخبار/7",
        "http://X.example/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/7/",
    )
    reindex(store, [lines(tmp_path / "a.jsonl", [
        Article(id="1", url=plain, title="أول"), Article(id="https://x.example/8", title="ثان"),
        Article(id="https://www.x.example/8", title="ثالث"),
        Article(id="x.example/8", title="رابع")])])  # fmt: skip
    change = update(store, [lines(tmp_path / "b.jsonl", [
        Article(id="https://X.example:443/8/#top", title="ثان جديد"),
        Article(id=escaped, url=escaped, title="أول جديد")])])  # fmt: skip
    assert (change.added, change.replaced, change.removed, change.articles) == (0, 2, 0, 4)
    expected = ["https://www.x.example/8", "x.example/8", "https://X.example:443/8/#top", escaped]
    assert ids(store) == expected
    store.check()
    named = [f"{plain}?utm_source=x", plain, "https://x.example/8?id=5", "http://x.example/8"]
    gone = delete(store, named)
    assert (gone.removed, gone.missing) == (2, ("https://x.example/8?id=5",))
    assert ids(store) == expected[:2]
    store.check()


def test_what_came_last_is_told_whatever_its_day(
    address: str, store: Store, tmp_path: Path
) -> None:
    def article(number: int, year: int) -> Article:
        return Article(id=f"n{number}", title=f"قمح {number}", published=date(year, 1, number))

    def order() -> list[str]:
        return [found.id for found in listed(address, Query("قمح", sort="added", size=2))]

    # Of json lines they have no day: what is there from the beginning is in its own order.
    first = lines(tmp_path / "a.jsonl", [article(number, 2020) for number in (1, 2, 3)])
    reindex(store, [first])
    kept = tmp_path / "kept"
    put(store, [article(4, 1950)], kept)
    put(store, [article(6, 1990), article(5, 2024)], kept)
    delete(store, ["n3", "n4"])
    put(store, [article(1, 1960), article(7, 1901)], kept)
    expected = ["n7", "n1", "n5", "n6", "n2"]
    assert order() == expected
    assert store.arrived() == 4
    # Its own articles, built anew, tell it still; the last one may go before another comes.
    compact(store, workers=1)
    assert order() == expected
    delete(store, ["n7"])
    put(store, [article(8, 1800)], kept)
    assert order() == ["n8", "n1", "n5", "n6", "n2"]
    delete(store, ["n8", "n1", "n5", "n6"])
    put(store, [article(9, 1700)], kept)
    assert order() == ["n9", "n2"]


def listed(address: str, query: Query) -> list[Article]:
    """Read a result from page to page."""
    found: list[Article] = []
    with closing(open_archive(address)) as engine:
        while True:
            results = engine.search(query)
            found += [hit.article for hit in results.hits]
            if not results.next:
                return found
            query = replace(query, after=results.next)


def test_the_sources_are_remembered_the_newest_first(store: Store, tmp_path: Path) -> None:
    first = lines(tmp_path / "a.jsonl", [Article(id="1", title="أول"), Article(id="2", title="ب")])
    second = lines(tmp_path / "b.jsonl", [Article(id="1", title="أول جديد")])
    reindex(store, [first])
    before = store.manifest()
    update(store, [second])
    after = store.manifest()
    assert after.sources == (str(second), str(first))
    assert after != before
    expected = set(store.articles())
    reindex(store, [Path(path) for path in after.sources])
    assert set(store.articles()) == expected


def test_what_cannot_be_changed_stays(store: Store, tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="reindex"):
        update(store, [lines(tmp_path / "a.jsonl", [Article(id="1", title="أول")])])
    with pytest.raises(IndexMissing, match="reindex"):
        delete(store, ["1"])
    reindex(store, [tmp_path / "a.jsonl"])
    before = store.manifest()
    (tmp_path / "broken.jsonl").write_text("{\n", encoding="utf-8")
    with pytest.raises(NothingIndexed, match="nothing was changed"):
        update(store, [tmp_path / "broken.jsonl"])
    change = delete(store, ["none"])
    assert (change.removed, change.articles) == (0, 1)
    assert store.manifest() == before


def test_all_may_go_and_others_come(store: Store, tmp_path: Path) -> None:
    reindex(store, [lines(tmp_path / "a.jsonl", [Article(id="1", title="أول")])])
    assert delete(store, ["1"]).articles == 0
    assert ids(store) == []
    update(store, [lines(tmp_path / "b.jsonl", [Article(id="2", title="ثان")])])
    assert ids(store) == ["2"]
    store.check()


def held(address: str) -> dict[str, Record]:
    store = open_store(address)
    assert isinstance(store, OpenSearchStore)
    found = records(store.live().index)
    return {record.article.id: record for record in found}


def groups(address: str) -> set[frozenset[str]]:
    """The groups of copies; every one has a lead in it, and its articles know that it is one."""
    found = held(address)
    together: defaultdict[int, set[str]] = defaultdict(set)
    for name, record in found.items():
        together[record.representative].add(name)
    for lead, names in together.items():
        assert any(found[name].number == lead for name in names)
        assert {found[name].copied for name in names} == {len(names) > 1}
    return {frozenset(names) for names in together.values()}


def test_copies_find_each_other_in_place(opensearch_address: str, tmp_path: Path) -> None:
    store = open_store(opensearch_address)

    def put_in(*articles: Article) -> None:
        update(store, [lines(tmp_path / "new.jsonl", articles)])

    def copies(*groups: str) -> set[frozenset[str]]:
        return {frozenset(group) for group in groups}

    reindex(store, [lines(tmp_path / "a.jsonl", [
        Article(id="w", title="القمح", body=WHEAT), Article(id="l", title="مكتبة", body=LIBRARY),
        Article(id="x", title="آخر", body="لا شيء")])])  # fmt: skip
    assert groups(opensearch_address) == copies("w", "l", "x")
    put_in(Article(id="v", title="سعر القمح", body=WHEAT + " والله أعلم"))
    assert groups(opensearch_address) == copies("wv", "l", "x")
    # Of texts of one day the longest stands for the others, as where all are built at once.
    assert held(opensearch_address)["w"].representative == held(opensearch_address)["v"].number
    # Two at once, of a text that is there and of one that is not.
    put_in(
        Article(id="m", title="المكتبة", body=LIBRARY), Article(id="u", title="قمح", body=WHEAT),
        Article(id="y", title="أ", body=WHEAT[::-1]), Article(id="z", title="ب", body=WHEAT[::-1]),
    )  # fmt: skip
    assert groups(opensearch_address) == copies("wvu", "lm", "x", "yz")
    # The lead goes, and the others stay together; of two, one stays alone.
    delete(store, ["w", "m"])
    assert groups(opensearch_address) == copies("vu", "l", "x", "yz")
    # An article whose text becomes another leaves its group, and joins one.
    put_in(Article(id="v", title="المكتبة", body=LIBRARY))
    assert groups(opensearch_address) == copies("vl", "u", "x", "yz")
    # One that leads is replaced by itself.
    put_in(Article(id="l", title="مكتبة", body=LIBRARY))
    assert groups(opensearch_address) == copies("vl", "u", "x", "yz")
    stories = same_stories(list(store.articles()))
    assert groups(opensearch_address) == {
        frozenset((name, *others)) for name, others in stories.items()
    }
    store.check()


def test_a_change_that_broke_off_can_be_repeated(
    opensearch_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(opensearch_address)
    assert isinstance(store, OpenSearchStore)
    reindex(store, [lines(tmp_path / "a.jsonl", [
        Article(id="w", title="القمح", body=WHEAT), Article(id="v", title="قمح", body=WHEAT),
        Article(id="x", title="آخر")])])  # fmt: skip
    new = lines(tmp_path / "b.jsonl", [
        Article(id="n", title="جديد", body=WHEAT), Article(id="x", title="غيره")])  # fmt: skip

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("index.stores.opensearch.store.write_manifest", fail)
        with pytest.raises(ZeroDivisionError):
            update(store, [new])
    # Whoever finds nothing to write takes it back, too.
    assert update(store, [tmp_path / "a.jsonl"]).unchanged == 3
    store.live().index.refresh()
    assert ids(store) == ["w", "v", "x"]
    # What it put in was taken back: whoever repeats it is told what came of it, as at first.
    again = update(store, [new])
    assert (again.added, again.replaced, ids(store)) == (1, 1, ["w", "v", "n", "x"])
    with monkeypatch.context() as broken:
        broken.setattr("index.stores.opensearch.bulk.Bulk.remove", fail)
        with pytest.raises(ZeroDivisionError):
            delete(store, ["w"])
    assert delete(store, ["w"]).removed == 1
    assert {article.id: article.title for article in store.articles()} == {
        "v": "قمح", "x": "غيره", "n": "جديد"}  # fmt: skip
    assert groups(opensearch_address) == {frozenset("vn"), frozenset("x")}
    store.check()


@pytest.mark.parametrize("written", range(5))
def test_whatever_was_written_of_a_change_that_broke_off_the_next_finds_all_as_it_was(
    opensearch_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    store = open_store(opensearch_address)
    assert isinstance(store, OpenSearchStore)
    reindex(store, [lines(tmp_path / "a.jsonl", [
        Article(id="w", title="القمح", body=WHEAT), Article(id="v", title="قمح", body=WHEAT),
        Article(id="l", title="مكتبة", body=LIBRARY), Article(id="x", title="آخر")])])  # fmt: skip
    before = held(opensearch_address)
    # It leads one group, takes an article into another, and lets one go.
    new = lines(tmp_path / "b.jsonl", [
        Article(id="n", title="جديد", body=f"{WHEAT} والله أعلم"),
        Article(id="x", title="غيره", body=LIBRARY)])  # fmt: skip
    with monkeypatch.context() as broken:
        broken.setattr("index.stores.opensearch.store.Bulk", partial(Breaking, taken=written))
        with pytest.raises(ZeroDivisionError):
            update(store, [new])
    # As when a node starts again: what was written is seen.
    store.live().index.refresh()
    assert delete(store, ["none"]).missing == ("none",)
    assert held(opensearch_address) == before
    store.check()
    assert update(store, [new]).added == 1
    stories = same_stories(list(store.articles()))
    assert groups(opensearch_address) == {
        frozenset((name, *others)) for name, others in stories.items()
    }
    store.check()


class Breaking(Bulk):
    """Breaks off when so many documents are taken, with the next one."""

    def __init__(self, index: ClusterIndex, patience: float, *, taken: int) -> None:
        super().__init__(index, patience)
        self._left = taken

    def add(self, name: str, document: bytes) -> None:
        if not self._left:
            super().finish()
            raise ZeroDivisionError
        self._left -= 1
        super().add(name, document)


def test_a_change_is_not_seen_before_it_is_whole(
    opensearch_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(opensearch_address)
    reindex(store, [lines(tmp_path / "a.jsonl", [Article(id="1", title="أول")])])
    seen: list[list[str]] = []

    def looked(index: ClusterIndex, patience: float) -> int:
        seen.append(ids(open_store(opensearch_address)))
        return settled_count(index, patience)

    monkeypatch.setattr("index.stores.opensearch.store.settled_count", looked)
    update(store, [lines(tmp_path / "b.jsonl", [Article(id="2", title="ثان")])])
    delete(store, ["1"])
    assert seen == [["1"], ["1", "2"]]
    assert ids(store) == ["2"]


Steps = list[list[Article] | set[str]]

NAMES = st.sampled_from(["1", "2", "3", "4", "5"])
TEXTS = st.sampled_from([WHEAT, LIBRARY, WHEAT + " " + LIBRARY, "نص قصير"])
NEW = st.builds(
    lambda id, url, body: read_facts(Article(id=id, url=url, title="خبر عن شيء", body=body))[0],
    NAMES, NAMES.map("http://x/{}".format) | st.just(""), TEXTS,
)  # fmt: skip
STEPS = st.lists(st.lists(NEW, min_size=1, max_size=4) | st.sets(NAMES), min_size=1, max_size=4)


def changed(step: list[Article] | set[str], before: Sequence[Article]) -> Iterator[Article]:
    """The articles after a step, without any engine."""
    if not isinstance(step, list):
        return ChangeSet(gone=step).applied(before)
    kept: list[Article] = []  # of articles with one name, the first, as files are read
    for article in step:
        if not ChangeSet(kept).concerns(article):
            kept.append(article)
    as_before = set(map(said, before))
    return ChangeSet([one for one in kept if said(one) not in as_before]).applied(before)


def said(article: Article) -> tuple[str, ...]:
    return article.id, article.url, article.title, article.body


def check_steps(store: Store, steps: Steps) -> None:
    articles = [Article(id="1", title="أول", body=WHEAT), Article(id="0", title="صفر")]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        reindex(store, [lines(path, articles)])
        expected = list(store.articles())
        for step in steps:
            expected = list(changed(step, expected))
            if isinstance(step, list):
                update(store, [lines(path, step)])
            else:
                delete(store, step)
            assert [(a.id, a.url, a.body) for a in store.articles()] == [
                (a.id, a.url, a.body) for a in expected
            ]
        store.check()


@settings(max_examples=8)
@given(STEPS)
def test_any_changes_in_a_folder_give_what_was_asked_for(steps: Steps) -> None:
    with TemporaryDirectory() as folder:
        check_steps(open_store(f"whoosh:{folder}"), steps)


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_any_changes_in_a_cluster_give_what_was_asked_for(
    opensearch_module_address: str, steps: Steps
) -> None:
    check_steps(open_store(opensearch_module_address), steps)
    groups(opensearch_module_address)
