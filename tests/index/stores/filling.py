"""Puts articles into builds of any store, step by step, as the write loop does."""

from collections.abc import Iterable, Sequence

from index.analysis import NO_EVIDENCE, Evidence
from index.article import Article
from index.ingestion import Found
from index.numbering import NumberedTexts
from index.preparation import PreparedArticle, Task, prepare
from index.stores import Build, Collected
from index.vocabulary import Vocabulary
from index.workers import Workers


def prepared(articles: Iterable[Article]) -> tuple[list[PreparedArticle], NumberedTexts]:
    """Articles made ready for an index, in one batch; they have their facts."""
    batch = prepare(Task(tuple(Found(article, "") for article in articles), with_facts=False))
    found = [content for content in batch.contents if isinstance(content, PreparedArticle)]
    return found, batch.texts


def fill(
    build: Build,
    articles: Sequence[Article] = (),
    representatives: Sequence[int] | None = None,
    evidence: Evidence = NO_EVIDENCE,
    batch: int = 500,
) -> None:
    """Add articles to a build and index them.

    Args:
        build: to which nothing was added.
        articles: with their facts.
        representatives: of every article the number of the one that stands for the copies of its
            text; without it, no article is a copy.
        evidence: that they are analyzed by.
        batch: how many are made ready in one go.
    """
    vocabulary = Vocabulary()
    for first in range(0, len(articles), batch):
        ready, texts = prepared(articles[first : first + batch])
        build.add(ready, vocabulary.take(texts))
    kept = range(len(articles)) if representatives is None else representatives
    with Workers(1) as workers:
        collected = Collected(evidence, kept, vocabulary.spellings(), words=vocabulary.normal())
        build.fill(collected, workers, lambda _: None)
