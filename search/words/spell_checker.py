"""«Did you mean»: a word that the archive does not have, and a near one that it has.

Near is counted in slips of the pen: a letter too many, too few, another or two in the wrong order
(optimal string alignment: Damerau, 1964; found by rapidfuzz). What Arabic typists and readers
confuse costs less. Only words just as the archive writes them are suggested, never a stem or a
word without its clitics, and never for a word that the archive has, unless it has it in an article
or two and a very near one far more often: that may be a slip of its own.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.analysis import tokenize
from index.analysis.stop import is_stop_word
from index.completions import Lexicon
from index.fields import FIELDS
from search.language.lexer import marks_of
from search.results import Correction
from search.words.edit_distance import cost_of_slips
from search.words.known_words import known_words
from search.words.vocabulary import Vocabulary

_TEXT_FIELDS = frozenset(field.name for field in FIELDS if field.kind == "text")

#: Words of so many letters may be two slips away, shorter ones one, the shortest none.
_LONG = 6
_SHORTEST = 3
_LONGEST = 24
_SHORTEST_PART = 2

#: What a slip weighs against how frequent a word is, as a natural logarithm.
_SLIP = 7.0
#: What it is worth that an article has a candidate together with the other words.
_TOGETHER = 5.0
#: And besides, that it stands right beside one of its neighbours.
_BESIDE = 2.0
_COMPARED = 5

#: In fewer articles a word is no better than the slip.
_LEAST = 5
#: A word that stands in so few articles may be a slip itself, where a near one is so much commoner.
_HARDLY = 2
_TIMES_MORE = 200.0
_HARDLY_COST = 0.7
#: A word that the archive does not have, but forms of what may be its word.
_FORM_COST = 0.7
_FORM_TIMES = 5.0
#: What is less like it is as likely another word that the archive does not have.
_COST_OF_ONE = 1.3
_COST_OF_TWO = 1.0
_COST_IN_SHORTEST = 0.7

_MOST_WORDS = 12

#: What Arabic attaches before and behind a word: taken off or put on, it is no correction.
_PROCLITICS = ("و", "ف", "ب", "ل", "ك", "س", "ال", "وال", "بال", "لل", "فال", "كال", "ول", "وب")
_ENDINGS = (
    "ه",
    "ها",
    "هم",
    "هما",
    "نا",
    "ك",
    "ي",
    "ا",
    "ات",
    "ان",
    "ين",
    "ون",
    "يه",
    "وا",
    "ت",
    "تها",
    "ته",
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word of the query.

    Attributes:
        start: where it begins in the text.
        end: where it ends.
        typed: the word as it stands.
        word: folded.
        marked: whether quotes, a field or a level say that it is meant just so.
    """

    start: int
    end: int
    typed: str
    word: str
    marked: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What may have been meant: folded words, and what they cost."""

    words: tuple[str, ...]
    cost: float
    count: int

    @property
    def worth(self) -> float:
        return math.log(self.count) - _SLIP * self.cost


def correction(text: str, vocabulary: Vocabulary) -> Correction | None:
    """What a query may have been meant to be; ``None`` where the archive has its words.

    Args:
        text: of the query, as it is searched for.
        vocabulary: of the archive.
    """
    asked = list(_asked(text))[:_MOST_WORDS]
    replaced: list[tuple[int, int, str]] = []
    joined = list(_joined(asked, text, vocabulary))
    replaced += joined
    for at, word in enumerate(asked):
        if any(start <= word.start < end for start, end, _ in joined):
            continue
        context = _Context.of([other.word for other in asked], at, vocabulary)
        if best := _best(word, context, vocabulary):
            written = " ".join(map(vocabulary.spelling, best.words))
            replaced.append((word.start, word.end, written))
    if not replaced:
        return None
    replaced.sort()
    words = tuple((text[start:end], written) for start, end, written in replaced)
    for start, end, written in reversed(replaced):
        text = text[:start] + written + text[end:]
    return Correction(text, words)


def _asked(text: str) -> Iterator[_Asked]:
    """The words of a query that may be slips: no stop words, numbers, values or prefixes."""
    quoted = _in_quotes(text)
    at = 0
    for run in text.split():
        start = text.index(run, at)
        at = start + len(run)
        marks = marks_of(run)
        if marks.excluded or run.endswith("*") or marks.field not in (None, *_TEXT_FIELDS):
            continue
        for token in tokenize(run[marks.start :]):
            begin = start + marks.start + token.start
            if not token.exact.isdecimal():
                marked = bool(marks.field or marks.level or quoted[begin])
                end = begin + token.end - token.start
                yield _Asked(begin, end, token.text, token.exact, marked)


def _in_quotes(text: str) -> list[bool]:
    """For every letter of a text whether it stands in quotes."""
    inside, found = False, []
    for sign in text:
        inside = not inside if sign == '"' else sign in "«“„" or (inside and sign not in "»”")
        found.append(inside)
    return found


def _best(asked: _Asked, context: "_Context", vocabulary: Vocabulary) -> _Candidate | None:
    """What a word should rather be; ``None`` where it may stay."""
    word = asked.word
    if not _SHORTEST <= len(word) <= _LONGEST or is_stop_word(word) or word in known_words():
        return None
    count = vocabulary.count(word)
    if count > _HARDLY:
        return None
    has_form = vocabulary.has_form(asked.typed)
    if (count or has_form) and asked.marked:
        return None
    found = [*_near(asked, vocabulary), *_split(word, vocabulary)]
    found.sort(key=lambda candidate: (-candidate.worth, candidate.words))
    compared = found[:_COMPARED]
    best = max(compared, key=context.worth) if len(compared) > 1 else next(iter(compared), None)
    if best and count and (best.cost > _HARDLY_COST or best.count < _TIMES_MORE * has_form):
        return None
    if best and has_form and (best.cost > _FORM_COST or best.count < _FORM_TIMES * has_form):
        return None
    return best


def _near(asked: _Asked, vocabulary: Vocabulary) -> Iterator[_Candidate]:
    """The words of the archive that a slip or two make of a word; no other forms of it."""
    word, lexicon = asked.word, vocabulary.lexicon
    for candidate in lexicon.memoised(("near", word), lambda: list(_slips_away(word, lexicon))):
        (near,) = candidate.words
        same = vocabulary.same_word(asked.typed, vocabulary.spelling(near))
        if not same and not _differ_in_affixes(word, near):
            yield candidate


def _slips_away(word: str, lexicon: Lexicon) -> Iterator[_Candidate]:
    """The frequent words of a lexicon that a slip or two make of a word."""
    most = 2 if len(word) >= _LONG else 1
    for length in range(len(word) - most, len(word) + most + 1):
        words = lexicon.of_length(length, _LEAST)
        for near, slips, _ in process.extract(
            word, words, scorer=OSA.distance, score_cutoff=most, limit=None
        ):
            cost = cost_of_slips(word, near)
            if cost > (_COST_OF_ONE if slips == 1 else _COST_OF_TWO):
                continue
            if len(word) > _SHORTEST or cost <= _COST_IN_SHORTEST:
                yield _Candidate((near,), cost, lexicon.count(near))


def _differ_in_affixes(word: str, near: str) -> bool:
    """Whether one is the other with what Arabic attaches before or behind."""
    long, short = sorted((word, near), key=len, reverse=True)
    before = long.removesuffix(short)
    behind = long.removeprefix(short)
    return (before != long and before in _PROCLITICS) or (behind != long and behind in _ENDINGS)


def _split(word: str, vocabulary: Vocabulary) -> Iterator[_Candidate]:
    """A word as two that the archive has side by side."""
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        one, other = word[:at], word[at:]
        count = min(vocabulary.lexicon.count(one), vocabulary.lexicon.count(other))
        if count >= _LEAST and max(len(one), len(other)) >= _SHORTEST + 1:
            if is_stop_word(one) or is_stop_word(other):
                continue
            if vocabulary.neighbours(one, other):
                yield _Candidate((one, other), cost_of_slips(word, f"{one} {other}"), count)


def _joined(
    asked: Sequence[_Asked], text: str, vocabulary: Vocabulary
) -> Iterator[tuple[int, int, str]]:
    """Two words that are one, torn apart; neither may be a word that stands by itself here."""
    end = -1
    for one, other in pairwise(asked):
        if (
            one.start < end
            or one.marked
            or other.marked
            or not text[one.end : other.start].isspace()
        ):
            continue
        if is_stop_word(one.word) or is_stop_word(other.word):
            continue
        counts = vocabulary.count(one.word), vocabulary.count(other.word)
        fragment = min(len(one.word), len(other.word)) == 1 or not min(counts)
        whole = one.word + other.word
        count = vocabulary.lexicon.count(whole)
        if fragment and count >= _LEAST and not vocabulary.neighbours(one.word, other.word):
            end = other.end
            yield one.start, other.end, vocabulary.spelling(whole)


@dataclass(frozen=True, slots=True)
class _Context:
    """The other words of a query that the archive has.

    Attributes:
        others: all of them but stop words.
        before: the word before the one in doubt, if the archive has it, and
        after: the word behind.
    """

    others: tuple[str, ...]
    before: str
    after: str
    vocabulary: Vocabulary

    @classmethod
    def of(cls, words: Sequence[str], at: int, vocabulary: Vocabulary) -> "_Context":
        known = [word if vocabulary.count(word) else "" for word in words]
        known[at] = ""
        others = tuple(word for word in known if word and not is_stop_word(word))
        before, after = known[at - 1] if at else "", "".join(known[at + 1 : at + 2])
        return cls(others, before, after, vocabulary)

    def worth(self, candidate: _Candidate) -> float:
        """How likely a candidate is beside the other words."""
        worth = candidate.worth
        if self.others and self.vocabulary.together((*candidate.words, *self.others)):
            worth += _TOGETHER
        beside = ((self.before, candidate.words[0]), (candidate.words[-1], self.after))
        if any(all(pair) and self.vocabulary.neighbours(*pair) for pair in beside):
            worth += _BESIDE
        return worth
