"""The text of Markdown: paragraphs without their marks, the headline and the captions apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.sources.records.markup import plain_text

_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_BREAK = re.compile(r"<br\s*/?>", re.I)
#: Lines of nothing but tags turn a page around; what stands between them is Markdown all the same.
_TAGS_ALONE = re.compile(
    r"^[ \t]*(?:</?(?:div|section|article|center|p|span|font|details|main)\b[^<>\n]*>[ \t]*)+$",
    re.M | re.I,
)
_CODE = re.compile(r"^(```|~~~).*?^\1[ \t]*$|`[^`\n]+`", re.M | re.S)
#: What generators and notebooks put among the text for themselves.
_COMMANDS = re.compile(
    r"\{\{[<%].*?[%>]\}\}|\{%.*?%\}|\{\{.*?\}\}|^\{:.*?\}[ \t]*$"
    r"|[ \t]\{[#.:][\w\-#.:= \"]*\}(?=\s*$)|%%.*?%%|^\[\[?_?toc_?\]?\][ \t]*$|<!--.*?-->",
    re.M | re.S | re.I,
)
_FIGURE = re.compile(r"\{\{[<%]\s*figure\b(.*?)[%>]\}\}", re.S)
_FIGURE_CAPTION = re.compile(r"\b(?:caption|title|alt)\s*=\s*\"([^\"]+)\"")
_EMBEDDED = re.compile(r"!\[\[[^\]\n]*\]\]")
_WIKI_LINK = re.compile(r"\[\[(?:[^\]|\n]*\|)?([^\]|\n]+)\]\]")
_NOTE_MARK = re.compile(r"\[\^[^\]\s]+\](?!:)")
_NOTE = re.compile(r"^\[\^[^\]\s]+\]:[ \t]*", re.M)
_CALLOUT = re.compile(r"^((?:[ \t]*>)+[ \t]*)\[![\w-]+\][+-]?[ \t]*", re.M)
_HIGHLIGHT = re.compile(r"==([^=\n]+)==")
_ONLY_TAGS = re.compile(r"(?:#[^\W\d][\w/-]*\s*)+")
_WORDS = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Text:
    """What a Markdown text holds.

    Attributes:
        heading: the first one, where nothing stands before it.
        body: paragraphs with blank lines between them, without that heading.
        caption: of the first picture that has words of its own.
    """

    heading: str
    body: str
    caption: str


def read(text: str) -> Text:
    """Return the parts of a Markdown text.

    Args:
        text: with line ends ``\\n``, without what stands before it.
    """
    figure = _FIGURE.search(text)
    shown = _FIGURE_CAPTION.search(figure[1]) if figure else None
    tokens = _PARSER.parse(_prepared(text))
    captions = [shown[1]] if shown else []
    heading = ""
    paragraphs: list[str] = []
    for is_heading, paragraph in _blocks(tokens, captions):
        if is_heading and not heading and not paragraphs:
            heading = paragraph
        elif paragraph and not _ONLY_TAGS.fullmatch(paragraph):
            paragraphs.append(paragraph)
    worded = [caption for caption in captions if _WORDS.search(caption)]
    return Text(heading, "\n\n".join(paragraphs), worded[0] if worded else "")


def _prepared(text: str) -> str:
    """Return the text without what is no Markdown, code left as it is."""
    parts: list[str] = []
    end = 0
    for code in _CODE.finditer(text):
        parts += [_without_extensions(text[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, _without_extensions(text[end:])])


def _without_extensions(text: str) -> str:
    text = _COMMANDS.sub("", text)
    text = _TAGS_ALONE.sub("", text)
    text = _WIKI_LINK.sub(r"\1", _EMBEDDED.sub("", text))
    text = _NOTE.sub("", _NOTE_MARK.sub("", text))
    return _HIGHLIGHT.sub(r"\1", _CALLOUT.sub(r"\1", text))


def _blocks(tokens: Sequence[Token], captions: list[str]) -> Iterator[tuple[bool, str]]:
    """Yield each block of text, and whether it is a heading; pictures leave their captions."""
    is_heading = False
    row: list[str] | None = None
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            is_heading = token.type == "heading_open"
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield False, " · ".join(filter(None, row))
            row = None
        elif token.type == "inline":
            text = _inline(token.children or (), captions)
            if row is None:
                yield is_heading, text
            else:
                row.append(text)
        elif token.type in ("fence", "code_block"):
            yield False, token.content.strip("\n")
        elif token.type == "html_block":
            yield False, _of_markup(token.content)


def _of_markup(markup: str) -> str:
    try:
        return plain_text(markup)
    except (ValueError, TypeError):  # lxml refuses some signs
        return ""


def _inline(tokens: Sequence[Token], captions: list[str]) -> str:
    parts: list[str] = []
    for token in tokens:
        if token.type == "image":
            captions.append(str(token.attrs.get("title") or token.content).strip())
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\n")
        elif token.type == "html_inline":
            parts.append("\n" if _BREAK.fullmatch(token.content) else "")
        elif token.type in ("text", "code_inline"):
            parts.append(token.content)
    lines = "".join(parts).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)
