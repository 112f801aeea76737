"""What a query's text may be read as: typed on the other keyboard, or an Arabic name in Latin.

The archive decides. A word is read otherwise only where the archive does not have it as typed and
has what it is read as. A name in Latin letters that the archive does have stays, and is widened by
its Arabic spellings like any other word (:mod:`search.language.spelling_variants`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from index.analysis import folded_words, tokenize
from index.analysis.words import ARABIC_LETTERS
from index.facts import agencies
from index.fields import FIELDS
from search.language.lexer import marks_of
from search.language.spelling_variants import Spelling
from search.results import Reading
from search.words import keyboard_layout
from search.words.transliteration import names as transliteration
from search.words.transliteration.table import LATIN_WORD, is_latin, known
from search.words.vocabulary import Vocabulary

_TEXT_FIELDS = frozenset(field.name for field in FIELDS if field.kind == "text")

#: Runs without a space, quotes and brackets aside: on both keyboards these lie on the same keys.
_RUN = re.compile(r"[^\s()«»“”„\"|]+")
_ARABIC = re.compile(f"[{ARABIC_LETTERS}]")
_LATIN = re.compile("[A-Za-z]")
_LATIN_ALONE = re.compile(r"[\x21-\x7e]+")
_END_OF_SENTENCE = re.compile(r"[.,;?!]+$")
_PLAIN_ARABIC = re.compile(rf"[{ARABIC_LETTERS}\d.,;:!?؟،؛/*+]+")
_PLAIN_LATIN = re.compile(r"[A-Za-z]{3,}[.,;?!]*")
_GAP = re.compile(r"[\s\-‐–]+")
#: An address of the web or for letters: its parts are no names.
_ADDRESS = re.compile(r"[A-Za-z0-9]@[A-Za-z0-9]|://|^www\.", re.IGNORECASE)
_OPERATORS = frozenset({"OR"})

#: Words that are looked at; nobody types a long text on the wrong keyboard without seeing it.
_MOST_RUNS = 24

#: A word of fewer letters is as likely met by chance.
_SHORTEST_ALONE = 3
# By what a word is read as that could be either: the archive has the one so much more often.
_TIMES = 20
_COUNT_ALONE = 2


@dataclass(frozen=True, slots=True)
class Read:
    """A query's text as it is searched for.

    Attributes:
        text: with what was read otherwise in the place of what was typed.
        readings: what was read otherwise.
        also: words of the text with other spellings to look for.
    """

    text: str
    readings: tuple[Reading, ...] = ()
    also: Mapping[Spelling, tuple[str, ...]] = field(default_factory=dict)


def read_otherwise(text: str, vocabulary: Vocabulary) -> Read:
    """Read a query's text by what the archive has.

    Args:
        text: as it was typed.
        vocabulary: of the archive.
    """
    typed = _keyboard(text, vocabulary)
    read = _romanised(typed.text, vocabulary) if _LATIN.search(typed.text) else Read(typed.text)
    return replace(read, readings=(*typed.readings, *read.readings))


def on_other_keyboard(text: str, vocabulary: Vocabulary) -> str:
    """A query's text with what was typed on the other keyboard in its own letters.

    Args:
        text: as it was typed.
        vocabulary: of the archive.
    """
    return _keyboard(text, vocabulary).text


@dataclass(frozen=True, slots=True)
class _Run:
    """Words without a space between, ``text[start:end]``, without what stands before them."""

    start: int
    end: int
    typed: str


def _runs(text: str) -> Iterator[_Run]:
    """The runs of a text that may be read otherwise: no operators, values or marked words."""
    for match in _RUN.finditer(text):
        marks = marks_of(match.group())
        typed = match.group()[marks.start :]
        literal = marks.level is not None or typed.endswith("*") or typed in _OPERATORS
        literal = literal or _ADDRESS.search(typed) is not None
        if typed and not literal and (marks.field is None or marks.field in _TEXT_FIELDS):
            yield _Run(match.start() + marks.start, match.end(), typed)


def _keyboard(text: str, vocabulary: Vocabulary) -> Read:
    """The text with what was typed on the other keyboard."""
    runs = list(_runs(text))[:_MOST_RUNS]
    found = {run: read for run in runs if (read := _on_other_keyboard(run.typed, vocabulary))}
    if found and len(found) < len(runs):
        for run in runs:
            if run not in found and (read := _among_others(run.typed, vocabulary)):
                found[run] = read
    readings = []
    for run in reversed(runs):
        if run in found:
            text = text[: run.start] + found[run] + text[run.end :]
            readings.append(Reading("keyboard", run.typed, found[run]))
    return Read(text, tuple(reversed(readings)))


def _on_other_keyboard(typed: str, vocabulary: Vocabulary) -> str | None:
    """What a run is on the other keyboard; ``None`` where it may be meant as it is."""
    if _ARABIC.search(typed):
        return _as_latin(typed, vocabulary)
    if not _LATIN.search(typed) or not _LATIN_ALONE.fullmatch(typed):
        return None
    # Names are joined by hyphens; in Arabic hardly anything is.
    if "-" in typed or known([typed]):
        return None
    words = folded_words(typed)
    if all(vocabulary.count(word) for word in words):
        return None
    read = _as_arabic(typed, vocabulary)
    # Nearly any few letters are some rare word on the other keyboard: «bank» rather is بنك.
    if read and transliteration.heard(typed, vocabulary) >= _TIMES * _rarest(read, vocabulary):
        return None
    return read


def _as_arabic(typed: str, vocabulary: Vocabulary, least: int = _SHORTEST_ALONE) -> str | None:
    for keys in dict.fromkeys((typed, _END_OF_SENTENCE.sub("", typed))):
        for read in keyboard_layout.in_arabic(keys):
            if _attested(read, vocabulary, least):
                return read
    return None


def _attested(read: str, vocabulary: Vocabulary, least: int) -> bool:
    """Whether a text is Arabic words of the archive and nothing else, one of them not too short."""
    tokens = tokenize(read)
    if not tokens or any(not _ARABIC.match(token.exact) for token in tokens):
        return False
    if max(len(token.exact) for token in tokens) < least or not _PLAIN_ARABIC.fullmatch(read):
        return False
    return all(vocabulary.lexicon.count(token.exact) >= 1 for token in tokens)


def _as_latin(typed: str, vocabulary: Vocabulary) -> str | None:
    tokens = tokenize(typed)
    if all(vocabulary.count(token.exact) or vocabulary.has_form(token.text) for token in tokens):
        return None
    for read in keyboard_layout.in_latin(typed):
        if not _PLAIN_LATIN.fullmatch(read):
            continue
        latin = folded_words(read)
        if known([read]) or (
            latin and all(vocabulary.count(word) >= _COUNT_ALONE for word in latin)
        ):
            return read
    return None


def _among_others(typed: str, vocabulary: Vocabulary) -> str | None:
    """A short or ambiguous run, between others that were typed on the other keyboard."""
    if not _LATIN_ALONE.fullmatch(typed) or not (read := _as_arabic(typed, vocabulary, 1)):
        return None
    as_typed = _rarest(typed, vocabulary)
    return read if _rarest(read, vocabulary) >= _TIMES * as_typed else None


def _rarest(text: str, vocabulary: Vocabulary) -> int:
    """How many articles have the rarest word of a text."""
    return min(map(vocabulary.count, folded_words(text)), default=0)


def _romanised(text: str, vocabulary: Vocabulary) -> Read:
    """The text with Arabic names in the place of those in Latin letters."""
    readings: list[Reading] = []
    also: dict[Spelling, tuple[str, ...]] = {}
    shift, typed = 0, text
    # Whoever credits an agency is found by its name in any writing as it is.
    is_agency = agencies.unmistakable(text) is not None
    for words in _latin_stretches(typed):
        for first, name in transliteration.names([word.typed for word in words], vocabulary):
            start, end = words[first].start, words[first + name.words - 1].end
            stays = _has(typed[start:end], vocabulary)
            if stays and (is_agency or not name.sure):
                continue
            readings.append(Reading("romanised", typed[start:end], name.read))
            if stays:
                also[folded_words(typed[start:end])] = (name.read, *name.others)
                continue
            if name.others:
                also[folded_words(name.read)] = name.others
            text = text[: start + shift] + name.read + text[end + shift :]
            shift += len(name.read) - (end - start)
    return Read(text, tuple(readings), also)


def _latin_stretches(text: str) -> Iterator[Sequence[_Run]]:
    """Latin words that stand side by side; a hyphen may join them."""
    stretch: list[_Run] = []
    words = (
        _Run(run.start + match.start(), run.start + match.end(), match.group())
        for run in _runs(text)
        for match in LATIN_WORD.finditer(run.typed)
        if is_latin(match.group())
    )
    for word in islice(words, _MOST_RUNS):
        if stretch and not _GAP.fullmatch(text[stretch[-1].end : word.start]):
            yield stretch
            stretch = []
        stretch.append(word)
    if stretch:
        yield stretch


def _has(typed: str, vocabulary: Vocabulary) -> bool:
    """Whether the archive has a name in Latin letters just so."""
    words = folded_words(typed)
    if not all(map(vocabulary.count, words)):
        return False
    return all(map(vocabulary.neighbours, words, words[1:]))
