"""«Did you mean»: a word that the archive does not have, and a similar one that it has.

Candidates are a slip or two of the pen away: a letter too many, too few, another or two in the
wrong order (optimal string alignment: Damerau, 1964; found by rapidfuzz). What Arabic typists and
readers confuse costs less (:mod:`search.words.edit_distance`). Only words just as the archive
writes them are suggested, never a stem or a word without its clitics. A word that the archive has
is not corrected, unless an article or two have it and very many a word that is all but the same:
then it may be a slip in the archive.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.analysis.stop import is_stop_word
from index.completions import Lexicon
from search.results import Correction
from search.words.edit_distance import edit_cost
from search.words.query_words import QueryWord, query_words
from search.words.vocabulary import Vocabulary, known_words

#: Letters of a word that is corrected, and of each part of one that is torn in two.
_MIN_LETTERS = 3
_MAX_LETTERS = 24
_MIN_PART_LETTERS = 2
#: From so many letters on a word may be two slips away, a shorter one only one.
_MIN_LETTERS_OF_TWO_SLIPS = 6

#: What a unit of cost weighs against the natural logarithm of how frequent a word is.
_COST_WEIGHT = 7.0
#: What it is worth, in the same measure, that an article has a candidate with the other words,
_TOGETHER = 5.0
#: and besides, that it stands right beside one of the words next to it.
_BESIDE = 2.0
_MAX_COMPARED = 5

#: So many articles have a candidate; in fewer it may be a slip itself.
_MIN_COUNT = 5
#: A word that so few articles have may be a slip, where a candidate of no higher cost is so many
#: times as frequent.
_MAX_RARE_COUNT = 2
_RARE_COST = 0.7
_TIMES_AS_FREQUENT_AS_RARE = 200.0
#: The same for a word that the archive has in other forms alone.
_FORM_COST = 0.7
_TIMES_AS_FREQUENT_AS_FORMS = 5.0
#: What costs more is as likely another word that the archive does not have.
_MAX_COST_OF_ONE_SLIP = 1.3
_MAX_COST_OF_TWO_SLIPS = 1.0
_MAX_COST_OF_SHORTEST = 0.7

_MAX_WORDS = 12

#: What Arabic attaches before and behind a word: taken off or put on, it is no correction.
_PROCLITICS = ("و", "ف", "ب", "ل", "ك", "س", "ال", "وال", "بال", "لل", "فال", "كال", "ول", "وب")
_ENDINGS = (
    "ه", "ها", "هم", "هما", "نا", "ك", "ي", "ا", "ات", "ان", "ين", "ون", "يه", "وا", "ت", "تها",
    "ته",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What a word may be corrected to.

    Attributes:
        words: folded; two where a space is missing.
        cost: of the slips.
        count: how many articles have it.
    """

    words: tuple[str, ...]
    cost: float
    count: int

    @property
    def likelihood(self) -> float:
        return math.log(self.count) - _COST_WEIGHT * self.cost


@dataclass(frozen=True, slots=True)
class _Replacement:
    """What ``text[start:end]`` of a query is corrected to."""

    start: int
    end: int
    written: str


def correction(text: str, vocabulary: Vocabulary) -> Correction | None:
    """Return what a query may have been meant to be; ``None`` where the archive has its words.

    Args:
        text: of the query, as it is searched for.
        vocabulary: of the archive.
    """
    words = list(query_words(text))[:_MAX_WORDS]
    joined = list(_joined(words, text, vocabulary))
    replaced = list(joined)
    for at, word in enumerate(words):
        if any(one.start <= word.start < one.end for one in joined):
            continue
        context = _Context.of([other.exact for other in words], at, vocabulary)
        if best := _best(word, context, vocabulary):
            written = " ".join(map(vocabulary.spelling, best.words))
            replaced.append(_Replacement(word.start, word.end, written))
    if not replaced:
        return None
    replaced.sort(key=lambda one: one.start)
    pairs = tuple((text[one.start : one.end], one.written) for one in replaced)
    for one in reversed(replaced):
        text = text[: one.start] + one.written + text[one.end :]
    return Correction(text, pairs)


def _best(word: QueryWord, context: "_Context", vocabulary: Vocabulary) -> _Candidate | None:
    """Return what a word should rather be; ``None`` where it may stay."""
    exact = word.exact
    if not _MIN_LETTERS <= len(exact) <= _MAX_LETTERS:
        return None
    if is_stop_word(exact) or exact in known_words():
        return None
    count = vocabulary.count(exact)
    if count > _MAX_RARE_COUNT:
        return None
    forms = vocabulary.has_form(word.typed)
    if (count or forms) and word.literal:
        return None
    found = [*_similar(word, vocabulary), *_split(exact, vocabulary)]
    found.sort(key=lambda candidate: (-candidate.likelihood, candidate.words))
    compared = found[:_MAX_COMPARED]
    # To compare them asks the index; one alone needs none of it.
    alone = compared[0] if len(compared) == 1 else None
    best = alone or max(compared, key=context.likelihood, default=None)
    return best if best and _is_worth_it(best, count, forms) else None


def _is_worth_it(best: _Candidate, count: int, forms: int) -> bool:
    """Return whether a candidate is so much likelier than a word that the archive has.

    Args:
        best: the candidate.
        count: how many articles have the word just so.
        forms: how many have a form of it.
    """
    if count and (best.cost > _RARE_COST or best.count < _TIMES_AS_FREQUENT_AS_RARE * forms):
        return False
    if not forms:
        return True
    return best.cost <= _FORM_COST and best.count >= _TIMES_AS_FREQUENT_AS_FORMS * forms


def _similar(word: QueryWord, vocabulary: Vocabulary) -> Iterator[_Candidate]:
    """Yield the words of the archive that a slip or two make of a word; no other forms of it."""
    exact, lexicon = word.exact, vocabulary.lexicon
    found = lexicon.memoised(("similar", exact), lambda: list(_slips_away(exact, lexicon)))
    for candidate in found:
        (similar,) = candidate.words
        same = vocabulary.same_word(word.typed, vocabulary.spelling(similar))
        if not same and not _differ_in_affixes(exact, similar):
            yield candidate


def _slips_away(word: str, lexicon: Lexicon) -> Iterator[_Candidate]:
    """Yield the frequent words of a lexicon that a slip or two make of a word."""
    most = 2 if len(word) >= _MIN_LETTERS_OF_TWO_SLIPS else 1
    for length in range(len(word) - most, len(word) + most + 1):
        words = lexicon.of_length(length, _MIN_COUNT)
        for similar, slips, _ in process.extract(
            word, words, scorer=OSA.distance, score_cutoff=most, limit=None
        ):
            cost = edit_cost(word, similar)
            if cost > (_MAX_COST_OF_ONE_SLIP if slips == 1 else _MAX_COST_OF_TWO_SLIPS):
                continue
            if len(word) > _MIN_LETTERS or cost <= _MAX_COST_OF_SHORTEST:
                yield _Candidate((similar,), cost, lexicon.count(similar))


def _differ_in_affixes(one: str, other: str) -> bool:
    """Return whether one word is the other with what Arabic attaches before or behind."""
    long, short = sorted((one, other), key=len, reverse=True)
    before = long.removesuffix(short)
    behind = long.removeprefix(short)
    return (before != long and before in _PROCLITICS) or (behind != long and behind in _ENDINGS)


def _split(word: str, vocabulary: Vocabulary) -> Iterator[_Candidate]:
    """Yield a word as two that the archive has side by side."""
    for at in range(_MIN_PART_LETTERS, len(word) - _MIN_PART_LETTERS + 1):
        one, other = word[:at], word[at:]
        count = min(vocabulary.lexicon.count(one), vocabulary.lexicon.count(other))
        if count < _MIN_COUNT or max(len(one), len(other)) <= _MIN_LETTERS:
            continue
        if is_stop_word(one) or is_stop_word(other):
            continue
        if vocabulary.neighbours(one, other):
            yield _Candidate((one, other), edit_cost(word, f"{one} {other}"), count)


def _joined(
    words: Sequence[QueryWord], text: str, vocabulary: Vocabulary
) -> Iterator[_Replacement]:
    """Yield two words that are one, torn apart; no word is in two of them."""
    end = -1
    for one, other in pairwise(words):
        literal = one.literal or other.literal
        if one.start < end or literal or not text[one.end : other.start].isspace():
            continue
        if is_stop_word(one.exact) or is_stop_word(other.exact):
            continue
        whole = one.exact + other.exact
        if _is_torn(one.exact, other.exact, vocabulary):
            end = other.end
            yield _Replacement(one.start, end, vocabulary.spelling(whole))


def _is_torn(one: str, other: str, vocabulary: Vocabulary) -> bool:
    """Return whether two words are one of the archive's, and one of them is no word by itself."""
    counts = vocabulary.count(one), vocabulary.count(other)
    fragment = min(len(one), len(other)) == 1 or not min(counts)
    frequent = vocabulary.lexicon.count(one + other) >= _MIN_COUNT
    return fragment and frequent and not vocabulary.neighbours(one, other)


@dataclass(frozen=True, slots=True)
class _Context:
    """The other words of a query that the archive has.

    Attributes:
        others: all of them but stop words.
        before: the word before the one in doubt, if the archive has it; else empty.
        after: the word behind it, likewise.
        vocabulary: of the archive.
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

    def likelihood(self, candidate: _Candidate) -> float:
        """Return how likely a candidate is beside the other words."""
        likelihood = candidate.likelihood
        if self.others and self.vocabulary.together((*candidate.words, *self.others)):
            likelihood += _TOGETHER
        beside = ((self.before, candidate.words[0]), (candidate.words[-1], self.after))
        if any(all(pair) and self.vocabulary.neighbours(*pair) for pair in beside):
            likelihood += _BESIDE
        return likelihood
