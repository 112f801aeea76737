"""The text of Markdown: paragraphs without their marks, the headline and the captions apart."""

import re
from bisect import bisect_left
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
_CODE = re.compile(r"^(?P<fence>```|~~~)|`[^`\n]+`", re.M)
_END_OF_CODE = {fence: re.compile(rf"^{fence}[ \t]*$", re.M) for fence in ("```", "~~~")}
#: What generators and notebooks put among the text for themselves, and what each ends with: none
#: is looked for behind the last end, as every beginning would be followed to the end of the text.
_COMMANDS = (
    (re.compile(r"\{\{[<%].*?[%>]\}\}", re.S), ("%}}", ">}}")),
    (re.compile(r"\{%.*?%\}", re.S), ("%}",)),
    (re.compile(r"\{\{.*?\}\}", re.S), ("}}",)),
    (re.compile(r"%%.*?%%", re.S), ("%%",)),
    (re.compile(r"<!--.*?-->", re.S), ("-->",)),
)
_COMMAND_LINES = re.compile(
    r"^\{:[^\n]*?\}[ \t]*$|[ \t]\{[#.:][\w\-#.:= \"]*\}(?=\s*$)|^\[\[?_?toc_?\]?\][ \t]*$",
    re.M | re.I,
)
_FIGURE = re.compile(r"\{\{[<%]\s*figure\b(.*?)[%>]\}\}", re.S)
_FIGURE_CAPTION = re.compile(r"\b(?:caption|title|alt)\s*=\s*\"([^\"]+)\"")
_EMBEDDED = re.compile(r"!\[\[[^\]\n]{0,300}\]\]")
_WIKI_LINK = re.compile(r"\[\[(?:[^\]|\n]{0,300}\|)?([^\]|\n]{1,300})\]\]")
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,100}\](?!:)")
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
    figure = _FIGURE.search(text, 0, _behind_last(text, ("%}}", ">}}")))
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
    for start, stop in _code(text):
        parts += [_without_extensions(text[end:start]), text[start:stop]]
        end = stop
    return "".join([*parts, _without_extensions(text[end:])])


def _code(text: str) -> Iterator[tuple[int, int]]:
    """Yield where code begins and ends: in a line, or between fences that are closed."""
    ends = {
        fence: [one.span() for one in end.finditer(text)] for fence, end in _END_OF_CODE.items()
    }
    at = 0
    while found := _CODE.search(text, at):
        start, at = found.start(), found.end()
        if fence := found["fence"]:
            behind = bisect_left(ends[fence], (at, 0))
            if behind == len(ends[fence]):
                at = start + 1
                continue
            at = ends[fence][behind][1]
        yield start, at


def _behind_last(text: str, ends: tuple[str, ...]) -> int:
    """Return where the last of some signs ends; 0 where none stands."""
    return max(text.rfind(end) + len(end) if end in text else 0 for end in ends)


def _without_extensions(text: str) -> str:
    for command, ends in _COMMANDS:
        last = _behind_last(text, ends)
        text = command.sub("", text[:last]) + text[last:]
    text = _COMMAND_LINES.sub("", text)
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
