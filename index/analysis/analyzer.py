"""The Arabic analyzer: words → fold → stop → levels, pure and free of any engine.

A word is indexed on levels, from the closest to the widest:

* ``exact``: as written, in its folded spelling;
* ``light``: the word that it is a form of (:mod:`index.analysis.inflection`);
* ``wide``: the families of that word (:mod:`index.analysis.families`), and where the word table
  does not know it, its root (:mod:`index.analysis.roots`);
* ``stem``: Snowball's stem, which knows no word at all and so catches what the others miss.

Quoted text asks the first, plain text asks all; a match on a closer level counts more.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import accumulate, compress, count, islice, product
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from index.analysis import folding, stemming
from index.analysis.corpus_frequencies import FILE_NAME as EVIDENCE
from index.analysis.corpus_frequencies import NO_EVIDENCE, Evidence, normal_spelling
from index.analysis.families import TABLES, members, normal, with_own_letters, word_table
from index.analysis.inflection import Inflector
from index.analysis.kept_files import kept
from index.analysis.roots import root
from index.analysis.stop import STOP_WORDS, is_stop_word
from index.analysis.words import ARABIC_LETTERS, WORD, cut

Level = Literal["exact", "light", "wide", "stem"]

#: From the closest to the widest.
LEVELS: tuple[Level, ...] = get_args(Level)

_DISTINCT_WORDS_KEPT = 500_000
_TEXTS_KEPT = 32

#: Marks a root among the terms of the wide level, so that it meets no word.
ROOT = "√"

_ARABIC = re.compile(f"[{ARABIC_LETTERS}]")


class Token(NamedTuple):
    """A word of a text; a tuple, because texts have thousands of them.

    Attributes:
        text: as it stands, ``original[start:end]``.
        position: its number among the text's tokens, from 0; stop words count.
        exact: its term on the exact level, the folded spelling.
    """

    text: str
    start: int
    end: int
    position: int
    exact: str


# Makes a token of a row without a call of Python: texts have thousands of words.
_token = partial(tuple.__new__, Token)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a word on every level; a stop word has none but the exact one."""

    exact: tuple[str, ...]
    light: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()
    stem: tuple[str, ...] = ()

    def at(self, level: Level) -> tuple[str, ...]:
        """Return the terms on this level; empty where there are none."""
        terms: tuple[str, ...] = getattr(self, level)
        return terms

    @property
    def stop(self) -> bool:
        """Whether the word is on the stop list (or nothing but marks)."""
        return not self.light


class _ExactTerms(dict[str, str]):
    """The exact terms of the words met so far: a plain look-up, since texts are full of them."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _DISTINCT_WORDS_KEPT:
            self.clear()
        term = self[word] = folding.fold(word)
        return term


_exact_terms = _ExactTerms()


def exact_of(word: str) -> str:
    """Return the term of a word on the exact level; empty where it folds to nothing."""
    return _exact_terms[word]


@lru_cache(maxsize=_TEXTS_KEPT)
def tokenize(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text, in order; what folds to nothing (a lone tatweel) is no token.

    The last few texts are kept: an article is read for its facts and then for every level.
    """
    parts = cut(text)
    words, borders = parts[1::2], tuple(accumulate(map(len, parts)))
    exact = tuple(map(_exact_terms.__getitem__, words))
    rows = zip(words, borders[::2], borders[1::2], count(), exact, strict=False)
    if "" not in exact:
        return tuple(map(_token, rows))
    kept = (row for row in rows if row[-1])
    return tuple(
        Token(word, start, end, number, term)
        for number, (word, start, end, _, term) in enumerate(kept)
    )


@dataclass(frozen=True, slots=True)
class TokenColumns:
    """The tokens of a text by columns, for who looks at few of its words: one is made when asked.

    Attributes:
        words: as they stand in the text.
        starts: the offset of each, and
        ends: that behind each.
        exact: the folded spelling of each.
    """

    words: Sequence[str]
    starts: list[int]
    ends: list[int]
    exact: list[str]

    def __len__(self) -> int:
        """Return how many tokens there are."""
        return len(self.exact)

    def __getitem__(self, at: int) -> Token:
        """Return a token by its number; negative ones count from the end."""
        return Token(
            self.words[at], self.starts[at], self.ends[at], at % len(self.exact), self.exact[at]
        )


@lru_cache(maxsize=_TEXTS_KEPT)
def token_columns(text: str) -> TokenColumns:
    """Return the tokens of :func:`tokenize` by columns, at half the cost; nobody changes them.

    The last few texts are kept: an article is read for several facts.
    """
    parts = cut(text)
    words, borders = parts[1::2], list(accumulate(map(len, parts)))
    exact = list(map(_exact_terms.__getitem__, words))
    starts, ends = borders[:-1:2], borders[1::2]
    if "" not in exact:
        return TokenColumns(words, starts, ends, exact)
    columns = (list(compress(column, exact)) for column in (words, starts, ends, exact))
    return TokenColumns(*columns)  # type: ignore[arg-type]


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in their folded spelling, in order: what two texts compare by.

    Without their places they cost half of what tokens do.
    """
    exact = tuple(map(_exact_terms.__getitem__, cut(text)[1::2]))
    return exact if "" not in exact else tuple(filter(None, exact))


def word_starts(text: str) -> list[int]:
    """Return where each of the :func:`folded_words` of a text begins, in letters."""
    parts = cut(text)
    starts = islice(accumulate(map(len, parts)), 0, None, 2)
    exact = map(_exact_terms.__getitem__, parts[1::2])
    return list(compress(starts, exact))


def folded_text(text: str) -> str:
    """Return the folded words of a text with one space between them."""
    plain = folding.fold_plain(text)
    return " ".join(folded_words(text)) if plain is None else plain


class Analyzer:
    """Gives words their terms, by the word table and by what one archive attests.

    It is safe to share between threads.
    """

    def __init__(self, evidence: Evidence = NO_EVIDENCE) -> None:
        self.evidence = evidence
        self._inflector = Inflector(word_table(), evidence)
        # Caches of its own, so that two analyzers never share their answers. They do not hold the
        # analyzer itself, so that it is let go with the last who uses it.
        cached = lru_cache(maxsize=_DISTINCT_WORDS_KEPT)
        self.terms = cached(partial(_terms_of, self._inflector))
        self.terms_without_stem = cached(partial(_terms_without_stem, self._inflector))

    def evidence_of(self, word: str) -> dict[str, int]:
        """Return in how many articles a word and its lemmas stand, by word in normal spelling.

        Args:
            word: as it stands in a text; for one of marks alone there is nothing to return.
        """
        form = normal_spelling(word)
        if not form:
            return {}
        return {
            attested: self.evidence.count(attested)
            for attested in dict.fromkeys((form, *self._inflector.lemmas(form)))
        }

    def forget_beyond(self, words: int) -> None:
        """Let go of all that was found for words, where it is for more than so many.

        It grows with every word that somebody types, by some 2 KB. What is let go of is found anew
        when it is asked for.

        Args:
            words: different ones.
        """
        kept = (self.terms.cache_info(), self.terms_without_stem.cache_info())
        if max(len(_exact_terms), *(one.currsize for one in kept)) > words:
            for of_words in (*_CACHES_OF_WORDS, self.terms, self.terms_without_stem):
                of_words.cache_clear()
            _exact_terms.clear()


def _terms_of(inflector: Inflector, word: str) -> Terms:
    """Return the terms of a word as it stands in a text."""
    spelled = folding.spelling(word)
    exact, light, wide = _levels(inflector, spelled)
    if not light:
        return Terms(exact)
    if not _ARABIC.match(exact[0]):
        return Terms(exact, light, wide, light)
    return Terms(
        exact, light, wide, (folding.fold_letters(stemming.arabic(with_own_letters(spelled))),)
    )


def _terms_without_stem(inflector: Inflector, word: str) -> Terms:
    """Return the terms without the stem, which marks no word."""
    return Terms(*_levels(inflector, folding.spelling(word)))


def _levels(
    inflector: Inflector, spelled: str
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the terms of a spelling on every level but the stem's."""
    exact = folding.fold_letters(spelled)
    if not exact:
        return (), (), ()
    if is_stop_word(exact):
        return (exact,), (), ()
    if not _ARABIC.match(exact):
        same = stemming.latin(exact)
        return (exact,), (same,), (same,)
    lemmas = inflector.lemmas(normal(spelled))
    if len(lemmas) == 1:
        return (exact,), (folding.fold_letters(lemmas[0]),), _family(lemmas[0])
    wide = [term for lemma in lemmas for term in _family(lemma)]
    return (exact,), _each_once(map(folding.fold_letters, lemmas)), _each_once(wide)


def _each_once(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(terms))


_last_of: dict[tuple[int, int, int], Analyzer] = {}


def analyzer_of(folder: Path) -> Analyzer:
    """Return the analyzer by the evidence in a folder; the last one is kept, with its findings.

    It is the same one where another folder has the same file under a name of its own.

    Raises:
        OSError: there is no evidence.
        ValueError: it is not of its form.
    """
    found = (folder / EVIDENCE).stat()
    file = found.st_dev, found.st_ino, found.st_mtime_ns
    known = _last_of.get(file)
    if known is None:
        known = Analyzer(Evidence.read(folder))
        forget_analyzer()
        _last_of[file] = known
    return known


def forget_analyzer() -> None:
    """Let go of the analyzer that :func:`analyzer_of` gave last."""
    _last_of.clear()


@lru_cache(maxsize=_DISTINCT_WORDS_KEPT)
def _family(lemma: str) -> tuple[str, ...]:
    """Return the terms of a lemma on the wide level."""
    heads = word_table().families(lemma)
    if not heads:
        letters = root(lemma)
        heads = (lemma, ROOT + letters) if letters else (lemma,)
    return _each_once(map(folding.fold_letters, heads))


#: What keeps its findings for words in this process, whoever asked for them.
_CACHES_OF_WORDS = (
    _family, normal_spelling, root, stemming.arabic, stemming.latin, folding.of_spelling_steps,
)  # fmt: skip


@lru_cache(maxsize=_TEXTS_KEPT * 32)
def light_terms(wide: tuple[str, ...]) -> tuple[str, ...]:
    """Return the light terms of the words that have one of these terms on the wide level.

    So the families need no postings of their own: a store indexes only the roots (:data:`ROOT`).
    """
    found = (term for head in wide for term in (*members().get(head, ()), head))
    return tuple(dict.fromkeys(term for term in found if not term.startswith(ROOT)))


def heads_of(light: str) -> tuple[str, ...]:
    """Return the wide terms that :func:`light_terms` gives this light term for, itself the last.

    A store that indexes them beside the light terms need not be asked for whole families.
    """
    return _heads().get(light, (light,))


@cache
def _heads() -> dict[str, tuple[str, ...]]:
    heads: dict[str, dict[str, None]] = {}
    for head, lemmas in members().items():
        for member in lemmas:
            heads.setdefault(member, {})[head] = None
    return {member: tuple({**found, member: None}) for member, found in heads.items()}


@cache
def fingerprint() -> str:
    """Return a hash of what decides the terms, the archive's own evidence left aside."""
    return kept("fingerprint", computed_fingerprint)


def computed_fingerprint() -> str:
    """Work the fingerprint out.

    Folding enters by what it does to every character of the scripts at hand, the levels by what
    they do to words of many shapes, without evidence and with some, so that a change of behaviour
    counts, wherever it is; the word table enters as it is.
    """
    alphabet = [chr(code) for start, end in _ALPHABETS for code in range(start, end)]
    probes = ["".join(parts) for parts in product(*_WORD_SHAPES)]
    # By the table alone, and by an archive that writes every third probe, some more often.
    attested = {probe: number % 7 + 1 for number, probe in enumerate(probes) if number % 3 == 0}
    analyzers = (Analyzer(), Analyzer(Evidence(attested)))
    terms = [analyzer.terms(probe) for analyzer in analyzers for probe in probes]
    parts = [
        WORD.pattern,
        [step.__name__ for step in folding.STEPS],
        [folding.fold(char) for char in alphabet],
        folding.MAX_LENGTH,
        sorted(STOP_WORDS),
        stemming.release(),
        [[found.at(level) for level in LEVELS] for found in terms],
        [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(TABLES.glob("*.tsv"))],
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


# Clitics, stems and endings; every combination is a probe.
_WORD_SHAPES = (
    ("", "و", "ف", "ال", "وال", "فال", "بال", "كال", "لل", "س", "ي", "ت"),
    ("كتاب", "مدرس", "وزير", "سعود", "قمح", "مسوول", "خصخص"),
    ("", "ه", "ة", "ات", "ين", "ون", "ان", "يه", "ها", "هم", "ي", "وا", "تين"),
)

# Latin to Cyrillic, Arabic with its supplements, and the presentation forms.
_ALPHABETS = ((0x20, 0x530), (0x600, 0x780), (0x8A0, 0x900), (0xFB50, 0xFE00), (0xFE70, 0xFEFF))
