"""The words of an archive's names: which are known as names, and which stand in many of them."""

from collections import defaultdict
from functools import cached_property

from index.names.accepted import Kind
from index.names.figures import ArchiveNames
from index.names.spelling import are_known, content_of, skeleton, without_article, words_of

#: A word that stands in so many different names is a name by itself, and no slip of another.
_KNOWN = 4
#: Of shorter skeletons little is left but vowels.
_LEAST_OF_A_WORD = 3


class NameWords:
    """The words of all names of one kind, and in how many names each word stands."""

    def __init__(self, archive: ArchiveNames, kind: Kind) -> None:
        """
        Args:
            archive: whose names they are.
            kind: of the names.
        """
        self.archive = archive
        self.words = {
            number: words
            for number, name in enumerate(archive.names)
            if name.kind == kind and (words := words_of(kind, name.text))
        }

    @cached_property
    def spread(self) -> dict[str, int]:
        """In how many names each word stands, names that differ in spelling counted once."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for words in self.words.values():
            for word in words:
                found[word].add("".join(skeleton(one) for one in words if one != word))
        return {word: len(names) for word, names in found.items()}

    def is_frequent(self, word: str) -> bool:
        """Tell whether a word stands in so many names that it is one by itself."""
        return self.spread[word] >= _KNOWN

    def are_known(self, one: int, other: int) -> bool:
        """Tell whether the words in which two names differ may be names of their own.

        So they may where that cannot be told word by word, where a name is a single word, and where
        little is left of the words but vowels.
        """
        first, second = (content_of(self.words[number]) for number in (one, other))
        if len(first) != len(second) or len(first) == 1:
            return True
        unlike = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
        return any(are_known(*pair) or len(skeleton(pair[0])) < _LEAST_OF_A_WORD for pair in unlike)

    def count(self, number: int) -> int:
        """Return how many articles have a name."""
        return self.archive.names[number].count

    def ordered(self, one: int, other: int) -> tuple[int, int]:
        """Return two names, the more frequent first; of two alike the longer, then by letters."""
        names = self.archive.names
        return min(
            ((one, other), (other, one)),
            key=lambda pair: (-self.count(pair[0]), -len(names[pair[0]].text), names[pair[0]].text),
        )


def _is_article_beside_others(one: str, other: str) -> bool:
    """Tell whether one of two words alone has the article, and that is not all."""
    bare, bare_other = without_article(one), without_article(other)
    return (bare == one) != (bare_other == other) and bare != bare_other
