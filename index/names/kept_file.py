"""The file in which an editor keeps which writings are one name: a table, a line for each pair.

What is written by people stays as it is: comments, their order, and lines that cannot be read.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile

from index.errors import NamesUnreadable
from index.names.accepted import KINDS, AcceptedNames
from index.names.pairs import Pair, grouped

FILE_NAME = "names.tsv"
#: Where the names of an archive lie that is in no folder.
OF_CLUSTERS = Path("var") / FILE_NAME

COLUMNS = ("state", "kind", "entry", "variant", "evidence")

_ACCEPTED, _REFUSED = "accepted", "refused"
_OPTIONAL = 1
_COMMENT = "#"
#: Of a new file: all may read it, as of files that an editor makes.
_MODE = 0o644

_HEAD = """\
# الأسماء التي تكتب بأكثر من صورة، وكل سطر صورة واحدة: المقبول منها تجمعه المحفوظات تحت مدخل واحد،
# والمرفوض لا يعرض مرة أخرى. بين الأعمدة علامة جدولة (tab)، ولكل محرر أن يضيف سطرا أو يحذفه.
#
# Names that are written in several ways, a writing a line. What is accepted is listed under one
# entry, what is refused is not offered again. Columns are parted by tabs:
#   state    accepted or refused
#   kind     person or organisation
#   entry    the writing that stands for all
#   variant  another writing of the same name
#   evidence why, in words; may be left out
"""


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A line of the file that cannot be used.

    Attributes:
        line: its number, from 1.
        reason: what is wrong with it.
    """

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class NamesFile:
    """What the file says.

    Attributes:
        lines: as they are written.
    """

    lines: tuple[str, ...] = tuple(_HEAD.splitlines())

    def pairs(self) -> tuple[Pair, ...]:
        """Return the pairs of the lines that can be read."""
        return tuple(one for one in self._read() if isinstance(one, Pair))

    def accepted(self) -> AcceptedNames:
        """Return the entries that the accepted lines give together."""
        return grouped(self.pairs())[0]

    def broken(self) -> tuple[BrokenLine, ...]:
        """Return the lines that cannot be used, and those that contradict lines before them."""
        unread = [one for one in self._read() if isinstance(one, BrokenLine)]
        told = grouped(self.pairs())[1]
        contrary = [BrokenLine(one.pair.line, one.reason) for one in told]
        return tuple(sorted([*unread, *contrary], key=lambda one: one.line))

    def with_pairs(self, pairs: Iterable[Pair]) -> "NamesFile":
        """Return the file with these pairs: in place of a line for the same names, else behind.

        A pair that is refused takes the place of an accepted one that has the names the other way.
        """
        coming = {pair.names: pair for pair in pairs}
        turned = {
            (kind, variant, entry): names for names in coming for kind, entry, variant in [names]
        }
        lines, placed = [], set[tuple[str, str, str]]()
        for text in self.lines:
            read = _read_line(0, text)
            names = read.names if isinstance(read, Pair) else None
            found = names if names in coming else turned.get(names) if names else None
            if found is None:
                lines.append(text)
            elif found not in placed:
                placed.add(found)
                lines.append(_line_of(coming[found]))
        lines += [_line_of(pair) for names, pair in coming.items() if names not in placed]
        return replace(self, lines=tuple(lines))

    def without(self, names: Iterable[tuple[str, str, str]]) -> "NamesFile":
        """Return the file without the lines of some pairs, accepted or refused."""
        gone = set(names)
        kept = (
            text
            for text in self.lines
            if not (isinstance(read := _read_line(0, text), Pair) and read.names in gone)
        )
        return replace(self, lines=tuple(kept))

    def _read(self) -> Sequence[Pair | BrokenLine]:
        read = (_read_line(number, text) for number, text in enumerate(self.lines, 1))
        return [one for one in read if one is not None]


def read_names(path: Path) -> NamesFile | None:
    """Read the file; ``None`` where there is none.

    Raises:
        NamesUnreadable: it is no text in UTF-8, or may not be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise NamesUnreadable(
            f"{path}: the names that were accepted cannot be read: {error}"
        ) from error
    return NamesFile(tuple(text.splitlines()))


def write_names(path: Path, file: NamesFile) -> None:
    """Write the file, in one step: whoever reads finds the one of before or this one.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\n".join(file.lines) + "\n"
    with NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=".names", delete=False
    ) as new:
        new.write(text)
        new.flush()
        os.fsync(new.fileno())
    made = Path(new.name)
    try:
        made.chmod(path.stat().st_mode if path.exists() else _MODE)
        made.replace(path)
    except OSError:
        made.unlink()
        raise


def _read_line(number: int, text: str) -> Pair | BrokenLine | None:
    if not text.strip() or text.startswith(_COMMENT):
        return None
    cells = [" ".join(cell.split()) for cell in text.split("\t")]
    if not len(COLUMNS) - _OPTIONAL <= len(cells) <= len(COLUMNS):
        wanted = ", ".join(COLUMNS)
        return BrokenLine(number, f"{len(cells)} columns; part these by tabs: {wanted}")
    state, kind, entry, variant, *evidence = cells
    if state not in (_ACCEPTED, _REFUSED):
        return BrokenLine(number, f"{state!r} is no state; write {_ACCEPTED} or {_REFUSED}")
    known = next((one for one in KINDS if one == kind), None)
    if known is None:
        return BrokenLine(number, f"{kind!r} is no kind; write {' or '.join(KINDS)}")
    if not (entry and variant):
        return BrokenLine(number, "no entry or no variant")
    if entry == variant:
        return BrokenLine(number, f"{entry} is the entry and the variant")
    return Pair(known, entry, variant, state == _ACCEPTED, "".join(evidence), number)


def _line_of(pair: Pair) -> str:
    state = _ACCEPTED if pair.is_accepted else _REFUSED
    cells = (state, pair.kind, pair.entry, pair.variant, pair.evidence)
    return "\t".join(" ".join(cell.split()) for cell in cells)
