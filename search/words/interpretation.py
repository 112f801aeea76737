"""From what was typed to what was meant: text of the other keyboard, Arabic names in Latin letters.

The archive decides. A word is read otherwise only where the archive does not have it as typed and
has what it is read as. A name in Latin letters that the archive does have stays, and its Arabic
spellings are searched for as well (:mod:`search.language.spelling_variants`). So is a word with the
hamza at its end that many leave out, where the archive mostly has it so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise

from index.addresses import is_pasted
from index.analysis import folded_words, tokenize
from index.analysis.words import ARABIC_LETTERS
from index.facts import agencies
from index.fields import FIELDS
from search.language.operators import may_be_operator
from search.language.qualifiers import split_qualifiers
from search.language.spelling_variants import Spelling, Variants
from search.results import Reading
from search.words import keyboard_layout
from search.words.transliteration.names import count_by_sound, transliterations
from search.words.transliteration.table import LATIN_WORD, is_assimilated, is_latin, is_name
from search.words.vocabulary import Vocabulary

_TEXT_FIELDS = frozenset(one.name for one in FIELDS if one.kind == "text")

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

#: So many words are looked at: nobody types more on the wrong keyboard without seeing it.
_MAX_RUNS = 24

#: Fewer letters are a word of the other keyboard by chance.
_MIN_LETTERS = 3
#: Where both readings are words, the archive must have the one so many times as often.
_TIMES_AS_FREQUENT = 20
_HAMZA = "ء"
_ENDS_IN_ALEF = re.compile(f"[{ARABIC_LETTERS}]{{2,}}ا")
#: A word with a hamza at its end is meant where it is so many times as frequent as without.
_FEWEST_WITH_HAMZA = 5
#: So many articles have each word of a reading in Latin letters.
_MIN_LATIN_COUNT = 2


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A query's text as it is searched for.

    Attributes:
        text: what was typed, with what was read otherwise in its place.
        readings: what was read otherwise.
        variants: words of the text with other spellings to search for.
    """

    text: str
    readings: tuple[Reading, ...] = ()
    variants: Variants = field(default_factory=dict)


def read_otherwise(text: str, vocabulary: Vocabulary) -> Interpretation:
    """Read a query's text by what the archive has.

    Args:
        text: as it was typed.
        vocabulary: of the archive.
    """
    typed = _by_keyboard(text, vocabulary)
    hamzas = _with_hamza(typed.text, vocabulary)
    if not _LATIN.search(typed.text):
        return replace(typed, variants=hamzas)
    read = _by_names(typed.text, vocabulary)
    readings = (*typed.readings, *read.readings)
    return replace(read, readings=readings, variants={**hamzas, **read.variants})


def on_other_keyboard(text: str, vocabulary: Vocabulary) -> str:
    """Return a query's text with what was typed on the other keyboard in its own letters.

    Args:
        text: as it was typed.
        vocabulary: of the archive.
    """
    return _by_keyboard(text, vocabulary).text


@dataclass(frozen=True, slots=True)
class _Run:
    """Words without a space between, ``text[start:end]``, without what stands before them."""

    start: int
    end: int
    typed: str


def _runs(text: str) -> Iterator[_Run]:
    """Yield what may be read otherwise in a text: no operators, values or words meant literally."""
    for match in _RUN.finditer(text):
        run = split_qualifiers(match.group())
        asked, typed = run.qualifiers, run.words
        literal = asked.level is not None or typed.endswith("*") or may_be_operator(typed)
        literal = literal or _ADDRESS.search(typed) is not None or is_pasted(typed)
        literal = literal or asked.field == "url"
        if typed and not literal and (asked.field is None or asked.field in _TEXT_FIELDS):
            yield _Run(match.start() + run.start, match.end(), typed)


def _by_keyboard(text: str, vocabulary: Vocabulary) -> Interpretation:
    """Read what was typed on the other keyboard."""
    runs = list(_runs(text))[:_MAX_RUNS]
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
    return Interpretation(text, tuple(reversed(readings)))


def _on_other_keyboard(typed: str, vocabulary: Vocabulary) -> str | None:
    """Return what a run is on the other keyboard; ``None`` where it may be meant as it is."""
    if _ARABIC.search(typed):
        return _as_latin(typed, vocabulary)
    if not _LATIN.search(typed) or not _LATIN_ALONE.fullmatch(typed):
        return None
    # Names are joined by hyphens; in Arabic hardly anything is.
    if "-" in typed or is_name([typed]):
        return None
    words = folded_words(typed)
    if all(vocabulary.count(word) for word in words):
        return None
    read = _as_arabic(typed, vocabulary)
    if read is None:
        return None
    # Nearly any few letters are some rare word on the other keyboard: «bank» rather is بنك.
    by_sound = count_by_sound(typed, vocabulary)
    return None if by_sound >= _TIMES_AS_FREQUENT * _rarest(read, vocabulary) else read


def _as_arabic(typed: str, vocabulary: Vocabulary, min_letters: int = _MIN_LETTERS) -> str | None:
    for keys in dict.fromkeys((typed, _END_OF_SENTENCE.sub("", typed))):
        for read in keyboard_layout.in_arabic(keys):
            if _in_archive(read, vocabulary, min_letters):
                return read
    return None


def _in_archive(read: str, vocabulary: Vocabulary, min_letters: int) -> bool:
    """Return whether a text is Arabic words of the archive alone, one of them not too short."""
    tokens = tokenize(read)
    if not tokens or any(not _ARABIC.match(token.exact) for token in tokens):
        return False
    if max(len(token.exact) for token in tokens) < min_letters or not _PLAIN_ARABIC.fullmatch(read):
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
        if is_name([read]) or (
            latin and all(vocabulary.count(word) >= _MIN_LATIN_COUNT for word in latin)
        ):
            return read
    return None


def _among_others(typed: str, vocabulary: Vocabulary) -> str | None:
    """Read a short or ambiguous run between others that were typed on the other keyboard."""
    if not _LATIN_ALONE.fullmatch(typed) or not (read := _as_arabic(typed, vocabulary, 1)):
        return None
    as_typed = _rarest(typed, vocabulary)
    return read if _rarest(read, vocabulary) >= _TIMES_AS_FREQUENT * as_typed else None


def _rarest(text: str, vocabulary: Vocabulary) -> int:
    """Return how many articles have the rarest word of a text."""
    return min(map(vocabulary.count, folded_words(text)), default=0)


def _with_hamza(text: str, vocabulary: Vocabulary) -> dict[Spelling, tuple[str, ...]]:
    """Return the words whose last hamza was not typed, with how the archive writes them.

    «السما» is a form of سم, and who types it mostly means السماء; «دعا» is a word by itself.
    """
    found: dict[Spelling, tuple[str, ...]] = {}
    for run in islice(_runs(text), _MAX_RUNS):
        for word in folded_words(run.typed):
            if not _ENDS_IN_ALEF.fullmatch(word):
                continue
            count = vocabulary.lexicon.count(word + _HAMZA)
            if count >= _FEWEST_WITH_HAMZA * (1 + vocabulary.lexicon.count(word)):
                found[(word,)] = (vocabulary.spelling(word + _HAMZA),)
    return found


def _by_names(text: str, vocabulary: Vocabulary) -> Interpretation:
    """Read names in Latin letters as Arabic ones."""
    readings: list[Reading] = []
    variants: dict[Spelling, tuple[str, ...]] = {}
    shift, typed = 0, text
    # Whoever credits an agency is found by its name in any writing as it is.
    is_agency = agencies.unmistakable(text) is not None
    for words in _latin_runs(typed):
        for first, name in transliterations(_plain_articles(words, typed), vocabulary):
            start, end = words[first].start, words[first + name.words - 1].end
            stays = _has(typed[start:end], vocabulary)
            if stays and (is_agency or not name.certain):
                continue
            readings.append(Reading("romanised", typed[start:end], name.arabic))
            if stays:
                variants[folded_words(typed[start:end])] = (name.arabic, *name.others)
                continue
            if name.others:
                variants[folded_words(name.arabic)] = name.others
            text = text[: start + shift] + name.arabic + text[end + shift :]
            shift += len(name.arabic) - (end - start)
    return Interpretation(text, tuple(readings), variants)


def _plain_articles(words: Sequence[_Run], text: str) -> list[str]:
    """Return words as typed, with ``al`` for an article that sounds like the letter behind it."""
    found = [word.typed for word in words]
    for at, (article, name) in enumerate(pairwise(words)):
        is_joined = not text[article.end : name.start].isspace()
        if is_assimilated(article.typed, name.typed, joined=is_joined):
            found[at] = "al"
    return found


def _latin_runs(text: str) -> Iterator[Sequence[_Run]]:
    """Yield the Latin words that stand side by side; a hyphen may join them."""
    side_by_side: list[_Run] = []
    words = (
        _Run(run.start + match.start(), run.start + match.end(), match.group())
        for run in _runs(text)
        for match in LATIN_WORD.finditer(run.typed)
        if is_latin(match.group())
    )
    for word in islice(words, _MAX_RUNS):
        if side_by_side and not _GAP.fullmatch(text[side_by_side[-1].end : word.start]):
            yield side_by_side
            side_by_side = []
        side_by_side.append(word)
    if side_by_side:
        yield side_by_side


def _has(typed: str, vocabulary: Vocabulary) -> bool:
    """Return whether the archive has a name in Latin letters just so."""
    words = folded_words(typed)
    if not all(map(vocabulary.count, words)):
        return False
    return all(map(vocabulary.neighbours, words, words[1:]))
