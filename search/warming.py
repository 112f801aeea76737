"""What is asked of an archive before its readers come, so that the first of them waits for nothing.

What is worked out once for a publication is worked out when it is asked for: facets over all
articles, completions, the order of all ids, where copies lie. So it is asked for here.
"""

from search.probing import probe
from search.query import Query
from search.searcher import Searcher

# Letters that most words begin with, with the article and without; a word in one letter too many.
_BEGUN = ("ال", "م")
_MISSPELLED = "الححكومة"
_MOST = 5


def warm(archive: Searcher) -> None:
    """Ask for all that is worked out once for a publication.

    Args:
        archive: as it is going to answer.

    Raises:
        FihrisError: it cannot answer.
    """
    probe(archive)
    everything = Query(sort="newest", size=_MOST)
    newest = archive.search(everything)
    archive.facets(everything, _MOST)
    archive.compare(Query())
    for text in _BEGUN:
        archive.suggest(text)
    archive.search(Query(_MISSPELLED, size=1))
    archive.article_ids()[:1]
    for hit in newest.hits[:1]:
        archive.related(hit.article.id, _MOST)
        archive.copies(hit.article.id, _MOST)
