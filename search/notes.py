"""What is told of how a query was read: stable codes and what they speak of, in no language."""

from collections.abc import Sequence
from datetime import date

from search.query import DaysRead
from search.results import Note

#: A quotation mark has no partner; what follows it was read as plain words.
UNBALANCED_QUOTE = Note("unbalanced_quote")
#: A bracket has no partner; the query was read without it.
UNBALANCED_BRACKET = Note("unbalanced_bracket")
#: OR has nothing on one side; it was left out.
OR_ALONE = Note("or_alone")
#: OR and AND stand side by side; OR was read first.
OR_BEFORE_AND = Note("or_before_and")
#: A star stands elsewhere than at the end of a word; it was left out.
STAR_IGNORED = Note("star_ignored")
#: The query has no word; all articles are listed.
NO_WORDS = Note("no_words")
#: All words of the query are stop words; they were searched for as typed.
STOP_WORDS_ONLY = Note("stop_words_only")
#: No article has all the words; those that have some are listed.
RELAXED = Note("relaxed")
#: No article has the words of the query; those that are listed have related ones.
RELATED_ONLY = Note("related_only")
#: The query is too long for related words; none was searched for.
RELATED_LEFT_OUT = Note("related_left_out")
#: The query is too long for the other spellings of its words; it was searched for as typed.
SPELLINGS_LEFT_OUT = Note("spellings_left_out")
#: A part of the archive does not answer; results and counts are incomplete.
PARTIAL = Note("partial")

#: The code of :func:`read_as_period`.
READ_AS_PERIOD = "read_as_period"
#: The code of :func:`nothing_in_period`.
NOTHING_IN_PERIOD = "nothing_in_period"


def operator_alone(sign: str) -> Note:
    """Return the note for an operator with nothing to work on; it was left out."""
    return Note("operator_alone", (("sign", sign),))


def read_as_exclusion(word: str, text: str) -> Note:
    """Return the note for a word that was read as an exclusion.

    Args:
        word: as it was typed.
        text: what is left out.
    """
    return Note("read_as_exclusion", (("word", word), ("text", text)))


def exclusion_word(word: str, text: str) -> Note:
    """Return the note for a word that may have been meant as an exclusion and was read as a word.

    Args:
        word: as it was typed.
        text: what would be left out.
    """
    return Note("exclusion_word", (("word", word), ("text", text)))


def nearness_ignored(sign: str) -> Note:
    """Return the note for words of quotes that may stand apart; all were looked for, anywhere."""
    return Note("nearness_ignored", (("sign", sign),))


def sign_ignored(sign: str) -> Note:
    """Return the note for a sign of other search engines; it was left out."""
    return Note("sign_ignored", (("sign", sign),))


def unknown_field(name: str) -> Note:
    """Return the note for a prefix that names no field; it was read as plain words."""
    return Note("unknown_field", (("name", name),))


def field_apart(name: str) -> Note:
    """Return the note for a field's name with a space behind its colon; it was read as a word."""
    return Note("field_apart", (("name", name),))


def of_days(read: DaysRead) -> list[Note]:
    """Return the note for days that were not read as a date of the Gregorian calendar, if any.

    Args:
        read: what was typed, and the days that were understood.
    """
    if read.how == "dated":
        return []
    code = "hijri_days" if read.how == "hijri" else "counted_days"
    return [Note(code, (("text", read.text), ("first", read.first), ("last", read.last)))]


def not_a_date(text: str) -> Note:
    """Return the note for a date field with something else behind it; that was read as words."""
    return Note("not_a_date", (("text", text),))


def too_long(words: int) -> Note:
    """Return the note for a query of which only the first words were searched for, so many."""
    return Note("too_long", (("words", words),))


def prefix_too_wide(prefix: str, words: int) -> Note:
    """Return the note for a prefix of which only the most frequent words were searched for.

    Args:
        prefix: folded, without its star.
        words: how many were searched for.
    """
    return Note("prefix_too_wide", (("prefix", prefix), ("words", words)))


def unknown_value(values: Sequence[tuple[str, str]]) -> Note:
    """Return the note for values that no article of the archive has.

    Args:
        values: each behind the name of its facet; none of them is a period.
    """
    return Note("unknown_value", (("values", tuple(values)),))


def name_in_part(text: str, count: int, values: Sequence[tuple[str, str]]) -> Note:
    """Return the note for words that are a part of names, and mean everybody who has them.

    Args:
        text: the words.
        count: how many values are meant.
        values: the most frequent of them, each behind the name of its facet.
    """
    return Note("name_in_part", (("text", text), ("count", count), ("values", tuple(values))))


def nothing_in_period(first: date, last: date) -> Note:
    """Return the note for a period among the words in which nothing fits; it was read as words.

    Args:
        first: its first day.
        last: its last day, included.
    """
    return Note(NOTHING_IN_PERIOD, (("first", first), ("last", last)))


def read_as_period(first: date, last: date) -> Note:
    """Return the note for a range of dates among the words, read as days of publication.

    Args:
        first: its first day.
        last: its last day, included.
    """
    return Note(READ_AS_PERIOD, (("first", first), ("last", last)))
