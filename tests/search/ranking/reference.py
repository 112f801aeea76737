"""The ranking as docs/ranking.md tells it, worked out with dictionaries and loops.

Slow and plain, so that it can be held beside the document. It shares the reading of queries and
the terms of words with the engines, none of what matches, counts or is listed.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.analysis import LEVELS, ROOT, Analyzer, Level, light_terms, tokenize
from index.article import Article
from index.fields import DEFAULT_FIELDS, TEXT_FIELDS
from search.language.syntax import All, Any, Everything, Expanded, Node, Not, Phrase, Prefix, Word

K1, LEAD_WORDS, LEAD, WINDOW, CLOSENESS, COVERAGE, OTHER_SPELLING = 1.2, 20, 0.3, 6, 0.35, 0.3, 0.7
LEVEL_WEIGHT: dict[Level, float] = {"exact": 0.4, "light": 1.0, "wide": 0.8, "stem": 0.6}
FIELD = {"title": (1.0, 0.3), "deck": (0.6, 0.3), "body": (1.0, 0.75)}
OTHER_FIELD = (0.3, 0.3)

#: A share that is less by this much is the same: sums depend on the order of adding.
ROUNDING = 1e-6

#: How closely an article matches: none, by the stem alone, and so on.
NONE, STEM, RELATED, WIDE, SPELLING, LIGHT, EXACT = range(7)
CLOSEST: dict[Level, int] = {"exact": EXACT, "light": LIGHT, "wide": WIDE, "stem": STEM}


@dataclass
class Found:
    """What a part of a query finds: of each article that has it how closely and what it adds."""

    closest: dict[int, int] = field(default_factory=dict)
    scores: dict[int, float] = field(default_factory=dict)

    def has(self, article: int) -> bool:
        """Whether an article has the part; the stem alone is too little."""
        return self.closest.get(article, NONE) > STEM

    def add(self, article: int, closest: int, score: float) -> None:
        """Count a match of an article in addition to others."""
        self.closest[article] = max(self.closest.get(article, NONE), closest)
        self.scores[article] = self.scores.get(article, 0.0) + score


@dataclass(frozen=True)
class Listed:
    """The answer: of each article that is listed its score, how closely it matches, what it lacks.

    Attributes:
        doubtful: an article has so nearly the share that is asked for that rounding decides.
    """

    scores: dict[int, float]
    closest: dict[int, int]
    missing: dict[int, tuple[str, ...]]
    doubtful: bool = False


def sat(x: float) -> float:
    return x * (K1 + 1) / (x + K1)


class Archive:
    """Articles, and the places of every term on every level in every field."""

    def __init__(self, articles: Sequence[Article], analyzer: Analyzer) -> None:
        self.size = len(articles)
        self.numbers = range(self.size)
        self.lengths: dict[str, dict[int, int]] = {}
        self._places: dict[tuple[str, Level, str], dict[int, list[int]]] = {}
        for text_field in TEXT_FIELDS:
            for number, article in enumerate(articles):
                tokens = tokenize("\n".join(text_field.values(article)))
                if tokens:
                    self.lengths.setdefault(text_field.name, {})[number] = len(tokens)
                for token in tokens:
                    terms = analyzer.terms(token.text)
                    for level in LEVELS:
                        for term in terms.at(level):
                            held = self._places.setdefault((text_field.name, level, term), {})
                            held.setdefault(number, []).append(token.position)
        self._averages = {
            name: sum(lengths.values()) / len(lengths) for name, lengths in self.lengths.items()
        }

    def idf(self, n: int) -> float:
        return math.log(1 + (self.size - n + 0.5) / (n + 0.5))

    def norm(self, field: str, article: int) -> float:
        b = FIELD.get(field, OTHER_FIELD)[1]
        return 1 - b + b * self.lengths[field][article] / self._averages[field]

    def places(self, field: str, level: Level, terms: Iterable[str]) -> dict[int, list[int]]:
        """Of each article the places of all these terms; of two at one place it is there twice."""
        found: dict[int, list[int]] = {}
        for term in terms:
            for article, places in self._places.get((field, level, term), {}).items():
                found.setdefault(article, []).extend(places)
        return found

    def of_level(self, field: str, level: Level, terms: tuple[str, ...]) -> dict[int, int]:
        """How often each article has one of the terms of a word; families by their lemmas."""
        if level != "wide":
            return {at: len(places) for at, places in self.places(field, level, terms).items()}
        found: dict[int, int] = {}
        roots = [term for term in terms if term.startswith(ROOT)]
        lemmas = light_terms(terms)
        for places in (self.places(field, "wide", roots), self.places(field, "light", lemmas)):
            for article, at in places.items():
                found[article] = found.get(article, 0) + len(at)
        return found

    def beginning_so(self, field: str, prefix: str) -> list[str]:
        return [
            term
            for name, level, term in self._places
            if (name, level) == (field, "exact") and term.startswith(prefix)
        ]


class Reference:
    """Ranks the articles of an archive for one query."""

    def __init__(self, archive: Archive, query: Node) -> None:
        self._archive = archive
        self._parts = query.parts if isinstance(query, All) else (query,)

    def listed(self, *, complete_only: bool = False) -> Listed:
        """Which articles are listed and how they are ranked, in the steps of the document."""
        found = [(part, self.found(part)) for part in self._parts]
        complete = {n for n in self._archive.numbers if all(one.has(n) for _, one in found)}
        loosened: list[Word] = []
        if not complete_only and not complete:
            loosened = self._loosened()
        plain = [one for part, one in found if _is_plain(part, bool(loosened))]
        binding = [one for part, one in found if not _is_plain(part, bool(loosened))]
        plain += [self.found(word) for word in loosened]
        covered = self._covered(plain)
        shown, doubtful = complete, False
        if len(plain) >= 2 and not complete_only:
            share = min(1.0, 2 / len(plain) ** 1.5)
            doubtful = any(abs(part - share + ROUNDING) < ROUNDING / 2 for part in covered.values())
            may = [n for n in self._archive.numbers if all(one.has(n) for one in binding)]
            shown = {n for n in may if covered[n] >= share - ROUNDING}
            shown = shown or {n for n in may if covered[n] > 0}
        factor = {n: 1 - COVERAGE + COVERAGE * covered[n] for n in self._archive.numbers}
        if not shown and not complete_only:
            shown, factor = self._last_resort(found), dict.fromkeys(self._archive.numbers, 1.0)
        whole = [one for _, one in found] + [self.found(word) for word in loosened]
        whole.append(self._near())
        scores = {n: factor[n] * sum(one.scores.get(n, 0.0) for one in whole) for n in shown}
        closest = {n: min(one.closest.get(n, NONE) for _, one in found) for n in shown}
        missing = {
            n: tuple(_typed(part) for part, one in found if _has_words(part) and not one.has(n))
            for n in shown
        }
        return Listed(scores, closest, missing, doubtful)

    def found(self, node: Node) -> Found:
        """What one part of the query finds."""
        match node:
            case Word():
                return self._word(node)
            case Phrase():
                return self._phrase(node)
            case Prefix(exact, scope):
                lists = [
                    (name, self._archive.places(name, "exact", [term]))
                    for name in _fields(scope)
                    for term in self._archive.beginning_so(name, exact)
                ]
                return self._as_one(lists, None)
            case Expanded(typed, others):
                return self._respelled(typed, [other for _, other in others])
            case Any(parts):
                return self._either([self.found(part) for part in parts])
            case All(parts):
                return self._all([self.found(part) for part in parts])
            case Not(part):
                excluded = self.found(part)
                return self._unscored(lambda n: not excluded.has(n))
            case Everything():
                return self._unscored(lambda n: True)
            case _:
                raise NotImplementedError(node)

    def _word(self, word: Word) -> Found:
        found = Found()
        for level in word.levels:
            terms = word.terms.at(level)
            closest = CLOSEST[level]
            if len(word.levels) == 1:
                closest = max(closest, WIDE)
            for name in _fields(word.field):
                times = self._archive.of_level(name, level, terms)
                weight = LEVEL_WEIGHT[level] * FIELD.get(name, OTHER_FIELD)[0]
                idf = self._archive.idf(len(times))
                for n, tf in times.items():
                    found.add(n, closest, weight * idf * sat(tf / self._archive.norm(name, n)))
                if name == "body" and level == "light":
                    self._lead(terms, closest, found)
        return found

    def _lead(self, terms: tuple[str, ...], closest: int, found: Found) -> None:
        places = self._archive.places("body", "light", terms)
        first = {n: {place for place in at if place < LEAD_WORDS} for n, at in places.items()}
        times = {n: len(at) for n, at in first.items() if at}
        for n, tf in times.items():
            found.add(n, closest, LEAD * self._archive.idf(len(times)) * sat(tf))

    def _phrase(self, phrase: Phrase) -> Found:
        lists, rarities = [], [0.0]
        for name in _fields(phrase.field):
            words = [self._archive.places(name, "exact", [term]) for term in phrase.exact]
            starts = {
                n: [at for at in places if all(at + i in w.get(n, ()) for i, w in enumerate(words))]
                for n, places in words[0].items()
            }
            starts = {n: places for n, places in starts.items() if places}
            if starts:
                lists.append((name, starts))
                rarities.append(sum(self._archive.idf(len(places)) for places in words))
        return self._as_one(lists, max(rarities))

    def _as_one(
        self, lists: Iterable[tuple[str, dict[int, list[int]]]], idf: float | None
    ) -> Found:
        """Fields first added; what matches as written matches on every level."""
        total: dict[int, float] = {}
        for name, places in lists:
            for n, at in places.items():
                tf = FIELD.get(name, OTHER_FIELD)[0] * len(at) / self._archive.norm(name, n)
                total[n] = total.get(n, 0.0) + tf
        rarity = self._archive.idf(len(total)) if idf is None else idf
        weight = sum(LEVEL_WEIGHT.values()) * rarity
        return Found(dict.fromkeys(total, EXACT), {n: weight * sat(x) for n, x in total.items()})

    def _respelled(self, typed: Node, others: Sequence[Node]) -> Found:
        first = self.found(typed)
        best = Found(dict(first.closest), dict(first.scores))
        for other in others:
            words = len(other.exact) if isinstance(other, Phrase) else 1
            weight = OTHER_SPELLING * len(_words(typed)) / words
            found = self.found(other)
            for n, score in found.scores.items():
                best.scores[n] = max(best.scores.get(n, 0.0), weight * score)
                if found.has(n):
                    best.closest[n] = max(best.closest.get(n, NONE), SPELLING)
        return best

    def _either(self, found: Sequence[Found]) -> Found:
        best = Found()
        for one in found:
            for n, closest in one.closest.items():
                best.add(n, closest, one.scores.get(n, 0.0))
        return best

    def _all(self, found: Sequence[Found]) -> Found:
        closest = {n: min(one.closest.get(n, NONE) for one in found) for n in self._archive.numbers}
        scores = {
            n: sum(one.scores.get(n, 0.0) for one in found)
            for n, least in closest.items()
            if least > STEM
        }
        return Found(closest, scores)

    def _unscored(self, lets: Callable[[int], bool]) -> Found:
        return Found({n: EXACT for n in self._archive.numbers if lets(n)})

    def _near(self) -> Found:
        found = Found()
        words = [word for part in self._parts for word in _words(part)]
        seen = set()
        for left, right in pairwise(words):
            pair = left.terms.light, right.terms.light
            if not all(pair) or pair[0] == pair[1] or left.field != right.field or pair in seen:
                continue
            seen.add(pair)
            for name in ("title", "body") if left.field is None else (left.field,):
                worths = self._worths(name, *pair)
                idf = self._archive.idf(len(worths))
                for n, worth in worths.items():
                    norm = self._archive.norm(name, n) if name == "body" else 1
                    found.add(n, NONE, CLOSENESS * idf * sat(worth / norm))
        return found

    def _worths(self, name: str, left: Sequence[str], right: Sequence[str]) -> dict[int, float]:
        """Of each article that has two words near each other what their distances are worth."""
        rare, other = (
            {n: set(at) for n, at in self._archive.places(name, "light", terms).items()}
            for terms in (left, right)
        )
        if sum(map(len, rare.values())) > sum(map(len, other.values())):
            rare, other = other, rare
        worths: dict[int, float] = {}
        for n, places in rare.items():
            for place in places:
                before = [place - at for at in other.get(n, ()) if at < place]
                behind = [at - place for at in other.get(n, ()) if at > place]
                for distances in (before, behind):
                    if distances and min(distances) <= WINDOW:
                        worths[n] = worths.get(n, 0.0) + 1 / min(distances)
        return worths

    def _covered(self, plain: Sequence[Found]) -> dict[int, float]:
        numbers = self._archive.numbers
        idfs = [self._archive.idf(sum(map(one.has, numbers))) for one in plain]
        if not plain:
            return dict.fromkeys(numbers, 1.0)
        had = {n: sum(i for i, one in zip(idfs, plain, strict=True) if one.has(n)) for n in numbers}
        return {n: share / sum(idfs) for n, share in had.items()}

    def _loosened(self) -> list[Word]:
        quoted = [part for part in self._parts if isinstance(part, Phrase) and len(part.words) > 1]
        beside = sum(map(_has_words, self._parts)) > 1
        return [word for part in quoted for word in part.words] if beside else []

    def _last_resort(self, found: Sequence[tuple[Node, Found]]) -> set[int]:
        strict = [one for part, one in found if not _has_words(part)]
        wished = [one for part, one in found if _has_words(part)]
        return {
            n
            for n in self._archive.numbers
            if all(one.has(n) for one in strict)
            and any(one.closest.get(n, NONE) >= STEM for one in wished)
        }


def _fields(scope: str | None) -> tuple[str, ...]:
    return (scope,) if scope else DEFAULT_FIELDS


def _is_plain(node: Node, phrases_too: bool) -> bool:
    match node:
        case Word(field=scope, levels=levels):
            return scope is None and levels == LEVELS
        case Expanded(typed=typed):
            return _is_plain(typed, False)
        case All(parts) | Any(parts):
            return all(_is_plain(part, False) for part in parts)
        case Phrase():
            return phrases_too
        case _:
            return False


def _has_words(node: Node) -> bool:
    match node:
        case Word() | Expanded() | Prefix() | Phrase():
            return True
        case All(parts) | Any(parts):
            return any(map(_has_words, parts))
        case _:
            return False


def _words(node: Node) -> list[Word]:
    """The words of a part that stand alone, in their order."""
    match node:
        case Word():
            return [node]
        case Expanded(typed=typed):
            return _words(typed)
        case All(parts) | Any(parts):
            return [word for part in parts for word in _words(part)]
        case _:
            return []


def _typed(node: Node) -> str:
    """A part as it was typed, without its signs; what is excluded is no part of it."""
    match node:
        case Word(text=text):
            return text
        case Phrase(exact=exact):
            return " ".join(exact)
        case Prefix(exact=exact):
            return f"{exact}*"
        case Expanded(typed=typed):
            return _typed(typed)
        case All(parts) | Any(parts):
            return " ".join(filter(None, map(_typed, parts)))
        case _:
            return ""
