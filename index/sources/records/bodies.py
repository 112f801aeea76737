"""Articles without a body, held back until their file shows that it has bodies at all.

A file whose bodies stand under a name that is not known would become an archive of headlines
without a word. There, nothing is read and the name is told.
"""

from collections.abc import Iterator

from index.article import Article
from index.sources.reading import Problem
from index.sources.records.fields import Records
from index.sources.records.options import option

#: So many articles and problems are held back.
_MOST = 20_000


def with_bodies(
    found: Iterator[Article | Problem], records: Records
) -> Iterator[Article | Problem]:
    """Yield what was read of a file, or a problem alone if its bodies were not recognised.

    Args:
        found: articles and problems, as :meth:`Records.read` gives them.
        records: that read them; it knows which names were left aside.
    """
    held: list[Article | Problem] = []
    for one in found:
        held.append(one)
        if (isinstance(one, Article) and one.body) or len(held) >= _MOST:
            break
    has_bodies = any(isinstance(one, Article) and one.body for one in held)
    name = None if has_bodies else records.left.likely_body()
    articles = sum(isinstance(one, Article) for one in held)
    if name is None or not articles:
        yield from held
        yield from found
        if not has_bodies and _is_archive(held):
            message = (
                f"none of {articles} records has a body, so their headlines alone are indexed; if "
                "the text stands under another name, tell it: --map NAME=body"
            )
            yield Problem("no_body", records.file.name, message)
        return
    yield from (one for one in held if not isinstance(one, Article))
    message = (
        f"none of {articles} records has a body that is known, and a headline alone is no article; "
        f"the longest text stands in {name!r}: {option(name, 'body')}; nothing of the file is read"
    )
    yield Problem("no_text", records.file.name, message)


def _is_archive(held: list[Article | Problem]) -> bool:
    """Tell whether these are all records of a file of news, and none is a teaser by its own word.

    A few records without a day may be anything.
    """
    found = [one for one in held if isinstance(one, Article)]
    dated = any(one.published for one in found)
    few = len(found) < (2 if dated else 3)
    return not few and len(held) < _MOST and all(one.kind == "full" for one in found)
