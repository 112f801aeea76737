"""Whether the last word of what is being typed is a word, or the beginning of one.

Results for half a word are nonsense: other spellings, near sounds, articles with a slip of the pen.
So pages of results come while typing only where the archive has the last word as it stands.
"""

import re

from index.analysis import tokenize
from search.language.lexer import marks_of
from search.words.interpretation import on_other_keyboard
from search.words.transliteration.names import ends_in_name
from search.words.transliteration.table import LATIN_WORD, beginning_so, is_latin
from search.words.vocabulary import Vocabulary

#: A space, or what closes a quote or a bracket: nothing is added to the word before it.
_FINISHED = re.compile(r"(?:\s|[^\s\"«»“”„(][\"»«“”)])$")
_APART = re.compile(r"[\s()«»“”„\"|]+")
_OPERATORS = frozenset({"OR"})

#: A word is rather the beginning of others where these are so much more frequent: «العر», «القم».
_TIMES = 40


def knows(text: str, vocabulary: Vocabulary) -> bool:
    """Whether an archive has the last word of a text as it stands; behind a space it is finished.

    A name in Latin letters must stand in the archive or in a table, its sound says nothing; text
    of the other keyboard is judged by what it is read as.

    Args:
        text: as it was typed so far.
        vocabulary: of the archive.
    """
    run = _APART.split(text)[-1]
    if not run or _FINISHED.search(text):
        return True
    marks = marks_of(run)
    if marks.field is not None or run.endswith("*") or run in _OPERATORS:
        return True
    if LATIN_WORD.fullmatch(run) and _is_of_a_name(text, vocabulary):
        return _ends_so(text, vocabulary)
    return _ends_so(on_other_keyboard(text, vocabulary), vocabulary)


def _is_of_a_name(text: str, vocabulary: Vocabulary) -> bool:
    """Whether Latin words are a name or the beginning of one: then they are no other keyboard."""
    names = _latin(text)
    return bool(beginning_so(names, whole=False)) or ends_in_name(names, vocabulary)


def _ends_so(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text ends in a word of the archive, or in the whole of a name in Latin letters."""
    words = tokenize(_APART.split(text)[-1])
    if not words or _stands_alone(words[-1].exact, vocabulary):
        return True
    return is_latin(words[-1].text) and ends_in_name(_latin(text), vocabulary)


def _latin(text: str) -> list[str]:
    return [match.group() for match in LATIN_WORD.finditer(text)]


def _stands_alone(word: str, vocabulary: Vocabulary) -> bool:
    count = vocabulary.count(word)
    longer = vocabulary.lexicon.beginning(word)
    going_on = int(vocabulary.lexicon.counts[longer.start : longer.stop].sum()) - count
    return count > 0 and going_on < _TIMES * count
