"""Inputs that are broken in every way, read within limits.

Each is made of the examples of all formats by its number alone, so one that fails is made again::

    python -m tests.index.sources.mutations --count 500000
    python -m tests.index.sources.mutations --first 4711 --count 1
"""

import argparse
import io
import json
import multiprocessing
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from index.article import Article
from index.facts.record import facts_json
from index.ingestion import articles
from index.limits import SourceLimits
from index.sources import FORMATS, InputFile
from tests.index.sources.many import MANY

#: Inputs are no longer than this, in bytes, so that a hang is one.
_LONGEST = 200_000
_SECONDS, _MEMORY = 30.0, 1 << 30
_LIMITS = SourceLimits(record_bytes=100_000, letters=50_000, places=50)
_SIGNS = (
    *(b"<", b">", b"&", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?", b'"', b"'", b"[", b"{", b"]"),
    *(b"}", b"\\", b"\n", b"\r", b"\0", b"\t", b",", b";", b":", b"---\n", b"```\n", b"*", b"_"),
    *(
        b"\xff",
        b"\xfe\xff",
        b"\xc7",
        b"\xd8",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        b"\x1b",
        b"\xc2\x85",
    ),
    *(b"\xe2\x80\xae", b"%", b"=", b"#", b"|", b"0", b"9" * 40, b"-1", b"1e999", b"(", b")"),
)
_BLOCKS = (
    *(b"<b>", b"<p>", b"<div>", b"<table><tr><td>", b"<a href=x>", b"<li>", b"<item>", b"<entry>"),
    *(b"<font color=red>", b"<DOC>", b"<TEXT>", b"[", b'{"a":', b"[[", b"![", b"> ", b"* ", b"**"),
    *(b"<span style='x'>", b"&amp;", b"&#1575;", b"\n", b"- ", b"|", b'"', b"'", b"{{< ", b"<!-- "),
    *(b"--b\nContent-Type: text/html\n\n", b"WARC/1.0\r\n", b"`", b"\\", b"<![CDATA[", b"%% "),
)
_CODECS = ("utf-16", "utf-16-be", "utf-32", "windows-1256", "iso8859-6", "cp720", "utf-7")

#: Control signs as they stand in JSON, but for tabs and line ends.
_CONTROL = re.compile(r"(?<!\\)(?:\\\\)*\\u00[01][0-9a-f]|[\x00-\x1f]")

Mutation = Callable[[bytes, Random], bytes]


def _place(raw: bytes, random: Random) -> int:
    return random.randrange(len(raw) + 1)


def _part(raw: bytes, random: Random) -> tuple[int, int]:
    start = _place(raw, random)
    return start, min(len(raw), start + random.choice((1, 3, 10, 50, 300, 2000)))


def _flip(raw: bytes, random: Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(random.choice((1, 1, 2, 5, 40))):
        if changed:
            changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _cut(raw: bytes, random: Random) -> bytes:
    return raw[: _place(raw, random)]


def _without_part(raw: bytes, random: Random) -> bytes:
    start, end = _part(raw, random)
    return raw[:start] + raw[end:]


def _part_again(raw: bytes, random: Random) -> bytes:
    start, end = _part(raw, random)
    at = _place(raw, random)
    return raw[:at] + raw[start:end] * random.choice((1, 2, 10, 100)) + raw[at:]


def _whole_again(raw: bytes, random: Random) -> bytes:
    return raw * random.choice((2, 3, 20))


def _sign(raw: bytes, random: Random) -> bytes:
    for _ in range(random.choice((1, 2, 6))):
        at = _place(raw, random)
        raw = raw[:at] + random.choice(_SIGNS) + raw[at + random.randrange(3) :]
    return raw


def _blocks(raw: bytes, random: Random) -> bytes:
    at, block = _place(raw, random), random.choice(_BLOCKS)
    if random.random() < 0.3:
        block += random.choice(_BLOCKS)
    return raw[:at] + block * random.choice((2, 30, 300, 3000)) + raw[at:]


def _splice(raw: bytes, random: Random) -> bytes:
    _, other = MANY[random.choice(list(MANY))]
    start, end = _part(other, random)
    at = _place(raw, random)
    return raw[:at] + other[start : random.choice((end, len(other)))] + raw[at:]


def _number(raw: bytes, random: Random) -> bytes:
    """Change digits, of which some are lengths."""
    digits = [at for at, byte in enumerate(raw) if 0x30 <= byte <= 0x39]
    if not digits:
        return raw
    at = random.choice(digits)
    number = random.choice((b"0", b"-1", b"99999999999999999999", b"1", b"7fffffff", b"", b"00"))
    return raw[:at] + number + raw[at + 1 :]


def _length(raw: bytes, random: Random) -> bytes:
    """Write a number into four bytes, as packed formats have their lengths."""
    at = _place(raw, random)
    number = random.choice((0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, len(raw)))
    return raw[:at] + number.to_bytes(4, random.choice(("little", "big"))) + raw[at + 4 :]


def _encoded(raw: bytes, random: Random) -> bytes:
    text = raw.decode("utf-8", "replace")
    return text.encode(random.choice(_CODECS), "replace")


MUTATIONS: tuple[Mutation, ...] = (
    *(_flip, _cut, _without_part, _part_again, _whole_again, _sign, _blocks, _splice, _number),
    *(_length, _encoded),
)


def mutated(number: int) -> tuple[InputFile, str | None]:
    """Return the input of a number, and the format that it is read as; ``None``: as it looks."""
    random = Random(number)
    name, raw = MANY[random.choice(list(MANY))]
    for _ in range(random.choice((1, 1, 2, 3, 5))):
        raw = random.choice(MUTATIONS)(raw, random)[:_LONGEST]
    format = random.choice((None, None, random.choice(list(FORMATS))))
    return InputFile(name, len(raw), partial(io.BytesIO, raw), limits=_LIMITS), format


def wrong_with(number: int) -> str:
    """Read the input of a number; return what is wrong with what is read, empty where nothing is.

    Raises:
        Exception: whatever a reader raises.
    """
    file, format = mutated(number)
    for found in articles([file], format, aloud=True):
        if isinstance(found, Article):
            text = json.dumps(facts_json(found), ensure_ascii=False)
            if not _is_printable(text) or not found.id:
                return f"{file.name}: an article that cannot be printed: {text[:200]!r}"
            if len(found.body) > _LIMITS.letters or len(found.dates) > _LIMITS.places:
                return f"{file.name}: an article beyond its limits"
        elif str(found).splitlines() != [str(found)] or not found.file.startswith(file.name):
            return f"{file.name}: told on several lines or of another file: {str(found)[:200]!r}"
        elif "report this as a fault" in str(found):
            return str(found)
    return ""


def _is_printable(text: str) -> bool:
    """Tell whether JSON can be written to a file, and holds no control signs."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return _CONTROL.search(text) is None


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that was not read as it should be."""

    number: int
    what: str


def failures(numbers: range, seconds: float = _SECONDS) -> Iterator[Failure]:
    """Yield the failures among some inputs, read in a process that may be ended.

    Args:
        numbers: of the inputs.
        seconds: that one of them may take.
    """
    context = multiprocessing.get_context("spawn")
    following = numbers.start
    while following < numbers.stop:
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_run, args=(there, following, numbers.stop), daemon=True)
        process.start()
        there.close()
        try:
            while following < numbers.stop:
                if not here.poll(seconds + 30 * (following == numbers.start)):
                    yield Failure(following, f"it takes more than {seconds} seconds")
                    break
                what = here.recv()
                if what:
                    yield Failure(following, what)
                following += 1
        except EOFError:
            yield Failure(following, "the process ended")
        following += 1
        process.kill()
        process.join()
        here.close()


def _run(connection: Any, first: int, stop: int) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    for number in range(first, stop):
        try:
            what = wrong_with(number)
        except BaseException as error:
            what = f"{type(error).__name__}: {error}"
        connection.send(what)


def main() -> None:
    """Read many inputs and print what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500_000)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    numbers = range(asked.first, asked.first + asked.count)
    begun, failed = time.monotonic(), 0
    for start in range(numbers.start, numbers.stop, 10_000):
        part = range(start, min(start + 10_000, numbers.stop))
        for failure in failures(part):
            failed += 1
            print(f"input {failure.number}: {failure.what}", flush=True)
        done = part.stop - numbers.start
        took = time.monotonic() - begun
        print(f"{done:,} inputs, {failed} failed, {took:.0f} s", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
