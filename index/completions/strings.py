"""Many short texts as one, each of them decoded when it is looked at."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

#: Stands behind every text; no folded word and no phrase has it.
END = b"\n"

#: Where more than one in so many is looked up, all are read for it.
_FEW = 50


@dataclass(frozen=True, eq=False)
class Strings(Sequence[str]):
    """Texts without line ends, one behind the other.

    Attributes:
        text: all of them in UTF-8, each with an end sign behind it.
    """

    text: bytes | memoryview

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Strings":
        """Pack texts."""
        listed = [*texts, ""]
        return cls("\n".join(listed).encode())

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, number: int) -> str: ...

    @overload
    def __getitem__(self, number: slice) -> list[str]: ...

    def __getitem__(self, number: int | slice) -> str | list[str]:
        if isinstance(number, slice):
            return self.at(range(*number.indices(len(self))))
        return self._encoded(range(len(self))[number]).decode()

    def at(self, numbers: Iterable[int]) -> list[str]:
        """Return the texts of some numbers, none of them negative."""
        text, starts = self.text, self._starts
        return [str(text[starts[one] : starts[one + 1] - 1], "utf-8") for one in numbers]

    def place(self, text: str, first: int = 0) -> int:
        """Return how many texts come before one, where they are in order of their letters.

        Args:
            text: of any letters.
            first: so many come before it for sure.
        """
        # The order of UTF-8 is that of the characters.
        return bisect_left(range(len(self)), text.encode(), first, key=self._encoded)

    def numbers_of(self, texts: Sequence[str]) -> Iterator[int]:
        """Yield the numbers of texts, where these are in order of their letters; -1 for none.

        Args:
            texts: asked for. For many of them all are read, and then remembered.
        """
        if len(texts) * _FEW > len(self):
            return (self._number_of.get(text, -1) for text in texts)
        places = zip(texts, map(self.place, texts), strict=True)
        return (at if at < len(self) and self[at] == text else -1 for text, at in places)

    def lines(self, numbers: range) -> str:
        """Return neighbouring texts, one a line."""
        first, end = self._starts[numbers.start], self._starts[numbers.stop]
        return bytes(self.text[first:end]).decode()

    def _encoded(self, number: int) -> bytes:
        return bytes(self.text[self._starts[number] : self._starts[number + 1] - 1])

    @cached_property
    def _number_of(self) -> dict[str, int]:
        texts = bytes(self.text).decode().split("\n")[:-1]
        return {text: number for number, text in enumerate(texts)}

    @cached_property
    def _starts(self) -> memoryview:
        """Where each text begins, and where the last ends; a number of it is read at once."""
        return starts_of(self.text).data


def starts_of(text: bytes | memoryview) -> NDArray[np.int32]:
    """Return where each of the texts begins that have an end sign behind them, and the last ends.

    Args:
        text: all of them in UTF-8.

    Returns:
        Places in the text, in bytes.
    """
    signs = np.frombuffer(text, dtype=np.uint8)
    ends = np.flatnonzero(signs == END[0]).astype(np.int32)
    return np.concatenate([np.zeros(1, dtype=np.int32), ends + 1])
