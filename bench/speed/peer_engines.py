"""Other engines as a plain user would use them, each on the same stems of the same articles.

Every engine gets id, address, headline, text, paper, section and day of an article. Words are
looked for in the folded Snowball stems of headline and text, which come ready, joined by spaces;
the headline counts three times as much. The texts themselves are stored and read for every hit.
A search gives what a page of results needs: ten hits in order with a snippet each, by the means of
the engine, and how many articles of each paper were found.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Literal, Protocol

import tantivy
from whoosh import analysis, fields, query
from whoosh import index as whoosh_index

from index.analysis import folding, stemming, tokenize
from index.article import Article

Match = Literal["any", "all"]

_HITS = 10
_TITLE_WEIGHT = 3.0
_SNIPPET_WORDS = 30
_SNIPPET_LETTERS = 200
_MOST_PAPERS = 1000


@dataclass(frozen=True, slots=True)
class Document:
    """What a peer indexes of an article; the stems are joined by spaces."""

    id: str
    url: str
    title: str
    body: str
    paper: str
    section: str
    day: str
    title_stems: str
    body_stems: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a peer answers.

    Attributes:
        ids: of the hits, the best first.
        titles: of the hits, as they were printed.
        snippets: of the hits, of their stems.
        papers: how many articles of each paper were found.
    """

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    snippets: tuple[str, ...]
    papers: dict[str, int]


@lru_cache(maxsize=1_000_000)
def stem(word: str) -> str:
    """Return the folded Snowball stem of one word."""
    spelled = folding.spelling(word)
    if spelled.isascii():
        return stemming.latin(folding.fold_letters(spelled))
    return folding.fold_letters(stemming.arabic(spelled))


def stems(text: str) -> str:
    """Return the folded Snowball stems of a text, joined by spaces."""
    return " ".join(stem(token.text) for token in tokenize(text))


def document(article: Article) -> Document:
    """Return what a peer indexes of an article, as its source gives it."""
    return Document(
        id=article.id,
        url=article.url,
        title=article.title,
        body=article.body,
        paper=article.source,
        section=article.section,
        day=article.published.isoformat()[:10] if article.published else "",
        title_stems=stems(article.title),
        body_stems=stems(article.body),
    )


class Peer(Protocol):
    """An engine with an index that is open for searching."""

    def search(self, words: Sequence[str]) -> Found:
        """Return the first hits for stems."""
        ...


class SqlitePeer:
    """SQLite's full-text index FTS5, ranked by its ``bm25`` and cut by its ``snippet``."""

    def __init__(self, folder: Path, match: Match) -> None:
        self._database = sqlite3.connect(folder / "index.db")
        self._operator = " OR " if match == "any" else " AND "

    @staticmethod
    def index(documents: Iterable[Document], folder: Path) -> None:
        """Write an index, in one transaction."""
        with sqlite3.connect(folder / "index.db") as database:
            database.execute("CREATE VIRTUAL TABLE words USING fts5 (title, body)")
            database.execute(
                "INSERT INTO words (words, rank) VALUES ('rank', ?)",
                (f"bm25({_TITLE_WEIGHT}, 1.0)",),
            )
            # The paper stands apart, so that counting does not read the texts.
            database.execute("CREATE TABLE paper (number INTEGER PRIMARY KEY, name TEXT)")
            database.execute(
                "CREATE TABLE article (number INTEGER PRIMARY KEY, id TEXT UNIQUE, url TEXT,"
                " section TEXT, day TEXT, title TEXT, body TEXT)"
            )
            for number, one in enumerate(documents):
                database.execute(
                    "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)",
                    (number, one.title_stems, one.body_stems),
                )
                database.execute("INSERT INTO paper VALUES (?, ?)", (number, one.paper))
                database.execute(
                    "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (number, one.id, one.url, one.section, one.day, one.title, one.body),
                )
        database.close()

    def search(self, words: Sequence[str]) -> Found:
        asked = self._operator.join(f'"{word}"' for word in words)
        # Ordered by its own rank, FTS5 cuts snippets of the hits alone; by an expression, of all.
        rows = self._database.execute(
            "SELECT a.id, a.title, a.body, s.cut FROM (SELECT rowid,"
            f" snippet(words, 1, '[', ']', '…', {_SNIPPET_WORDS}) AS cut FROM words"
            f" WHERE words MATCH ? ORDER BY rank LIMIT {_HITS}) AS s"
            " JOIN article AS a ON a.number = s.rowid",
            (asked,),
        ).fetchall()
        papers = self._database.execute(
            "SELECT name, count(*) FROM words JOIN paper ON number = words.rowid"
            " WHERE words MATCH ? GROUP BY name",
            (asked,),
        ).fetchall()
        return Found(
            tuple(row[0] for row in rows),
            tuple(row[1] for row in rows),
            tuple(row[3] for row in rows),
            dict(papers),
        )


class TantivyPeer:
    """Tantivy, with its own snippets, papers counted by its own aggregation."""

    def __init__(self, folder: Path, match: Match) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()
        self._occur = tantivy.Occur.Should if match == "any" else tantivy.Occur.Must

    @staticmethod
    def index(documents: Iterable[Document], folder: Path) -> None:
        """Write an index with as many threads as Tantivy takes by itself, and merge it."""
        builder = tantivy.SchemaBuilder()
        for name in ("id", "paper", "section", "day"):
            builder.add_text_field(name, stored=True, fast=True, tokenizer_name="raw")
        for name in ("title", "body"):
            builder.add_text_field(name, stored=True, tokenizer_name="whitespace")
        for name in ("url", "title_text", "body_text"):
            builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
        index = tantivy.Index(builder.build(), path=str(folder))
        writer = index.writer()
        for one in documents:
            writer.add_document(
                tantivy.Document(
                    id=one.id,
                    url=one.url,
                    paper=one.paper,
                    section=one.section,
                    day=one.day,
                    title=one.title_stems,
                    body=one.body_stems,
                    title_text=one.title,
                    body_text=one.body,
                )
            )
        writer.commit()
        writer.wait_merging_threads()

    def search(self, words: Sequence[str]) -> Found:
        asked = tantivy.Query.boolean_query([(self._occur, self._either(word)) for word in words])
        places = [place for _, place in self._searcher.search(asked, _HITS).hits]
        cutter = tantivy.SnippetGenerator.create(self._searcher, asked, self._index.schema, "body")
        cutter.set_max_num_chars(_SNIPPET_LETTERS)
        hits: list[Any] = [self._searcher.doc(place) for place in places]
        terms = {"papers": {"terms": {"field": "paper", "size": _MOST_PAPERS}}}
        counted: Any = self._searcher.aggregate(asked, terms)
        return Found(
            tuple(hit.get_first("id") for hit in hits),
            tuple(hit.get_first("title_text") for hit in hits),
            tuple(cutter.snippet_from_doc(hit).to_html() for hit in hits),
            {row["key"]: row["doc_count"] for row in counted["papers"]["buckets"]},
        )

    def _either(self, word: str) -> tantivy.Query:
        schema = self._index.schema
        title = tantivy.Query.term_query(schema, "title", word)
        boosted = tantivy.Query.boost_query(title, _TITLE_WEIGHT)
        body = tantivy.Query.term_query(schema, "body", word)
        should = tantivy.Occur.Should
        return tantivy.Query.boolean_query([(should, boosted), (should, body)])


class WhooshPeer:
    """Whoosh as it comes: its own writer, scorer, groups and highlights."""

    def __init__(self, folder: Path, match: Match) -> None:
        self._searcher = whoosh_index.open_dir(str(folder)).searcher()
        self._joined = query.Or if match == "any" else query.And

    @staticmethod
    def index(documents: Iterable[Document], folder: Path) -> None:
        """Write an index with a writer as Whoosh makes it by itself."""
        spaces = analysis.SpaceSeparatedTokenizer()
        schema = fields.Schema(
            id=fields.ID(stored=True, unique=True),
            url=fields.ID(stored=True),
            paper=fields.ID(stored=True, sortable=True),
            section=fields.ID(stored=True),
            day=fields.ID(stored=True),
            title=fields.TEXT(analyzer=spaces, stored=True),
            body=fields.TEXT(analyzer=spaces, stored=True),
            title_text=fields.STORED(),
            body_text=fields.STORED(),
        )
        writer = whoosh_index.create_in(str(folder), schema).writer()
        for one in documents:
            writer.add_document(
                id=one.id,
                url=one.url,
                paper=one.paper,
                section=one.section,
                day=one.day,
                title=one.title_stems,
                body=one.body_stems,
                title_text=one.title,
                body_text=one.body,
            )
        writer.commit()

    def search(self, words: Sequence[str]) -> Found:
        either = [
            query.Or([query.Term("title", word, boost=_TITLE_WEIGHT), query.Term("body", word)])
            for word in words
        ]
        found = self._searcher.search(self._joined(either), limit=_HITS, groupedby="paper")
        # With groups, Whoosh gives all hits, whatever the limit.
        hits = list(islice(found, _HITS))
        return Found(
            tuple(hit["id"] for hit in hits),
            tuple(hit["title_text"] for hit in hits),
            tuple(hit.highlights("body", top=1) for hit in hits),
            {name: len(numbers) for name, numbers in found.groups("paper").items()},
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """How a peer writes an index and opens it."""

    index: Callable[[Iterable[Document], Path], None]
    open: Callable[[Path, Match], Peer]


PEERS = {
    "whoosh-reloaded": Kind(WhooshPeer.index, WhooshPeer),
    "SQLite FTS5": Kind(SqlitePeer.index, SqlitePeer),
    "tantivy": Kind(TantivyPeer.index, TantivyPeer),
}
