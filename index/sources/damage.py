"""What is left of articles in whose text bytes were no letters, or letters no text."""

from collections.abc import Iterator
from dataclasses import replace

from index.article import Article, identity
from index.sources.direction import reversed_words
from index.sources.files.complaints import complaint
from index.sources.files.declared import declared_in, decoded
from index.sources.files.decoding import content
from index.sources.files.garbled import garbled, may_be_garbled
from index.sources.reading import DAMAGE, InputFile, Problem, Recognition

_NAMES = ("deck", "caption", "credit", "byline", "section", "source", "issue", "page")
_SEVERAL = ("datelines", "agencies")
_LOST = "\ufffd"
#: So many damaged lines are named.
_NAMED = 10


class Damage:
    """Takes out of the articles of one file what is damaged, and tells of it."""

    def __init__(self, file: InputFile) -> None:
        """
        Args:
            file: that the articles come from.
        """
        self._file = file
        self._told_lost = False
        self._told_lines = False

    def without(
        self, read: Iterator[Article | Problem | Recognition]
    ) -> Iterator[Article | Problem | Recognition]:
        """Yield what a reader gave, with a problem in the place of each part that is damaged."""
        for found in read:
            if not isinstance(found, Article):
                yield found
            elif _is_damaged(found):
                yield from self._mended(found)
            elif may_be_garbled(f"{found.title}\n{found.body}"):
                yield from self._without_garbled(found)
            else:
                yield found
                yield from self._lost_before(found)
                yield from self._in_reverse(found)

    def _in_reverse(self, article: Article) -> Iterator[Problem]:
        found = reversed_words(article)
        if found is not None:
            message = (
                f"the letters of its words stand in reverse («{found[0]}» for «{found[1]}»), as "
                "a PDF program or OCR gave them in the order of sight, so no search finds them; "
                "extract the text anew in the order of reading: pdftotext -enc UTF-8 FILE; in the "
                f"article {article.id}"
            )
            yield Problem("reversed", self._file.name, message)

    def _lost_before(self, article: Article) -> Iterator[Problem]:
        if self._told_lost or not (_LOST in article.body or _LOST in article.title):
            return
        self._told_lost = True
        message = (
            f"letters were lost before this file was written: {_LOST} stands in their place, first "
            f"in the article {article.id}; take the original if there is one"
        )
        yield Problem("damaged", self._file.name, message)

    def _where(self) -> tuple[int | None, str]:
        """Return the first damaged line of the file, and what is wrong with it; once a file."""
        message = "bytes that are no letters"
        if self._told_lines:
            return None, message
        self._told_lines = True
        try:
            raw = content(self._file)
            lines = decoded(raw, declared_in(raw)).damaged_lines
            first = complaint(self._file)
        except (OSError, UnicodeDecodeError):
            return None, message
        if first is not None:
            message = first.message
        if len(lines) > 1:
            more = f" and {len(lines) - _NAMED} more" if len(lines) > _NAMED else ""
            message += f" (damaged lines: {', '.join(map(str, lines[:_NAMED]))}{more})"
        return next(iter(lines), None), message

    def _mended(self, article: Article) -> Iterator[Article | Problem]:
        kept = [part for part in article.body.split("\n\n") if DAMAGE not in part]
        body = "\n\n".join(kept)
        title = "" if DAMAGE in article.title else article.title
        url = "" if DAMAGE in article.url else article.url
        lost = [name for name in _NAMES if DAMAGE in getattr(article, name)]
        line, wrong = self._where()
        if (not body and article.body) or not (title or body):
            message = _with_name(f"{wrong}; left out: the article", title)
            yield Problem("unreadable", self._file.name, message, line=line)
            return
        cleaned = dict.fromkeys(lost, "")
        several = {
            name: tuple(one for one in getattr(article, name) if DAMAGE not in one)
            for name in _SEVERAL
        }
        own = "" if DAMAGE in article.id else article.id
        name = own or identity(url=url, text=(title, body))
        mended = replace(article, id=name, url=url, title=title, body=body)
        yield replace(mended, **cleaned, **several)  # type: ignore[arg-type]
        lost_here = [
            *(["headline"] if title != article.title else []),
            *(["address"] if url != article.url else []),
            *lost,
        ]
        paragraphs = article.body.count("\n\n") + 1 - len(kept) if body != article.body else 0
        if paragraphs:
            lost_here.append("1 paragraph" if paragraphs == 1 else f"{paragraphs} paragraphs")
        what = ", ".join(lost_here) or "a place"
        message = _with_name(f"{wrong}; left out: {what}", title)
        yield Problem("damaged", self._file.name, message, line=line)

    def _without_garbled(self, article: Article) -> Iterator[Article | Problem]:
        parts = article.body.split("\n\n")
        found = [garbled(part) for part in parts]
        title = garbled(article.title)
        kept = [part for part, wrong in zip(parts, found, strict=True) if wrong is None]
        wrong = next((one for one in (title, *found) if one), None)
        if wrong is None:
            yield article
            return
        body = "\n\n".join(kept)
        if title or not body or len(kept) * 2 < len(parts):
            yield Problem(
                "unreadable",
                self._file.name,
                _with_name(str(wrong), "" if title else article.title),
            )
            return
        yield replace(article, body=body)
        left = len(parts) - len(kept)
        message = f"{'1 paragraph is' if left == 1 else f'{left} paragraphs are'} left out: {wrong}"
        yield Problem("damaged", self._file.name, _with_name(message, article.title))


def _is_damaged(article: Article) -> bool:
    # One text, because every article is asked.
    shorter = (
        *(article.id, article.url, article.deck, article.caption, article.credit, article.byline),
        *(article.section, article.source, article.issue, article.page),
        *(*article.datelines, *article.agencies),
    )
    return DAMAGE in "\n".join((article.title, *shorter, article.body))


def _with_name(message: str, title: str) -> str:
    return f"{message}; in «{title[:60]}»" if title else message
