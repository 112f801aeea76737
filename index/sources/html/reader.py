"""``html``: the page of one article as a news site serves it."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from index.article import Article
from index.sources.files.declared import Decoded, declared_in, decoded
from index.sources.files.decoding import record
from index.sources.html.embedded import without_pictures
from index.sources.html.page_reading import Page, problem, read_tree
from index.sources.html.site_names import shared_endings
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.records.markup import without_crowded_tags

_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.S | re.I)
#: Other pages of a folder that are looked at for what their titles share.
_BESIDE = 6
_TITLED = 64 * 1024


def read(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    """Yield the article of one page; menus, comments and related links are left behind.

    Args:
        file: in whatever encoding, declared or not.

    Raises:
        OSError: the file cannot be opened or read.
    """
    raw = record(file, without_pictures)
    yield from read_page(Page(raw, file, shared=_titles_beside(file), is_file=True))


def read_page(page: Page) -> Iterator[Article | Problem | Recognition]:
    """Yield the article of a page, what was left aside, and the problems met; raise nothing."""
    try:
        found = _found(page)
    except MemoryError:
        raise
    except Exception:  # whatever a parser raises for bytes from anywhere
        message = "the page cannot be parsed; open it in a browser and save it anew"
        found = [problem(page, "broken", message)]
    yield from found


def markup(raw: bytes, declared: str | None = None) -> Decoded:
    """Return the text of a page.

    Args:
        raw: the page.
        declared: the encoding that the server named, which goes before that of the page.

    Raises:
        UnicodeDecodeError: which encoding it is in cannot be told.
    """
    return decoded(raw, declared or declared_in(raw))


def title_in(raw: bytes, declared: str | None = None) -> str:
    """Return the ``<title>`` of a page on one line; empty where the beginning holds none."""
    try:
        text = markup(raw[:_TITLED], declared).text
    except UnicodeDecodeError:
        return ""
    found = _TITLE.search(text)
    return " ".join(found[1].split()) if found else ""


def _titles_beside(file: InputFile) -> frozenset[str]:
    """Return what the titles of other pages in the same folder share at their ends."""
    return _shared_in(file.beside) if file.beside is not None else frozenset()


@lru_cache(maxsize=64)
def _shared_in(beside: Callable[[], Sequence[InputFile]]) -> frozenset[str]:
    titles: list[str] = []
    try:
        for other in beside():
            if re.search(r"(?i)\.x?html?$", other.name) and len(titles) < _BESIDE:
                with other.open() as stream:
                    titles.append(title_in(stream.read(_TITLED)))
    except (OSError, EOFError, RuntimeError):
        return frozenset()
    return shared_endings([title for title in titles if title])


def _found(page: Page) -> list[Article | Problem | Recognition]:
    try:
        text = markup(page.raw, page.charset)
    except UnicodeDecodeError as error:
        message = f"byte {error.start} of the page is in an encoding that cannot be told"
        return [problem(page, "unreadable", message)]
    told = text.recognition(page.file) if page.record is None else []
    # It takes time to load, and most sources are no pages.
    import trafilatura

    tree = trafilatura.load_html(without_crowded_tags(text.text))
    if tree is None:
        return [*told, problem(page, "no_text", "no article text was found in the page")]
    return [*told, *read_tree(page, tree)]
