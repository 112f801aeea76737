"""Fihris as it is and with something changed, each measured by the engine that ships."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

from bench.measuring import tell
from bench.relevance.judged_sets import Rank, TestSet
from index.analysis import NO_EVIDENCE, families
from index.article import Article
from index.associations import NO_ASSOCIATIONS, Associations
from index.completions import Completions
from index.drift import Drift
from index.errors import FihrisError
from index.files_read.kept import FilesRead
from index.indexing import reindex
from index.manifest import Manifest
from index.numbering import NumberedTexts
from index.preparation import PreparedArticle
from index.stores import Build, Collected, Store, open_store
from index.workers import Workers
from search.query import Copies, Query, Spellings
from search.ranking.bm25 import FieldParameters, Ranking
from search.results import Results
from search.searcher import Searcher, open_archive

#: Parameters by name (``lead``, ``levels.wide``, ``title.weight``), each with another value.
Changes = tuple[tuple[str, float], ...]


def changed(ranking: Ranking, changes: Changes) -> Ranking:
    """Return the ranking with other values of some parameters."""
    for name, value in changes:
        group, _, member = name.rpartition(".")
        update: dict[str, Any]
        if group == "levels":
            update = {"levels": MappingProxyType(dict(ranking.levels) | {member: value})}
        elif group:
            parameters = replace(ranking.of_field(group), **{member: value})
            update = {"fields": MappingProxyType({**ranking.fields, group: parameters})}
        else:
            update = {member: type(getattr(ranking, member))(value)}
        ranking = replace(ranking, **update)
    return ranking


def parameter(ranking: Ranking, name: str) -> float:
    """Return the value of a parameter that :func:`changed` knows by this name."""
    group, _, member = name.rpartition(".")
    if not group:
        return float(getattr(ranking, member))
    if group == "levels":
        return {str(level): weight for level, weight in ranking.levels.items()}[member]
    return float(getattr(ranking.of_field(group), member))


@dataclass(frozen=True, slots=True)
class Variant:
    """Fihris with something changed; it must travel to another process.

    Attributes:
        name: as the table calls it.
        changes: of the parameters of the ranking.
        equal_fields: whether a word counts alike in every field.
        spellings: as in ``search.query.Query``.
        copies: likewise.
    """

    name: str
    changes: Changes = ()
    equal_fields: bool = False
    spellings: Spellings = "all"
    copies: Copies = "together"

    def ranking(self) -> Ranking:
        """Return the ranking of this variant."""
        ranking = changed(Ranking(), self.changes)
        if not self.equal_fields:
            return ranking
        alike = FieldParameters(1.0, 0.75)
        fields = MappingProxyType(dict.fromkeys(ranking.fields, alike))
        return replace(ranking, fields=fields, other_field=alike)

    def rank(self, engine: Searcher) -> Rank:
        """Return how an engine with this variant's ranking is asked."""
        if (self.spellings, self.copies) == ("all", "together"):
            return engine.rank
        return partial(_paged, partial(self._page, engine))

    def _page(self, engine: Searcher, text: str, page: int) -> Results:
        return engine.search(Query(text, page=page, spellings=self.spellings, copies=self.copies))


def _paged(page_of: Callable[[str, int], Results], text: str, depth: int) -> list[Article]:
    """The first results page by page, since one page has its own idea of copies."""
    found: list[Article] = []
    page = 1
    while len(found) < depth and (hits := page_of(text, page).hits):
        found += [hit.article for hit in hits]
        page += 1
    return found[:depth]


@cache
def _processes() -> ProcessPoolExecutor:
    """One for every core, with the word table read in."""
    return ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"))


@dataclass(frozen=True, slots=True)
class Bench:
    """The sets and the folder of their indexes."""

    test_sets: tuple[TestSet, ...]
    work: Path

    def measure(self, variant: Variant) -> dict[str, float]:
        """Measure a variant on all sets."""
        figures: dict[str, float] = {}
        for test_set in self.test_sets:
            engine = open_archive(f"whoosh:{self.work / test_set.name}", ranking=variant.ranking())
            figures |= test_set.measures(variant.rank(engine))
        return figures

    def measure_all(self, variants: Sequence[Variant]) -> list[dict[str, float]]:
        """Measure several variants side by side in processes."""
        return list(_processes().map(self.measure, variants))

    def half(self, remainder: int, most: int | None) -> "Bench":
        """Return every second query of each set by their ids, evenly cut down to ``most``."""
        halves = []
        for test_set in self.test_sets:
            ids = sorted(test_set.queries, key=int)[remainder::2]
            halves.append(test_set.only(evenly(ids, most)))
        return replace(self, test_sets=tuple(halves))

    def sampled(self, most: int) -> "Bench":
        """Return the sets with at most so many queries each, evenly taken."""
        cut = (
            test_set.only(evenly(sorted(test_set.queries, key=int), most))
            for test_set in self.test_sets
        )
        return replace(self, test_sets=tuple(cut))

    def sizes(self) -> str:
        """Return how many queries of each set are asked."""
        return ", ".join(f"{len(each.queries)} of {each.name}" for each in self.test_sets)


def evenly(values: Sequence[str], most: int | None) -> list[str]:
    """Return at most so many of the values, at even distances."""
    if most is None or len(values) <= most:
        return list(values)
    return [values[number * len(values) // most] for number in range(most)]


# The indexes of Fihris.


def address(work: Path, name: str) -> str:
    """Return where an index lies."""
    return f"whoosh:{work / name}"


def build_indexes(test_sets: Sequence[TestSet], work: Path, workers: int | None = None) -> None:
    """Build the indexes that are not there or not what this code would build."""
    for test_set in test_sets:
        store = open_store(address(work, test_set.name))
        build(store, test_set, str(work / test_set.name), workers)


def build(store: Store, test_set: TestSet, where: str, workers: int | None = None) -> None:
    """Build one index, unless the one that is there will do."""
    if _usable(store, test_set, where):
        return
    tell(f"building {where} from {test_set.source}")
    report = reindex(store, [test_set.source], workers=workers)
    tell(f"built {where}: {report.indexed} articles, {report.seconds:.0f} s")


def _usable(store: Store, test_set: TestSet, where: str) -> bool:
    try:
        manifest = store.manifest()
        manifest.must_match(where)
    except FihrisError:
        return False
    return [Path(path).resolve() for path in manifest.sources] == [test_set.source.resolve()]


class _BuildWithoutEvidence:
    """A build whose words the archive attests nothing about."""

    def __init__(self, build: Build) -> None:
        self._build = build

    def add(self, articles: Sequence[PreparedArticle], texts: NumberedTexts) -> None:
        """Do as the build does."""
        self._build.add(articles, texts)

    def fill(self, collected: Collected, workers: Workers, advance: Callable[[int], None]) -> None:
        """Leave the evidence out."""
        self._build.fill(replace(collected, evidence=NO_EVIDENCE), workers, advance)

    def complete(
        self, completions: Completions, associations: Associations = NO_ASSOCIATIONS
    ) -> None:
        """Leave out what goes by terms of the evidence."""
        self._build.complete(completions)

    def remember(self, files: FilesRead) -> None:
        """Do as the build does."""
        self._build.remember(files)

    def finish(self) -> None:
        """Do as the build does."""
        self._build.finish()

    def publish(self, manifest: Manifest) -> None:
        """Say in the manifest that there is no evidence."""
        self._build.publish(replace(manifest, evidence=NO_EVIDENCE.digest, associations=0))


class _StoreWithoutEvidence:
    """A store of indexes that are analyzed by the word table alone."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @contextmanager
    def build(self) -> Iterator[Build]:
        """Open a build that leaves the evidence out."""
        with self._store.build() as build:
            yield _BuildWithoutEvidence(build)

    def manifest(self) -> Manifest:
        """Do as the store does."""
        return self._store.manifest()

    def articles(self) -> Iterator[Article]:
        """Do as the store does."""
        return self._store.articles()

    def remove_left(self) -> None:
        """Do as the store does."""
        self._store.remove_left()

    def arrived(self) -> int:
        """Do as the store does."""
        return self._store.arrived()

    def files_read(self) -> FilesRead:
        """Do as the store does."""
        return self._store.files_read()

    def note(self, files: FilesRead, mark: str) -> None:
        """Do as the store does."""
        self._store.note(files, mark)

    def change(self, *_: Any, **__: Any) -> str:
        """Refuse: what is measured is built as a whole."""
        raise NotImplementedError

    def rollback(self) -> Manifest:
        """Do as the store does."""
        return self._store.rollback()

    def check(self) -> None:
        """Do as the store does."""
        self._store.check()

    def drift(self) -> Drift:
        """Do as the store does."""
        return self._store.drift()


# Parts that need indexes of their own.


def without_analysis(bench: Bench) -> dict[str, dict[str, float]]:
    """Measure Fihris without a part of its analysis, by name, on indexes built without it.

    Each in a process of its own, because an analyzer reads its word table once.
    """
    figures = {}
    for name, measure in (
        ("no archive evidence", _measure_without_evidence),
        ("no word table", _measure_without_table),
    ):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            figures[name] = pool.submit(measure, bench).result()
    return figures


def _measure_without_evidence(bench: Bench) -> dict[str, float]:
    work = bench.work / "no_evidence"
    for test_set in bench.test_sets:
        store = _StoreWithoutEvidence(open_store(address(work, test_set.name)))
        build(store, test_set, str(work / test_set.name))
    return replace(bench, work=work).measure(Variant("no archive evidence"))


def _measure_without_table(bench: Bench) -> dict[str, float]:
    work = bench.work / "no_table"
    with (
        patch.object(families, "read_families", return_value=()),
        # What is kept is the table of the checkout.
        patch.object(families, "kept", lambda _, make: make()),
    ):
        families.word_table.cache_clear()
        families.members.cache_clear()
        # Other processes would read the table.
        build_indexes(bench.test_sets, work, workers=1)
        return replace(bench, work=work).measure(Variant("no word table"))
