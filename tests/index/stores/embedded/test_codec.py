"""What Whoosh is given of an index is what the index holds: term by term, article by article."""

import random
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query
from whoosh.fields import Schema
from whoosh.formats import Existence
from whoosh.matching import Matcher, ReadTooFar
from whoosh.reading import IndexReader, ReaderClosed, TermNotFound
from whoosh.scoring import BM25F
from whoosh.searching import Searcher
from whoosh.sorting import FieldFacet

from index.analysis import LEVELS, ROOT, Level, exact_of, tokenize
from index.arrays import ArrayWriter, map_arrays
from index.article import Article
from index.errors import IndexDamaged
from index.facets import INDEXED_FACETS
from index.facts.reading import read_facts
from index.fields import POSITIONED, TEXT_FIELDS, UNDATED
from index.indexing import reindex
from index.stores import open_store
from index.stores.embedded.archive import open_archive
from index.stores.embedded.checking import segments_of
from index.stores.embedded.codec import ArraysCodec, HeldSegment, open_reader
from index.stores.embedded.codec.matcher import BLOCK
from index.stores.embedded.codec.schema import facet_field, length_field, level_field, schema
from index.stores.embedded.files import CHECKSUMS, seal
from index.stores.embedded.names import COLUMNS
from index.stores.embedded.segment import Segment
from index.stores.embedded.store import EmbeddedStore
from tests.conftest import build, evidence_of
from tests.index.stores.embedded.publications import Part, build_whole, publish
from tests.search.engines.random_archives import drawn_archive
from tests.tables import ROOT as PROJECT

#: Every text field on every level.
TEXTS = [(field.name, level) for field in TEXT_FIELDS for level in LEVELS]


class Opened:
    """One index, as it lies and as Whoosh reads it."""

    def __init__(self, folder: Path) -> None:
        opened = open_archive(folder)
        assert isinstance(opened.held, Segment)
        self.held: Segment = opened.held
        self.leads = opened.named.groups.representatives.tolist()
        self.reader: IndexReader = open_reader(folder)
        self.schema: Schema = self.reader.schema
        self.articles = [self.held.article(number) for number in range(self.held.size)]


def many_articles() -> list[Article]:
    """More articles than a block has, with words of all frequencies in texts of all lengths."""
    chance = random.Random(7)
    words = ["قمح", "شعير", "سوق", "سعر"]
    return [
        Article(
            id=str(number),
            title="قمح",
            body=" ".join(chance.choices(words, [20, 5, 2, 1], k=chance.randint(1, 60))),
            source=chance.choice(("okaz", "")),
            published=chance.choice((date(2015, 7, 21), date(2024, 2, 29), None)),
        )
        for number in range(3 * BLOCK + 5)
    ]


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Opened]]:
    """The sample, random archives, one of many articles, one of none."""
    folders = [tmp_path_factory.mktemp("archive") for _ in range(6)]
    reindex(open_store(f"whoosh:{folders[0]}"), [PROJECT / "sample"], workers=1)
    for seed in range(3):
        drawn = drawn_archive(seed)
        build(folders[1 + seed], drawn.articles, drawn.representatives)
    build(folders[4], many_articles())
    build(folders[5], [])
    made = [Opened(EmbeddedStore(folder).live_folder()) for folder in folders]
    yield made
    for opened in made:
        opened.reader.close()


@pytest.fixture(scope="module")
def many(archives: list[Opened]) -> Opened:
    return archives[4]


def handed_out(matcher: Matcher) -> Iterator[Matcher]:
    """Go through a matcher, article by article."""
    while matcher.is_active():
        yield matcher
        matcher.next()


def terms_of(opened: Opened, name: str) -> list[str]:
    return [text.decode() for text in opened.reader.lexicon(name)]


# Terms


def test_every_term_with_postings_is_listed_once_and_in_order(archives: list[Opened]) -> None:
    for opened in archives:
        listed = list(opened.reader.all_terms())
        assert listed == sorted(set(listed))
        assert {name for name, _ in listed} <= set(opened.reader.indexed_field_names())
        for name, level in TEXTS:
            held = opened.held.levels[level]
            has = [term for term in held.terms if held.postings(name, term) is not None]
            assert terms_of(opened, level_field(name, level)) == has


def test_only_roots_are_listed_on_the_wide_level(archives: list[Opened]) -> None:
    sample = archives[0]
    wide = terms_of(sample, level_field("body", "wide"))
    assert wide
    assert all(term.startswith(ROOT) for term in wide)
    assert any(not term.startswith(ROOT) for term in sample.held.levels["wide"].terms)


def test_the_fields_are_those_of_the_schema_that_have_a_format(archives: list[Opened]) -> None:
    indexed = sorted(name for name, field in schema().items() if field.format is not None)
    for opened in archives:
        assert opened.reader.indexed_field_names() == indexed


def test_what_no_article_has_is_not_there(archives: list[Opened]) -> None:
    for opened in archives:
        for name in opened.reader.indexed_field_names():
            for text in ("لا شيء", "", b"\xff\xfe", "\x00"):
                assert (name, text) not in opened.reader
                assert opened.reader.frequency(name, text) == 0
                assert opened.reader.doc_frequency(name, text) == 0
                with pytest.raises(TermNotFound):
                    opened.reader.term_info(name, text)
                with pytest.raises(TermNotFound):
                    opened.reader.postings(name, text)
        assert ("no_field", "قمح") not in opened.reader
        with pytest.raises(TermNotFound):
            opened.reader.postings("published", "2015")


@given(
    number=st.integers(0, 4),
    name=st.sampled_from(
        [*(level_field(*text) for text in TEXTS), "id", "address", facet_field("dateline")]
    ),
    wanted=st.one_of(st.text(max_size=4), st.sampled_from(["ق", "ال", "√", "https://", "قم"])),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_terms_from_anywhere(archives: list[Opened], number: int, name: str, wanted: str) -> None:
    reader = archives[number].reader
    everything, start = list(reader.all_terms()), (name, wanted.encode())
    expected = everything[bisect_left(everything, start) :]
    assert list(reader.terms_from(name, wanted)) == expected
    own = [text.decode() for field, text in expected if field == name]
    assert [t.decode() for t in reader.expand_prefix(name, wanted)] == [
        text for text in own if text.startswith(wanted)
    ]
    cursor = reader.cursor(name)
    cursor.find(wanted)
    found = []
    while cursor.is_valid():
        assert cursor.term_info().doc_frequency() == reader.doc_frequency(name, cursor.text())
        found.append(cursor.text())
        cursor.next()
    assert found == own
    assert cursor.text() is cursor.term() is cursor.term_info() is cursor.next() is None
    assert cursor.first() == next(iter(terms_of(archives[number], name)), None)


def test_terms_that_are_near_another_are_found(many: Opened) -> None:
    assert set(many.reader.terms_within("body_exact", "سوف", 1)) == {"سوق"}
    assert set(many.reader.terms_within("body_exact", "شعر", 2, prefix=1)) == {"شعير"}


# Postings


def test_a_matcher_hands_out_what_a_level_holds(archives: list[Opened]) -> None:
    for opened in archives:
        for name, level in TEXTS:
            field = level_field(name, level)
            for term in terms_of(opened, field):
                postings = opened.held.levels[level].postings(name, term)
                assert postings is not None
                rows = [
                    (here.id(), here.weight(), here.value_as("frequency"), here.value())
                    for here in handed_out(opened.reader.postings(field, term))
                ]
                frequencies = postings.frequencies.tolist()
                assert [row[0] for row in rows] == postings.articles.tolist()
                assert [row[1] for row in rows] == [row[2] for row in rows] == frequencies
                assert (level in POSITIONED) == (postings.positions is not None)
                if postings.positions is not None:
                    positions = [
                        place
                        for here in handed_out(opened.reader.postings(field, term))
                        for place in here.value_as("positions")
                    ]
                    assert positions == postings.positions.tolist()


def test_terms_and_positions_are_those_of_the_texts(archives: list[Opened]) -> None:
    """By the tokenizer alone, without any index."""
    for opened in archives[:-1]:
        for field in TEXT_FIELDS:
            expected: dict[str, dict[int, list[int]]] = {}
            for number, article in enumerate(opened.articles):
                for token in tokenize("\n".join(field.values(article))):
                    texts = expected.setdefault(exact_of(token.text), {})
                    texts.setdefault(number, []).append(token.position)
            name = level_field(field.name, "exact")
            assert terms_of(opened, name) == sorted(expected)
            for term, texts in expected.items():
                found = handed_out(opened.reader.postings(name, term))
                assert {here.id(): here.value_as("positions") for here in found} == texts


def test_facets_are_terms_as_they_stand(archives: list[Opened]) -> None:
    for opened in archives:
        for facet in INDEXED_FACETS:
            expected: dict[str, list[int]] = {}
            for number, article in enumerate(opened.articles):
                for value in dict.fromkeys(facet.values(article)):
                    expected.setdefault(value, []).append(number)
            name = facet_field(facet.name)
            assert terms_of(opened, name) == sorted(expected)
            for value, numbers in expected.items():
                matcher = opened.reader.postings(name, value)
                assert opened.reader.doc_frequency(name, value) == len(numbers)
                assert opened.reader.frequency(name, value) == len(numbers)
                found = [(here.id(), here.weight(), here.value()) for here in handed_out(matcher)]
                assert found == [(number, 1.0, b"") for number in numbers]


def test_an_id_leads_to_its_article_and_an_address_to_the_first_that_has_it(tmp_path: Path) -> None:
    articles = [
        Article(id="ب", body="قمح", url="https://example.org/1"),
        Article(id="ا", body="قمح"),
        Article(id="ج", body="قمح", url="https://example.org/1"),
    ]
    build(tmp_path, articles)
    with open_reader(EmbeddedStore(tmp_path).live_folder()) as reader:
        numbers = [reader.first_id("id", article.id) for article in articles]
        assert numbers == [0, 1, 2]
        assert list(reader.postings("address", "//example.org/1").all_ids()) == [0]
        assert Searcher(reader, closereader=False).document(id="ج")["url"] == articles[2].url


def test_what_is_known_of_a_term(archives: list[Opened]) -> None:
    for opened in archives:
        for (name, text), info in opened.reader:
            rows = [(m.id(), m.weight()) for m in handed_out(opened.reader.postings(name, text))]
            lengths = [opened.reader.doc_field_length(number, name) for number, _ in rows]
            assert info.doc_frequency() == opened.reader.doc_frequency(name, text) == len(rows)
            assert info.weight() == opened.reader.frequency(name, text)
            assert info.weight() == sum(weight for _, weight in rows)
            assert info.max_weight() == max(weight for _, weight in rows)
            assert (info.min_id(), info.max_id()) == (rows[0][0], rows[-1][0])
            if opened.schema[name].scorable:
                assert (info.min_length(), info.max_length()) == (min(lengths), max(lengths))
                assert min(lengths) > 0
            else:
                assert isinstance(opened.schema[name].format, Existence)


@given(data=st.data(), step=st.integers(1, 200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_matcher_skips_as_it_walks(many: Opened, data: st.DataObject, step: int) -> None:
    term = data.draw(st.sampled_from(terms_of(many, "body_light")))
    ids = [here.id() for here in handed_out(many.reader.postings("body_light", term))]
    matcher = many.reader.postings("body_light", term)
    for wanted in range(0, many.held.size, step):
        if not matcher.is_active():
            break
        matcher.skip_to(wanted)
        assert [here.id() for here in handed_out(matcher.copy())] == [
            number for number in ids if number >= wanted
        ]
    if matcher.is_active():
        matcher.skip_to(many.held.size)
    assert not matcher.is_active()
    assert not matcher.replace().is_active()
    for go_on in (matcher.next, lambda: matcher.skip_to(0)):
        with pytest.raises(ReadTooFar):
            go_on()
    matcher.reset()
    assert matcher.replace() is matcher
    assert matcher.id() == ids[0]
    assert matcher.term() == ("body_light", term.encode())


# Searching


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("small")
    texts = ("قمح وشعير", "شعير قمح", "سوق القمح", "قمح شعير وسوق", "لا شيء")
    days = (date(2015, 7, 21), None, date(2024, 2, 29), date(2014, 1, 1), date(2015, 7, 20))
    papers = ("okaz", "aawsat", "okaz", "", "aawsat")
    rows = zip(texts, days, papers, strict=True)
    build(
        folder,
        [
            Article(id=str(number), body=text, published=day, source=paper)
            for number, (text, day, paper) in enumerate(rows)
        ],
    )
    with Searcher(open_reader(EmbeddedStore(folder).live_folder())) as searcher:
        yield searcher


def exact(text: str) -> query.Term:
    return query.Term("body_exact", text)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (exact("قمح"), {0, 1, 3}),
        (query.Term("body_light", "قمح"), {0, 1, 2, 3}),
        (query.Phrase("body_exact", ["قمح", "شعير"]), {3}),
        (query.Phrase("body_light", ["قمح", "شعير"]), {0, 3}),
        (query.Phrase("body_light", ["شعير", "قمح"], slop=2), {1}),
        (query.Prefix("body_exact", "ال"), {2}),
        (query.Prefix("body_exact", "و"), {0, 3}),
        (query.Wildcard("body_exact", "*مح"), {0, 1, 2, 3}),
        (query.FuzzyTerm("body_exact", "قمج"), {0, 1, 3}),
        (query.TermRange("body_exact", "شعير", "قمح"), {0, 1, 3, 4}),
        (query.And([exact("قمح"), exact("شعير")]), {1, 3}),
        (query.Or([exact("سوق"), exact("وشعير")]), {0, 2}),
        (query.And([exact("قمح"), query.Not(exact("شعير"))]), {0}),
        (query.Every(), {0, 1, 2, 3, 4}),
        (query.Every("source_facet"), {0, 1, 2, 4}),
        (query.Term("source_facet", "okaz"), {0, 2}),
        (query.Term("id", "4"), {4}),
        (exact("غير"), set()),
        (query.Term("no_field", "قمح"), set()),
    ],
    ids=str,
)
def test_whoosh_searches(small: Searcher, asked: query.Query, expected: set[int]) -> None:
    assert set(small.search(asked, limit=None).docs()) == expected
    assert {hit.docnum for hit in small.search(asked, limit=10)} == expected


def test_whoosh_sorts_by_columns(small: Searcher) -> None:
    def order(**how: object) -> list[int]:
        return [hit.docnum for hit in small.search(query.Every(), limit=None, **how)]

    assert order(sortedby="published") == [1, 3, 4, 0, 2]
    assert order(sortedby="published", reverse=True) == [2, 0, 4, 3, 1]
    assert order(sortedby=FieldFacet("published", reverse=True)) == [2, 0, 4, 3, 1]
    assert order(sortedby=["body_words", FieldFacet("lead", reverse=True)]) == [4, 2, 1, 0, 3]


def test_whoosh_groups_by_facets(small: Searcher) -> None:
    facet = FieldFacet("source_facet", allow_overlap=True)
    grouped = small.search(query.Every(), groupedby=facet, limit=None).groups()
    assert grouped == {"okaz": [0, 2], "aawsat": [1, 4], None: [3]}


@pytest.mark.parametrize("words", [("قمح",), ("سعر",), ("سوق", "سعر"), ("قمح", "شعير", "سعر")])
@pytest.mark.parametrize("limit", [1, 10, 200])
def test_what_whoosh_leaves_out_by_bounds_is_not_among_the_best(
    many: Opened, words: tuple[str, ...], limit: int
) -> None:
    searcher = Searcher(many.reader, closereader=False)
    asked = query.Or([query.Term("body_light", word) for word in words])
    best = [(hit.docnum, hit.score) for hit in searcher.search(asked, limit=limit)]
    everything = searcher.search(asked, limit=None, optimize=False)
    assert best == [(hit.docnum, hit.score) for hit in everything][:limit]
    assert len({score for _, score in best}) > 1 or limit == 1


def test_blocks_bound_what_they_hold(many: Opened) -> None:
    searcher = Searcher(many.reader, closereader=False)
    for term in terms_of(many, "body_light"):
        matcher = searcher.postings("body_light", term, weighting=BM25F())
        assert matcher.supports_block_quality()
        for here in handed_out(matcher):
            length = many.reader.doc_field_length(here.id(), "body_light")
            assert here.block_min_length() <= length <= here.block_max_length()
            assert here.weight() <= here.block_max_weight()
            assert here.score() <= here.block_quality() <= here.max_quality()
        matcher.reset()
        assert not matcher.replace(matcher.max_quality() + 1).is_active()
        blocks = -(-many.reader.doc_frequency("body_light", term) // BLOCK)
        assert matcher.skip_to_quality(matcher.max_quality()) == blocks
        assert not matcher.is_active()


# Articles


def test_stored_fields_are_the_article(archives: list[Opened]) -> None:
    for opened in archives:
        stored = list(opened.reader.all_stored_fields())
        assert opened.reader.doc_count() == opened.reader.doc_count_all() == len(stored)
        for article, fields in zip(opened.articles, stored, strict=True):
            url = {"url": article.url} if article.url else {}
            assert fields == {"id": article.id, "article": asdict(article), **url}
        assert [number for number, _ in opened.reader.iter_docs()] == list(range(len(stored)))


def test_lengths_are_words_of_texts(archives: list[Opened]) -> None:
    for opened in archives:
        for field in TEXT_FIELDS:
            words = [len(tokenize("\n".join(field.values(held)))) for held in opened.articles]
            present = [count for count in words if count]
            column = opened.reader.column_reader(length_field(field.name))
            assert list(column) == column.load() == words
            for level in LEVELS:
                name = level_field(field.name, level)
                numbers = range(opened.held.size)
                assert [opened.reader.doc_field_length(at, name) for at in numbers] == words
                assert opened.reader.field_length(name) == sum(words)
                assert opened.reader.min_field_length(name) == min(present, default=0)
                assert opened.reader.max_field_length(name) == max(words, default=0)
        assert opened.reader.field_length("id") == opened.reader.max_field_length("id") == 0
        assert opened.reader.min_field_length("id") == 0


def test_columns(archives: list[Opened]) -> None:
    for opened in archives:
        columns, reader = opened.held.columns, opened.reader
        assert list(reader.column_reader("published")) == columns["published"].tolist()
        assert list(reader.column_reader("lead")) == opened.leads
        assert b"".join(reader.column_reader("spans")) == columns["spans"].tobytes()
        counts = [len(spans) // 8 for spans in reader.column_reader("spans")]
        assert sum(counts) == len(columns["spans"]) // 2
        assert {name for name in reader.schema.names() if reader.has_column(name)} == {
            "published", "lead", "spans", *(length_field(field.name) for field in TEXT_FIELDS)
        }  # fmt: skip
    published = list(archives[1].reader.column_reader("published"))
    assert UNDATED in published
    assert len(set(published)) > 2


def test_spans_are_first_and_last_days(tmp_path: Path) -> None:
    build(tmp_path, [Article(id="1", body="في تموز 2015"), Article(id="2", body="قمح")])
    with open_reader(EmbeddedStore(tmp_path).live_folder()) as reader:
        spans = list(reader.column_reader("spans"))
    days = (date(2015, 7, 1), date(2015, 7, 31))
    assert spans == [b"".join(day.toordinal().to_bytes(4, "little") for day in days), b""]


# Several segments


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[IndexReader, IndexReader]]:
    """An archive at once, and in segments with removed articles in each and one without any."""
    drawn, store = drawn_archive(1, 40), tmp_path_factory.mktemp("parted")
    articles = [read_facts(article)[0] for article in drawn.articles]
    evidence = evidence_of(articles)
    every = tuple(articles)
    parts = [
        Part("first", every[:20], (0, 7, 19)), Part("none", every[20:25], tuple(range(5))),
        Part("last", every[25:], (3,)),
    ]  # fmt: skip
    staying = [article for part in parts for article in part.staying]
    representatives = [number - number % 3 for number in range(len(staying))]
    readers = (
        open_reader(build_whole(store, staying, representatives, evidence)),
        open_reader(publish(store, "p", parts, representatives, evidence)),
    )
    yield readers
    for reader in readers:
        reader.close()


def test_what_is_removed_is_deleted_to_whoosh(parted: tuple[IndexReader, IndexReader]) -> None:
    whole, segments = parted
    assert not whole.has_deletions()
    assert segments.has_deletions()
    assert segments.doc_count() == whole.doc_count()
    assert segments.doc_count_all() == 40
    staying = list(segments.all_doc_ids())
    assert [segments.stored_fields(number) for number in staying] == [
        whole.stored_fields(number) for number in whole.all_doc_ids()
    ]
    leads, expected = segments.column_reader("lead"), whole.column_reader("lead")
    assert [staying.index(leads[number]) for number in staying] == list(expected)


@pytest.mark.parametrize("text", ["قمح", "السوق", "سعره", "في", "google"])
def test_whoosh_finds_the_same_in_segments(
    parted: tuple[IndexReader, IndexReader], text: str
) -> None:
    found = []
    for reader in parted:
        with Searcher(reader, closereader=False) as searcher:
            asked = (
                query.Or([query.Term(level_field("body", level), text) for level in LEVELS]),
                query.Prefix("title_exact", text[:2]),
                query.Phrase("body_exact", [text, "قمح"]),
            )
            hits = (searcher.search(one, limit=None) for one in asked)
            found.append([{hit["id"] for hit in one} for one in hits])
    assert found[0] == found[1]


# Opening, closing, writing


def test_nothing_is_read_from_a_closed_reader(tmp_path: Path) -> None:
    build(tmp_path, [Article(id="1", body="قمح")])
    reader = open_reader(EmbeddedStore(tmp_path).live_folder())
    reader.close()
    for ask in (reader.doc_count, reader.all_terms, lambda: reader.postings("body_exact", "قمح")):
        with pytest.raises(ReaderClosed):
            ask()


def test_an_index_has_the_same_name_whenever_it_is_opened(tmp_path: Path) -> None:
    build(tmp_path, [Article(id="1", body="قمح")])
    folder = EmbeddedStore(tmp_path).live_folder()
    with open_reader(folder) as one, open_reader(folder) as other:
        assert one.segment() == other.segment()
        assert folder.name in one.segment().segment_id()
        assert one.segments() == [one.segment()]


def test_an_array_that_is_not_there_is_told(tmp_path: Path) -> None:
    build(tmp_path, [Article(id="1", body="قمح")])
    folder = EmbeddedStore(tmp_path).live_folder()
    (segment,) = segments_of(folder)
    columns = {name: held.copy() for name, held in map_arrays(segment / COLUMNS).items()}
    with ArrayWriter(segment / COLUMNS) as file:
        for name in columns.keys() - {"facet.section.text"}:
            file.add(name, columns[name])
    (segment / CHECKSUMS).unlink()
    seal(segment)
    with pytest.raises(IndexDamaged, match=r"facet\.section\.text.*manage\.py reindex"):
        open_reader(folder)


def test_whoosh_cannot_write(many: Opened) -> None:
    codec, segment = ArraysCodec(), many.reader.segment()
    assert isinstance(segment, HeldSegment)
    assert isinstance(many.reader.codec(), ArraysCodec)
    assert not segment.has_deletions()
    assert not segment.should_assemble()
    assert segment.doc_count() == many.held.size
    refused: list[Callable[[], object]] = [
        lambda: codec.per_document_writer(None, segment),
        lambda: codec.field_writer(None, segment),
        lambda: codec.postings_writer(None),
        lambda: codec.new_segment(None, "fihris"),
        lambda: segment.delete_document(0),
        lambda: segment.set_doc_count(0),
    ]
    for write in refused:
        with pytest.raises(NotImplementedError, match=r"written as a whole, by manage\.py"):
            write()
    with pytest.raises(NotImplementedError, match="matcher"):
        codec.postings_reader(None, None, None)


@pytest.mark.parametrize("level", LEVELS)
def test_formats_say_what_a_level_keeps(level: Level) -> None:
    format_ = schema()[level_field("body", level)].format
    assert format_.supports("positions") == (level in POSITIONED)
    assert format_.supports("frequency")
