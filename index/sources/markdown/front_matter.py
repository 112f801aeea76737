"""What stands before a text about it: YAML between ``---``, TOML between ``+++``, or JSON.

Values of YAML are read as texts, as they are printed: dates, numbers and yes or no are words.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import yaml

from index.sources.records.field_names import field_of
from index.sources.records.repeated_names import Repeated, decoded

#: How often a text may refer back to another part of itself: ten references upon ten more would
#: fill any memory.
_MOST_ALIASES = 20
_DEEPEST = 20
#: Longer ones, in bits, are no longer written as decimals; only TOML has them.
_LONGEST_NUMBER = 10_000
_FENCED = {
    "---": re.compile(r"---[ \t]*\n(.*?)(?:^|(?<=\n))(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M),
    "+++": re.compile(r"\+\+\+[ \t]*\n(.*?)(?:^|(?<=\n))\+\+\+[ \t]*(?:\n|\Z)", re.S | re.M),
}
#: Hexo needs no line above it.
_UNOPENED = re.compile(
    r"((?:[A-Za-z_]+:[^\n]*\n(?:[ \t]+[^\n]*\n|-[^\n]*\n)*){1,60})---[ \t]*(?:\n|\Z)"
)
#: MultiMarkdown and Pelican have no lines around it, but an empty one below.
_BARE = re.compile(r"((?:[^\W\d][\w -]{0,30}:[ \t]+\S[^\n]*\n){2,30})[ \t]*\n")
_OPENED = re.compile(r"(---|\+\+\+)[ \t]*\n[ \t]*[^\W\d][\w .\-\"']*[:=]")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A text and what stands before it.

    Attributes:
        values: by the names of the file; none where nothing stands before the text.
        text: the rest.
        error: what is wrong, empty where nothing is, and
        line: where, from 1; of names that stand twice, where the values begin.
        repeated: names that stand twice; the last value of each is kept.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    error: str = ""
    line: int | None = None
    repeated: tuple[Repeated, ...] = ()


class _Loader(yaml.SafeLoader):
    """Reads every scalar as the text that it is, and refuses many references."""

    aliases = 0
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            self.aliases += 1
        self.depth += 1
        if self.aliases > _MOST_ALIASES or self.depth > _DEEPEST:
            raise _error("too many references or levels", self.line)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        times = Counter(str(key.value) for key, _ in node.value)
        twice = [key for key, _ in node.value if times[str(key.value)] > 1 and key.value != "<<"]
        if twice:
            raise _error(f"{str(twice[0].value)[:40]!r} stands twice", twice[1].start_mark.line)
        return super().construct_mapping(node, deep)


def _error(problem: str, line: int) -> yaml.MarkedYAMLError:
    mark = yaml.Mark("", 0, line, 0, None, 0)
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


_NULL = "tag:yaml.org,2002:null"
_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] == _NULL]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def split(text: str) -> FrontMatter:
    """Return a text apart from what stands before it.

    Args:
        text: with line ends ``\\n``.
    """
    above = len(text) - len(text.lstrip("\ufeff\u200e\u200f \n"))
    first_line = text.count("\n", 0, above) + 1
    start = text[above : above + 3]
    if start in _FENCED:
        found = _FENCED[start].match(text, above)
        if found:
            read = _yaml if start == "---" else _toml
            rest = text[found.end() :]
            return read(found[1], rest, first_line + 1)
        if _OPENED.match(text, above):
            message = f"what begins with {start} has no {start} behind it; add it"
            return FrontMatter(text="", error=message, line=first_line)
    unopened = _UNOPENED.match(text, above)
    if unopened and re.search(r"^(?:title|date):", unopened[1], re.M):
        return _yaml(unopened[1], text[unopened.end() :], first_line)
    bare = _BARE.match(text, above)
    if bare and "title" in map(field_of, values := _lines(bare[1])):
        repeated = _repeated_lines(bare[1])
        return FrontMatter(values, text[bare.end() :], line=first_line, repeated=repeated)
    if text.startswith("{", above):
        return _json(text, above)
    return FrontMatter(text=text)


def _lines(raw: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in raw.splitlines())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _repeated_lines(raw: str) -> tuple[Repeated, ...]:
    met, found = set[str](), dict[str, int]()
    for number, line in enumerate(raw.splitlines()):
        name = line.partition(":")[0].strip()
        if name in met:
            found.setdefault(name, number)
        met.add(name)
    return tuple(Repeated(name, number) for name, number in found.items())


def _yaml(raw: str, rest: str, line: int) -> FrontMatter:
    try:
        values = yaml.load(raw, _Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        what = " ".join(str(error.problem).split())
        remedy = "; put the value in quotes" if "not allowed here" in what else ""
        message = f"the YAML before the text cannot be read: {what}{remedy}"
        return FrontMatter(error=message, line=line + mark.line if mark else line)
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, AttributeError) as error:
        what = " ".join(str(error).split())[:100]
        return FrontMatter(error=f"the YAML before the text cannot be read: {what}", line=line)
    if values is None:
        return FrontMatter(text=rest)
    if not isinstance(values, dict):
        # Two rules with a sentence between them are text.
        return FrontMatter(text=f"{raw}\n{rest}")
    return FrontMatter(_plain(values), rest)


def _toml(raw: str, rest: str, line: int) -> FrontMatter:
    try:
        values = tomllib.loads(raw, parse_float=str)
    except (ValueError, RecursionError) as error:
        what = " ".join(str(error).split())[:100]
        at = re.search(r"line (\d+)", what)
        message = f"the TOML before the text cannot be read: {what}"
        return FrontMatter(error=message, line=line + int(at[1]) - 1 if at else line)
    return FrontMatter(_plain(values), rest)


def _json(text: str, above: int) -> FrontMatter:
    try:
        values, end, repeated = decoded(text, above, parse_float=str)
    except (ValueError, RecursionError):
        return FrontMatter(text=text)
    line = text.count("\n", 0, above) + 1
    return FrontMatter(_plain(values), text[end:], line=line, repeated=repeated)


def _plain(value: Any) -> Any:
    """Return values as JSON has them, days in ISO 8601."""
    if isinstance(value, dict):
        return {str(key): _plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(held) for held in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, int) and value.bit_length() > _LONGEST_NUMBER:
        return hex(value)
    return value if value is None or isinstance(value, str | int | bool) else str(value)
