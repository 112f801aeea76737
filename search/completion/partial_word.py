"""Whether the last word of what is being typed is a word, or the beginning of one.

Results for half a word are nonsense: other spellings, names of a similar sound, articles with a
slip of the pen. So pages of results come while typing only where the archive has the last word as
it stands.
"""

import re

from index.analysis import tokenize
from search.language.operators import may_be_operator
from search.language.qualifiers import split_qualifiers
from search.words.interpretation import on_other_keyboard
from search.words.transliteration.names import ends_in_name
from search.words.transliteration.table import LATIN_WORD, arabic_beginning_with, is_latin
from search.words.vocabulary import Vocabulary

#: A space, or what closes a quote or a bracket: nothing is added to the word before it.
_FINISHED = re.compile(r"(?:\s|[^\s\"«»“”„(][\"»«“”)])$")
_APART = re.compile(r"[\s()«»“”„\"|]+")

#: A word is rather the beginning of longer ones where these are so many times as frequent: «العر».
_TIMES_AS_FREQUENT = 40


def knows(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether an archive has the last word of a text as it stands.

    Behind a space a word is finished, whatever it is. A name in Latin letters must stand in the
    archive or in a table, its sound says nothing. Text of the other keyboard is judged by what it
    is read as.

    Args:
        text: as it was typed so far.
        vocabulary: of the archive.
    """
    run = _APART.split(text)[-1]
    if not run or _FINISHED.search(text):
        return True
    has_field = split_qualifiers(run).qualifiers.field is not None
    if has_field or run.endswith("*") or may_be_operator(run):
        return True
    if LATIN_WORD.fullmatch(run) and _begins_a_name(text, vocabulary):
        return _ends_in_a_word(text, vocabulary)
    return _ends_in_a_word(on_other_keyboard(text, vocabulary), vocabulary)


def _begins_a_name(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether Latin words are a name or the beginning of one, so of no other keyboard."""
    words = _latin_words(text)
    return bool(arabic_beginning_with(words, whole=False)) or ends_in_name(words, vocabulary)


def _ends_in_a_word(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a text ends in a word of the archive, or a whole name in Latin letters."""
    words = tokenize(_APART.split(text)[-1])
    if not words or _stands_alone(words[-1].exact, vocabulary):
        return True
    return is_latin(words[-1].text) and ends_in_name(_latin_words(text), vocabulary)


def _latin_words(text: str) -> list[str]:
    return [match.group() for match in LATIN_WORD.finditer(text)]


def _stands_alone(word: str, vocabulary: Vocabulary) -> bool:
    """Return whether the archive has a word, and not far more often longer ones that begin so."""
    count = vocabulary.count(word)
    beginning = vocabulary.lexicon.beginning(word)
    longer = int(vocabulary.lexicon.counts[beginning.start : beginning.stop].sum()) - count
    return count > 0 and longer < _TIMES_AS_FREQUENT * count
