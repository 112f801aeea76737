"""What keeps the failures of one file from all others: each becomes a problem of that file."""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace

from index.article import Article
from index.sources.damage import Damage
from index.sources.files.complaints import complaint
from index.sources.files.decoding import TooLarge
from index.sources.reading import InputFile, Problem, Reader, Recognition

#: What opening, unpacking and decoding a file raise; zip members raise ``RuntimeError`` too.
UNREADABLE = (
    *(OSError, EOFError, RuntimeError, NotImplementedError),
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
)


def guarded(reader: Reader, *, is_binary: bool = False) -> Reader:
    """Return a reader that also reports a file that is empty or cannot be read to its end.

    Args:
        reader: of a format.
        is_binary: whether files of the format are no text, so that no byte of them is wrong.
    """

    def read_guarded(file: InputFile) -> Iterator[Article | Problem | Recognition]:
        empty = True
        explained = is_binary
        damage = Damage(file)
        try:
            for found in damage.without(reader(file)):
                empty = empty and isinstance(found, Recognition)
                if isinstance(found, Problem) and found.reason == "unreadable" and not explained:
                    explained = True
                    found = _explained(found, file)
                yield found
            if empty:
                yield Problem("no_text", file.name, "there is nothing in the file")
        except UnicodeDecodeError as error:
            message = f"byte {error.start} is not {error.encoding}; save the file as UTF-8"
            yield _explained(Problem("unreadable", file.name, message), file)
        except TooLarge as error:
            yield Problem("too_large", file.name, str(error))
        except UNREADABLE as error:
            yield Problem("unreadable", file.name, f"cannot be read: {error}")
        except MemoryError:
            message = "reading it takes more memory than there is; split it"
            yield Problem("too_large", file.name, message)

    return read_guarded


def _explained(problem: Problem, file: InputFile) -> Problem:
    """Return the problem with the first wrong byte of the file, and what the file looks like."""
    try:
        found = complaint(file)
    except UNREADABLE:
        return problem
    return replace(problem, message=found.message, line=found.line) if found else problem
