"""The ways to write a name that search knows: with a space or without, جوجل for غوغل."""

from functools import lru_cache

from index.analysis import folded_words
from search.language.spelling_variants import other_spellings

#: Fewer letters may stand in a name across the end of a word by chance.
SHORTEST_JOINED = 5

_ARTICLE = "ال"
_SHORTEST_AFTER_ARTICLE = 3


@lru_cache(maxsize=1024)
def ways_to_write(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, and how else they are written.

    Args:
        text: as it was typed; where it has no word there are none.
    """
    words = folded_words(text)
    found = {" ".join(words): None}
    for at, others in other_spellings(words):
        for other in others:
            row = (*words[:at], *folded_words(other.text), *words[at + other.words :])
            found[" ".join(row)] = None
    return tuple(filter(None, found))


def joined(folded: str) -> str:
    """Return folded words without the spaces between them: أبو ظبي is أبوظبي."""
    return folded.replace(" ", "")


def without_articles(folded: str) -> str:
    """Return folded words without their articles: القاهره is قاهره, المدينه المنوره مدينه منوره."""
    return " ".join(map(_without_article, folded.split(" ")))


def _without_article(word: str) -> str:
    rest = word.removeprefix(_ARTICLE)
    return rest if len(rest) >= _SHORTEST_AFTER_ARTICLE else word


def stands_in(wanted: str, names: str) -> bool:
    """Return whether one of the names of a value has folded letters in it, in any writing.

    Args:
        wanted: as :func:`ways_to_write` gives them.
        names: of the value, folded, one a line.
    """
    if wanted in names:
        return True
    together = joined(wanted)
    return len(together) >= SHORTEST_JOINED and together in joined(names)
