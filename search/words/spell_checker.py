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
from heapq import heapify, heappop, heappush
from itertools import islice, pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.analysis.stop import is_stop_word
from index.completions import Lexicon
from search.results import Correction
from search.words.edit_distance import LEAST_COST, edit_cost
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
        if best := _best(words, at, vocabulary):
            written = " ".join(map(vocabulary.spelling, best.words))
            replaced.append(_Replacement(word.start, word.end, written))
    if not replaced:
        return None
    replaced.sort(key=lambda one: one.start)
    pairs = tuple((text[one.start : one.end], one.written) for one in replaced)
    for one in reversed(replaced):
        text = text[: one.start] + one.written + text[one.end :]
    return Correction(text, pairs)


def _best(words: Sequence[QueryWord], at: int, vocabulary: Vocabulary) -> _Candidate | None:
    """Return what a word of a query should rather be; ``None`` where it may stay."""
    word = words[at]
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
    compared = list(islice(_likeliest(word, vocabulary), _MAX_COMPARED))
    # To compare them asks the index; one alone needs none of it.
    if len(compared) > 1:
        context = _Context.of([other.exact for other in words], at, vocabulary)
        compared = [max(compared, key=context.likelihood)]
    return next((best for best in compared if _is_worth_it(best, count, forms)), None)


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


def _likeliest(word: QueryWord, vocabulary: Vocabulary) -> Iterator[_Candidate]:
    """Yield what a word may be corrected to, the likeliest first; no other forms of it.

    What costs time, the exact cost of slips and what is asked of the index, is found out only of
    what may be next.
    """
    exact = word.exact
    found = vocabulary.lexicon.memoised(
        ("slips", exact), lambda: list(_slips_away(exact, vocabulary.lexicon))
    )
    # By how likely each is at most; what is not known exactly comes first of equals.
    waiting: list[tuple[float, bool, tuple[str, ...], _Candidate | _SlipsAway]] = [
        (-slips.most_likelihood, False, (slips.word,), slips) for slips in found
    ]
    waiting += [(-one.likelihood, True, one.words, one) for one in _split(exact, vocabulary)]
    heapify(waiting)
    while waiting:
        *_, one = heappop(waiting)
        if isinstance(one, _Candidate):
            if _is_other_word(word, one, vocabulary):
                yield one
        elif candidate := one.candidate(exact):
            heappush(waiting, (-candidate.likelihood, True, candidate.words, candidate))


def _is_other_word(word: QueryWord, candidate: _Candidate, vocabulary: Vocabulary) -> bool:
    """Return whether a candidate is no other form of a word; of two words, whether they meet."""
    if len(candidate.words) > 1:
        return vocabulary.neighbours(*candidate.words)
    (similar,) = candidate.words
    if _differ_in_affixes(word.exact, similar):
        return False
    return not vocabulary.same_word(word.typed, vocabulary.spelling(similar))


@dataclass(frozen=True, slots=True)
class _SlipsAway:
    """A frequent word of the archive that a slip or two make of another.

    Attributes:
        word: folded.
        slips: how many.
        count: how many articles have it.
    """

    word: str
    slips: int
    count: int

    @property
    def most_likelihood(self) -> float:
        """How likely it is at most, whatever the slips are."""
        return _Candidate((self.word,), LEAST_COST * self.slips, self.count).likelihood

    def candidate(self, typed: str) -> _Candidate | None:
        """Return it with its exact cost; ``None`` where that is too high."""
        cost = edit_cost(typed, self.word)
        if cost > (_MAX_COST_OF_ONE_SLIP if self.slips == 1 else _MAX_COST_OF_TWO_SLIPS):
            return None
        if len(typed) <= _MIN_LETTERS and cost > _MAX_COST_OF_SHORTEST:
            return None
        return _Candidate((self.word,), cost, self.count)


def _slips_away(word: str, lexicon: Lexicon) -> Iterator[_SlipsAway]:
    """Yield the frequent words of a lexicon that a slip or two make of a word."""
    most = 2 if len(word) >= _MIN_LETTERS_OF_TWO_SLIPS else 1
    near = lexicon.near(word, most, _MIN_COUNT)
    for similar, slips, _ in process.extract(
        word, list(near), scorer=OSA.distance, score_cutoff=most, limit=None
    ):
        yield _SlipsAway(similar, slips, near[similar])


def _differ_in_affixes(one: str, other: str) -> bool:
    """Return whether one word is the other with what Arabic attaches before or behind."""
    long, short = sorted((one, other), key=len, reverse=True)
    before = long.removesuffix(short)
    behind = long.removeprefix(short)
    return (before != long and before in _PROCLITICS) or (behind != long and behind in _ENDINGS)


def _split(word: str, vocabulary: Vocabulary) -> Iterator[_Candidate]:
    """Yield a word as two that the archive has."""
    for at in range(_MIN_PART_LETTERS, len(word) - _MIN_PART_LETTERS + 1):
        one, other = word[:at], word[at:]
        count = min(vocabulary.lexicon.count(one), vocabulary.lexicon.count(other))
        if count < _MIN_COUNT or max(len(one), len(other)) <= _MIN_LETTERS:
            continue
        if not is_stop_word(one) and not is_stop_word(other):
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
    if not fragment or vocabulary.lexicon.count(one + other) < _MIN_COUNT:
        return False
    return not vocabulary.neighbours(one, other)


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
