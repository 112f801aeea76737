"""Texts that lie in two places as one: those of a file, and some more that came later."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from index.completions.strings import Strings
from index.completions.texts import Texts

Numbers = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class JoinedStrings(Sequence[str]):
    """Many short texts and some more among them; used like :class:`Strings`.

    Attributes:
        base: the many.
        more: the others.
        places: the numbers that those have among all, ascending.
    """

    base: Strings
    more: Strings
    places: Sequence[int]

    def __len__(self) -> int:
        return len(self.base) + len(self.more)

    @overload
    def __getitem__(self, number: int) -> str: ...

    @overload
    def __getitem__(self, number: slice) -> list[str]: ...

    def __getitem__(self, number: int | slice) -> str | list[str]:
        if isinstance(number, slice):
            return self.at(range(*number.indices(len(self))))
        return self.at([range(len(self))[number]])[0]

    def at(self, numbers: Iterable[int]) -> list[str]:
        """Return the texts of some numbers, none of them negative."""
        placed = [self._placed(number) for number in numbers]
        base = iter(self.base.at(at for is_base, at in placed if is_base))
        return [next(base) if is_base else self.more[at] for is_base, at in placed]

    def place(self, text: str, first: int = 0) -> int:
        """Return how many texts come before one, where all are in order of their letters.

        Args:
            text: of any letters.
            first: so many come before it for sure.
        """
        return self.base.place(text, first - self._before(first)) + self.more.place(text)

    def lines(self, numbers: range) -> str:
        """Return neighbouring texts, one a line."""
        at, parts = numbers.start, []
        for number in range(self._before(numbers.start), self._before(numbers.stop)):
            place = self.places[number]
            parts += [self._base_lines(range(at, place), number), self.more[number], "\n"]
            at = place + 1
        last = self._base_lines(range(at, numbers.stop), self._before(numbers.stop))
        return "".join([*parts, last])

    @property
    def text(self) -> bytes:
        """All of them in UTF-8, each with an end sign behind it."""
        return self.lines(range(len(self))).encode()

    def _base_lines(self, numbers: range, before: int) -> str:
        return self.base.lines(range(numbers.start - before, numbers.stop - before))

    def _placed(self, number: int) -> tuple[bool, int]:
        """Return whether the text of a number is of the many, and its number there."""
        before = self._before(number)
        if before < len(self.places) and self.places[before] == number:
            return False, before
        return True, number - before

    def _before(self, number: int) -> int:
        """Return how many of the others have a lower number."""
        return bisect_left(self.places, number)


@dataclass(frozen=True, eq=False)
class JoinedTexts:
    """Texts that are found by the beginning of any of their words; used like :class:`Texts`.

    Attributes:
        parts: these texts.
        numbers: for every text of each part its number among all; -1 where it is left out.
    """

    parts: tuple["Texts | JoinedTexts", ...]
    numbers: tuple[Numbers, ...]

    def __len__(self) -> int:
        return sum(int(np.count_nonzero(numbers >= 0)) for numbers in self.numbers)

    def starting_with(
        self, typed: str, *, whole: bool
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Find the texts that hold words as they were typed, side by side.

        See :meth:`Texts.starting_with`.
        """
        found = [part.starting_with(typed, whole=whole) for part in self.parts]
        numbers = np.concatenate(
            [known[local] for known, (local, _) in zip(self.numbers, found, strict=True)]
        )
        at_start = np.concatenate([at_start for _, at_start in found])
        return numbers[numbers >= 0].astype(np.int64), at_start[numbers >= 0]

    @property
    def text(self) -> bytes:
        """All of them, each with an end sign behind it, in UTF-8."""
        return bytes(self._written.text)

    @property
    def words(self) -> NDArray[np.int32]:
        """The places in ``text`` where a word begins, ordered by what stands there."""
        return self._written.words

    @cached_property
    def _written(self) -> Texts:
        keys = [""] * len(self)
        for part, numbers in zip(self.parts, self.numbers, strict=True):
            for key, number in zip(Strings(part.text), numbers.tolist(), strict=True):
                if number >= 0:
                    keys[number] = key
        return Texts.of(keys)


class Merged(NamedTuple):
    """The numbers that texts have among all, whose order is that of their letters.

    Attributes:
        base: of each text of a file; -1 where it is left out.
        new: of the others.
    """

    base: Numbers
    new: Numbers

    @classmethod
    def of(cls, held: NDArray[np.bool_], before: NDArray[np.integer]) -> "Merged":
        """Number texts.

        Args:
            held: of each text of the file whether it is left in.
            before: of the others, in order, how many texts of the file come before.
        """
        places = before.astype(np.int64)
        held_before = np.concatenate([[0], np.cumsum(held)])
        new_before = np.cumsum(np.bincount(places, minlength=len(held) + 1))[: len(held)]
        base = np.where(held, held_before[:-1] + new_before, -1)
        new = held_before[places] + np.arange(len(places))
        return cls(base.astype(np.int32), new.astype(np.int32))

    def texts(self, base: Texts | JoinedTexts, new: Texts) -> JoinedTexts:
        """Return texts that are found by their words."""
        return JoinedTexts((base, new), (self.base, self.new))

    def strings(self, base: Strings, new: Strings) -> JoinedStrings:
        """Return texts where none is left out."""
        return JoinedStrings(base, new, self.new.tolist())

    def numbers(self, base: NDArray[np.integer], new: NDArray[np.integer]) -> Numbers:
        """Return what belongs to the texts, one number each."""
        held = self.base >= 0
        found = np.empty(np.count_nonzero(held) + len(self.new), dtype=np.int32)
        found[self.base[held]] = base[held]
        found[self.new] = new
        return found
