"""The input files of a run: counted once, and listed anew where they are too many to be kept."""

from collections.abc import Callable, Collection, Iterable, Iterator

from index.sources.reading import InputFile

#: A million of them would take a gigabyte.
_KEPT = 20_000


class InputFiles(Collection[InputFile]):
    """Input files in their order; each time they are gone through, the same ones.

    Attributes:
        size: of all, in bytes.
    """

    def __init__(
        self,
        listed: Callable[[], Iterable[InputFile]],
        told: Callable[[InputFile], InputFile] = lambda file: file,
    ) -> None:
        """
        Args:
            listed: gives them, each time that it is called. It is called once here.
            told: gives a file with what is told of it, known when all are listed.
        """
        self._listed, self._told = listed, told
        self._kept: list[InputFile] | None = []
        self._count = self.size = 0
        for file in listed():
            self._count += 1
            self.size += file.size
            if self._count > _KEPT:
                self._kept = None
            elif self._kept is not None:
                self._kept.append(file)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[InputFile]:
        return map(self._told, self._listed() if self._kept is None else self._kept)

    def __contains__(self, file: object) -> bool:
        return any(file == one for one in self)
