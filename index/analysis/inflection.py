"""The light level: which word an inflected form is a form of.

Clitics (و ف ب ل ك س and the article) and endings are taken off only on evidence: what remains is
a word of the table, or a word that the archive itself writes often enough. Where a form is its own
word (وزير, بوتين, لبنان) it stays whole.

Two observations of grammar tell a word from a clitic with a word, and need no dictionary:

* The article stands first of all that a noun carries, so that a form which itself takes ال
  (الوزير, الفكرة) does not begin with a clitic.
* ب, ل and ك do not follow one another, so that neither does a form which itself takes ب or ل
  (لبوتين, بلبنان).

And an ending is an inflection rather than part of a name where the other forms of the same
declension are attested too (هدفين beside هدفان; nobody writes لبنين beside لبنان).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, get_args

from index.analysis.corpus_frequencies import Evidence
from index.analysis.endings import bases, certain_base
from index.analysis.families import Meaning, WordKind, WordTable

# A rest shorter than this is no word that a clitic could stand before.
_SHORTEST_AFTER_CLITIC = 3
_SHORTEST_AFTER_ARTICLE = 2
_SHORTEST_FUTURE = 5
_SHORTEST_BASE = 2
_SHORTEST_UNKNOWN_BASE = 3

# A bare word is written more often than the same word with one certain clitic; this allows for
# words that nearly always carry it.
_BARE_TO_CLITIC = 0.5

# Of so many mentions of a form at least one with a further clitic proves it whole.
_MENTIONS_A_PROOF = 100


@dataclass(frozen=True, slots=True)
class Proclitic:
    """What may stand attached before a word.

    Attributes:
        letters: as written.
        shortest: how long a word is that may begin with it.
        kind: what may follow: after ``article`` and ``preposition`` a noun or name, after
            ``future`` a verb in the present, after ``purpose`` either, after ``conjunction`` any
            word.
    """

    letters: str
    shortest: int
    kind: str


def _proclitics() -> tuple[Proclitic, ...]:
    after = [("", "conjunction"), ("س", "future"), ("ب", "preposition"), ("ك", "preposition"),
             ("ل", "purpose"), ("ال", "article"), ("بال", "article"), ("كال", "article"),
             ("لل", "article")]  # fmt: skip
    found = [
        Proclitic(conjunction + letters, len(conjunction + letters) + _shortest_rest(kind), kind)
        for conjunction in ("", "و", "ف")
        for letters, kind in after
        if conjunction + letters
    ]
    return tuple(sorted(found, key=lambda clitic: len(clitic.letters)))


def _shortest_rest(kind: str) -> int:
    return _SHORTEST_AFTER_ARTICLE if kind == "article" else _SHORTEST_AFTER_CLITIC


PROCLITICS = _proclitics()

_BY_FIRST_LETTER = {
    letter: tuple(clitic for clitic in PROCLITICS if clitic.letters[0] == letter)
    for letter in sorted({clitic.letters[0] for clitic in PROCLITICS})
}


# What kinds of word may stand behind each kind of proclitic.
_MAY_FOLLOW: dict[str, frozenset[str]] = {
    "conjunction": frozenset(get_args(WordKind)),
    "future": frozenset({"present"}),
    "purpose": frozenset(get_args(WordKind)) - {"verb"},
    "preposition": frozenset(get_args(WordKind)) - {"verb", "present"},
    "article": frozenset(get_args(WordKind)) - {"verb", "present"},
}


class Parse(NamedTuple):
    """One way to read a form; a tuple, because every word is read in several ways.

    Attributes:
        lemmas: of the word that it is read as; empty where there is none.
        kept: how many letters of the form that word accounts for; of two readings the one that
            explains more is the likelier (وحياته is و and حياة rather than وحي).
    """

    lemmas: tuple[str, ...]
    kept: int


_UNKNOWN = Parse((), 0)


@dataclass(frozen=True, slots=True)
class Inflector:
    """Finds the lemmas of a word.

    Attributes:
        table: the word families.
        evidence: what the archive attests.
    """

    table: WordTable
    evidence: Evidence

    def lemmas(self, word: str) -> tuple[str, ...]:
        """Return the words that a form may be a form of, likeliest first; never empty.

        Args:
            word: in normal spelling; one of marks alone, which is empty then, is a form of itself.
        """
        if not word:
            return (word,)
        whole = self._of_future(word)
        if not whole.lemmas:
            whole = self._of_table(word, "conjunction")
        if whole.kept < len(word):
            rest, behind = self._without_proclitic(word)
            if not whole.lemmas and not behind.lemmas:
                return (self._without_ending(rest),)
            if not whole.lemmas or (word[0] in "وف" and behind.kept > whole.kept):
                word, whole = rest, behind
        return tuple(dict.fromkeys((*whole.lemmas, *self._behind_article(word))))

    # Proclitics

    def _of_future(self, word: str) -> "Parse":
        """Parse a form like سيسهم as a verb, which could also be a noun with a pronoun."""
        if len(word) < _SHORTEST_FUTURE or word[0] != "س" or word[1] not in "يتنا":
            return _UNKNOWN
        present = self.table.meanings("ي" + word[2:])
        lemmas = tuple(dict.fromkeys(m.lemma for m in present if m.kind == "present"))
        return Parse(lemmas, len(word)) if lemmas else _UNKNOWN

    def _behind_article(self, word: str) -> tuple[str, ...]:
        """Return the lemmas of a form without its article: الام is آلام, and الأم as well."""
        rest = word.removeprefix("ال")
        if rest == word or len(rest) < _SHORTEST_AFTER_ARTICLE:
            return ()
        found = self.table.meanings_however_written(rest)
        return tuple(m.lemma for m in found if m.kind in _MAY_FOLLOW["article"])

    def _without_proclitic(self, word: str) -> tuple[str, "Parse"]:
        """Return the word without what is attached before it, as far as there is evidence for that.

        Returns:
            The rest, and how the table reads it behind what stood there; unknown if nothing did.
        """
        possible = self._possible(word)
        for clitic in possible:
            rest = word[len(clitic.letters) :]
            parse = self._of_table(rest, clitic.kind)
            if parse.lemmas:
                if self._whole(word, rest):
                    break
                return rest, parse
        for clitic in reversed(possible):
            rest = word[len(clitic.letters) :]
            if self._stands_alone(word, rest, clitic):
                return rest, self._of_table(rest, clitic.kind)
        return word, _UNKNOWN

    def _possible(self, word: str) -> list[Proclitic]:
        return [
            clitic
            for clitic in _BY_FIRST_LETTER.get(word[0], ())
            if len(word) >= clitic.shortest and word.startswith(clitic.letters)
        ]

    def _stands_alone(self, word: str, rest: str, clitic: Proclitic) -> bool:
        """Tell whether the archive attests that a word is a clitic and another word."""
        if self._whole(word, rest):
            return False
        if len(rest) < _SHORTEST_AFTER_CLITIC:
            return False
        if clitic.kind == "article":
            return True
        written = self.evidence.count(rest)
        return written > 0 and written >= _BARE_TO_CLITIC * self.evidence.count(word)

    def _whole(self, word: str, rest: str) -> bool:
        """Tell whether a form takes clitics that it could not take if it began with one itself."""
        count = self.evidence.count
        proofs = count("ال" + word)
        if word.startswith("ال"):
            # With an article of its own, ل before it would make it لل.
            proofs += max(0, count("ل" + word) - count("لل" + rest))
        else:
            proofs += count("ب" + word)
            if word[0] != "ل":  # للمناقشة is ل and المناقشة, and proves nothing of لمناقشة
                proofs += count("ل" + word)
            if word[0] in "وف":
                proofs += count("و" + word)
        return proofs > 1 and proofs * _MENTIONS_A_PROOF >= count(word)

    # Endings of words that the table holds

    def _of_table(self, word: str, place: str) -> "Parse":
        """Look a form up in the table, by itself or without a regular ending."""
        meanings, may_follow = self.table.meanings_however_written, _MAY_FOLLOW[place]
        found, kept = meanings(word), len(word)
        if found and word.endswith("ه") and not self.table.meanings(word):
            # Written for ة or the pronoun of another word: كتابه is كتابة, or كتاب with ه.
            found += tuple(m for m in meanings(word[:-1]) if m.kind != "name")
        lemmas = _lemmas(found, may_follow) if found else ()
        for base, kinds in () if lemmas else bases(word):
            if len(base) >= _SHORTEST_BASE and (held := meanings(base)):
                lemmas, kept = _lemmas(held, may_follow & kinds), len(base)
                if lemmas:
                    break
        return Parse(lemmas, kept) if lemmas else _UNKNOWN

    # Endings of words that only the archive knows

    def _without_ending(self, word: str) -> str:
        """Return the word without a regular ending, as far as the archive attests the rest."""
        for base in _attested_bases(word, self.evidence):
            if len(base) >= _SHORTEST_UNKNOWN_BASE:
                return base
        return certain_base(word)


def _lemmas(meanings: Iterable[Meaning], kinds: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([m.lemma for m in meanings if m.kind in kinds]))


def _attested_bases(word: str, evidence: Evidence) -> Iterator[str]:
    """Yield what an unknown word may be without its ending, by what the archive attests."""
    # By how they end, since most words end in none of these.
    if word[-1] in "نتة":
        yield from _of_numbers(word, evidence)
    if word[-1] in "ماه":
        yield from _of_pronouns(word, evidence)
    if word[-1] in "تا":
        yield from _of_verbs(word, evidence)


def _of_numbers(word: str, evidence: Evidence) -> Iterator[str]:
    """Yield the bases of duals, sound plurals, nisba and the feminine of participles."""
    count = evidence.count
    base = word[:-2]
    if word.endswith(("تين", "تان")) and count(word[:-3] + "ة"):
        yield word[:-3] + "ة"
    if word.endswith(("ين", "ون", "ان")) and count(base) > 1:
        others = (base + ending for ending in ("ين", "ون", "ان") if base + ending != word)
        if any(count(other) > 1 for other in others):
            yield base
    if word.endswith("ات"):
        singulars = [singular for singular in (base + "ة", base) if count(singular) > 1]
        if singulars:
            yield max(singulars, key=count)
    if word.endswith("ية") and count(word[:-1]) > 1:
        yield word[:-1]
    if word.endswith("ة") and count(word[:-1]) > 1:
        plurals = [count(word[:-1] + ending) > 1 for ending in ("ين", "ات", "ون")]
        if plurals[-1] or all(plurals[:-1]):
            yield word[:-1]


def _of_pronouns(word: str, evidence: Evidence) -> Iterator[str]:
    """Yield what a possessive pronoun or the ending of the accusative stands behind."""
    count = evidence.count
    for pronoun in ("هما", "هم", "ها", "نا", "ه"):
        base = word.removesuffix(pronoun)
        if base != word:
            if base.endswith("ت") and count(base[:-1] + "ة") > count(word):
                yield base[:-1] + "ة"
            if count(base) > count(word):
                yield base
    if word.endswith("ا") and not count("ال" + word):
        # A participle (معلنا) stands in the accusative more often than not.
        rarely = 1 if word[0] == "م" else count(word)
        if count(word[:-1]) > rarely:
            yield word[:-1]


def _of_verbs(word: str, evidence: Evidence) -> Iterator[str]:
    """Yield the past of a verb, where both its feminine and its plural are attested."""
    for ending, other in (("ت", "وا"), ("وا", "ت")):
        base = word.removesuffix(ending)
        if base != word and evidence.count(base) > 1 and evidence.count(base + other) > 1:
            yield base
