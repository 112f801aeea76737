"""What an archive offers after small changes: that of the last full build, and what came since.

Numbers of articles add up, and what is rare is judged by the sum, as far as it is known: a full
build keeps no numbers of what was too rare for it. What went is still counted, but its titles are
not offered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array, ArrayWriter, only
from index.completions.completions import Completions
from index.completions.joined import Merged
from index.completions.lexicon import Lexicon
from index.completions.strings import Strings
from index.completions.texts import Texts

#: Name of the file in the folder of a publication.
FILE_NAME = "completion_additions.arrays"

_NAMES = (
    *("words", "word_places", "word_counts", "spellings", "known_words", "known_word_counts"),
    *("phrases", "phrase_words", "phrase_places", "phrase_counts", "phrases_shown"),
    *("known_phrases", "known_phrase_counts"),
    *("titles", "title_words", "title_places", "title_articles"),
)


@dataclass(frozen=True, eq=False)
class Additions:
    """What is added to the completions of the last full build.

    Attributes:
        arrays: by name, as they lie in the file; see docs/index-format.md.
    """

    arrays: Mapping[str, Array]

    def write(self, folder: Path) -> None:
        """Put the file into the folder of a publication."""
        with ArrayWriter(folder / FILE_NAME) as writer:
            for name, array in self.arrays.items():
                writer.add(name, array)

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array]) -> "Additions":
        """Return the additions in arrays.

        Raises:
            ValueError: one is missing or not of this form.
        """
        made = cls(only(arrays, _NAMES))
        for texts, numbers in (
            *(("words", "word_places"), ("words", "word_counts"), ("spellings", "word_counts")),
            *(("phrases", "phrase_places"), ("phrases", "phrase_counts")),
            *(("phrases_shown", "phrase_counts"), ("titles", "title_places")),
            ("titles", "title_articles"),
        ):
            if len(made._strings(texts)) != len(arrays[numbers]):
                raise ValueError("its parts are not of one length")
        for kind in ("words", "phrases"):
            if len(arrays[f"known_{kind}"]) != len(arrays[f"known_{kind[:-1]}_counts"]):
                raise ValueError("its parts are not of one length")
        return made

    def joined(self, base: Completions, numbers: NDArray[np.integer]) -> Completions:
        """Return what an archive offers, as if it lay in one file.

        Args:
            base: of the last full build.
            numbers: for each article of that build its number in the archive; -1 where its title
                is not offered.
        """
        articles = numbers[base.articles]
        phrases = self._merged("phrase", np.ones(len(base.counts), dtype=np.bool_))
        titles = self._merged("title", articles >= 0)
        counts = self._with_known("phrase", base.counts)
        return Completions(
            self._lexicon(base.lexicon),
            phrases.texts(base.phrases, self._texts("phrase")),
            phrases.strings(Strings(base.shown.text), self._strings("phrases_shown")),
            phrases.numbers(counts, self.arrays["phrase_counts"]),
            titles.texts(base.titles, self._texts("title")),
            titles.numbers(articles, self.arrays["title_articles"]),
        )

    def _lexicon(self, base: Lexicon) -> Lexicon:
        merged = self._merged("word", np.ones(len(base.counts), dtype=np.bool_))
        counts = self._with_known("word", base.counts)
        return Lexicon(
            merged.strings(Strings(base.words.text), self._strings("words")),
            merged.numbers(counts, self.arrays["word_counts"]),
            merged.strings(Strings(base.spellings.text), self._strings("spellings")),
        )

    def _merged(self, kind: str, held: NDArray[np.bool_]) -> Merged:
        return Merged.of(held, self.arrays[f"{kind}_places"])

    def _with_known(self, kind: str, counts: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the counts of a file, with those that are added to what it has."""
        added = counts.copy()
        added[self.arrays[f"known_{kind}s"]] += self.arrays[f"known_{kind}_counts"]
        return added

    def _texts(self, kind: str) -> Texts:
        return Texts(self._strings(f"{kind}s").text, self.arrays[f"{kind}_words"].view(np.int32))

    def _strings(self, name: str) -> Strings:
        return Strings(self.arrays[name].view(np.uint8).data)
