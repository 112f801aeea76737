"""Whether an archive can be searched, found out by searching it."""

import re
from dataclasses import replace

from index.errors import EngineUnreachable, IndexDamaged
from index.manifest import Manifest
from search import notes
from search.query import Query
from search.searcher import Searcher

# Articles that are looked at in turn, from each end of the archive.
_ARTICLES = 8
_WORD = re.compile(r"\w{3,}")


def probe(archive: Searcher, turn: int = 0) -> Manifest:
    """Look an article up in every part of an archive: what it says, by its words and as a phrase.

    Args:
        archive: to be searched.
        turn: which article; another one is another part of the same files.

    Returns:
        What built the archive.

    Raises:
        FihrisError: there is no usable index, or a part of it does not answer.
    """
    archive.must_be_whole()
    manifest = archive.manifest
    page = turn // 2 % min(_ARTICLES, manifest.articles or 1) + 1
    ends = Query(sort="oldest" if turn % 2 else "newest", page=page, size=1, counted=())
    listed = archive.search(replace(ends, copies="together"))
    for hit in listed.hits:
        article = hit.article
        if archive.article(article.id) is None:
            raise IndexDamaged(f"article {article.id} is listed and cannot be found")
        words = _WORD.findall(f"{article.title} {article.body}")[:2]
        found = archive.search(Query(" ".join(words), size=3))
        phrase = archive.search(Query(f'"{" ".join(words)}"', size=1, counted=()))
        archive.suggest(" ".join(words)[:3])
        if notes.PARTIAL in (*found.notes, *phrase.notes):
            raise EngineUnreachable("a part of the archive does not answer")
    return manifest
