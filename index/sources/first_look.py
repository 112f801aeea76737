"""What the first kilobytes of a file show: that it holds no text, or none that can be read."""

from index.sources.files.complaints import complaint
from index.sources.files.declared import declared_in
from index.sources.files.decoding import encoding_of, start_of
from index.sources.files.garbled import garbled
from index.sources.files.kinds import by_signs, by_suffix, is_binary
from index.sources.reading import InputFile, Problem

#: So much of a file's words is garbled that it is not worth reading.
_MOST = 0.6
_WIDE = ("utf-16", "utf-32")


def wrong_with(file: InputFile, name: str | None, head: bytes, *, declared: bool) -> Problem | None:
    """Return why a file is not worth reading, if its first kilobytes show it.

    Args:
        file: that they are of.
        name: of its format, if that is known.
        head: the first kilobytes.
        declared: whether files of its format name their own encoding.

    Raises:
        OSError: the file cannot be opened or read.
    """
    return _garbled_page(file, head) if declared else _no_text_at_all(file, name, head)


def _garbled_page(file: InputFile, head: bytes) -> Problem | None:
    """Return what the first kilobytes show of markup whose letters were garbled."""
    start = None if is_binary(head) else start_of(head, declared_in(head))
    found = garbled(start.text, _MOST) if start else None
    return Problem("unreadable", file.name, str(found)) if found else None


def _no_text_at_all(file: InputFile, name: str | None, head: bytes) -> Problem | None:
    """Return what the first kilobytes show of a file that is no Arabic text."""
    if not head.strip() and name is None:
        return Problem("no_text", file.name, "there is nothing in the file")
    if head.startswith(b"version https://git-lfs.github.com/spec/"):
        message = "this is no file but a pointer of Git LFS to one; fetch it: git lfs pull"
        return Problem("unknown_format", file.name, message)
    kind = by_signs(head) or (by_suffix(file.name) if name is None else None)
    if kind:
        return Problem("unknown_format", file.name, str(kind))
    if is_binary(head):
        message = "this is not text but a binary file of a kind that is not known"
        return Problem("unknown_format", file.name, message)
    garbling = garbled(head.decode(encoding_of(head), "replace"), _MOST)
    if garbling:
        return Problem("unreadable", file.name, str(garbling))
    found = complaint(file) if name is None else None
    if found and found.is_arabic:
        return Problem("unreadable", file.name, found.message, line=found.line)
    if name in (None, "page") and not encoding_of(head).startswith(_WIDE) and b"\0" in head:
        line = head.count(b"\n", 0, head.index(b"\0")) + 1
        message = "this is not text: it has a null byte on this line"
        return Problem("unknown_format", file.name, message, line=line)
    return None
