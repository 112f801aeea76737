"""Searches made of what an archive holds: every operator and every choice, drawn by a seed.

Two revisions that hold the same articles are asked the same, whatever their indexes look like: the
words come from articles that are drawn by id, and nothing else of the index is looked at.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from bench.searches import Parameters
from index.article import Article
from index.facets import FACETS, NO_VALUE

_LEVELS = (
    *("=", "حرفي:", "صيغ:", "عائلة:", "جذع:", "exact:", "light:", "wide:", "stem:"),
    *("حرفيا:", "صيغة:", "أسرة:"),
)
_FIELDS = ("عنوان:", "مقدمة:", "نص:", "صورة:", "كاتب:", "مكان:", "مصدر:", "title:", "body:", "متن:")
_DATES = ("تاريخ", "التاريخ", "date")
_OR = (" أو ", " OR ", " | ", "|")
_QUOTES = ('"{}"', "«{}»", "“{}”", "»{}«")
_PERIODS = ("من {} إلى {}", "بين {} و{}")
_WORD = re.compile(r"\w+")
_SHORTEST = 2
_CHOICES = (
    *(("sort", "newest"), ("sort", "oldest"), ("sort", "relevance")),
    *(("words", "all"), ("words", "most"), ("spellings", "typed"), ("copies", "together")),
    *(("page", "2"), ("page", "3"), ("size", "3"), ("size", "25"), ("size", "1")),
)


@dataclass(frozen=True, slots=True)
class _Draw:
    """One article at a time, and what is drawn from it."""

    random: Random
    articles: Sequence[Article]

    def article(self) -> Article:
        return self.random.choice(self.articles)

    def run(self, least: int, most: int) -> str:
        """Words that follow each other in a headline or a text."""
        article = self.article()
        text = self.random.choice((article.title, article.title, article.body))
        words = _WORD.findall(text) or ["خبر"]
        first = self.random.randrange(len(words))
        return " ".join(words[first : first + self.random.randint(least, most)])

    def word(self) -> str:
        article = self.article()
        text = self.random.choice((article.title, article.body))
        words: list[str] = [word for word in _WORD.findall(text) if len(word) > _SHORTEST]
        return self.random.choice(words or ["خبر"])

    def words(self, least: int, most: int) -> str:
        """Words of one headline, in their order."""
        words = _WORD.findall(self.article().title) or ["خبر"]
        count = min(len(words), self.random.randint(least, most))
        kept = sorted(self.random.sample(range(len(words)), count))
        return " ".join(words[number] for number in kept)

    def phrase(self) -> str:
        return self.random.choice(_QUOTES).format(self.run(2, 3))

    def prefix(self) -> str:
        word = self.word()
        return word[: self.random.randint(2, max(2, len(word) - 1))] + "*"

    def slip(self) -> str:
        """A word with one letter left out, twice, or in the place of its neighbour."""
        word = self.word()
        at = self.random.randrange(len(word))
        return self.random.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            )
        )

    def day(self) -> str:
        found = self.article().published
        return f"{found:%Y-%m-%d}" if found else "2015-07-25"

    def value(self) -> tuple[str, str]:
        """A facet and one of the values that an article has in it; often none."""
        facet, article = self.random.choice(FACETS), self.article()
        values = facet.values(article)
        if not values or self.random.random() < 0.05:
            return facet.name, NO_VALUE
        return facet.name, self.random.choice(values)

    def qualified(self) -> str:
        """A facet behind its prefix, in the query language."""
        facets = [facet for facet in FACETS if facet.prefixes]
        facet, article = self.random.choice(facets), self.article()
        values = facet.values(article) or ("2015",)
        value = self.random.choice(values)
        label = value if facet.periods or self.random.random() < 0.5 else facet.label(value)
        named = label if facet.periods or " " not in label else f'"{label}"'
        return f"{self.random.choice(facet.prefixes)}:{named}"

    def published(self) -> str:
        return f"{self.random.choice(_DATES)}:{self.day()[: self.random.choice((4, 7, 10))]}"

    def period(self) -> str:
        first, last = sorted((self.day(), self.day()))
        return self.random.choice(_PERIODS).format(first, last)


_Kind = Callable[[_Draw], str]

_TEXTS: tuple[_Kind, ...] = (
    lambda draw: draw.words(1, 2),
    lambda draw: draw.words(2, 4),
    lambda draw: draw.words(4, 9),
    lambda draw: draw.run(2, 4),
    _Draw.word,
    _Draw.phrase,
    lambda draw: f"{draw.phrase()} {draw.word()}",
    _Draw.prefix,
    lambda draw: f"{draw.prefix()} {draw.word()}",
    lambda draw: f"{draw.word()} -{draw.word()}",
    lambda draw: f"{draw.words(1, 2)} -{draw.phrase()}",
    lambda draw: f"-{draw.word()}",
    lambda draw: f"{draw.word()} -({draw.word()} {draw.word()})",
    lambda draw: f"{draw.word()} -={draw.word()}",
    lambda draw: f"{draw.word()}{draw.random.choice(_OR)}{draw.word()}",
    lambda draw: f"({draw.words(2, 2)}) أو {draw.word()}",
    lambda draw: f"{draw.word()} ({draw.word()} OR {draw.phrase()}) -{draw.word()}",
    lambda draw: draw.random.choice(_LEVELS) + draw.word(),
    lambda draw: f"{draw.random.choice(_LEVELS)}({draw.words(2, 2)}) {draw.word()}",
    lambda draw: draw.random.choice(_FIELDS) + draw.word(),
    lambda draw: draw.random.choice(_FIELDS) + draw.phrase(),
    lambda draw: f"{draw.random.choice(_FIELDS)}({draw.words(2, 3)})",
    lambda draw: draw.random.choice(_FIELDS) + draw.prefix(),
    lambda draw: draw.random.choice(_FIELDS) + draw.random.choice(_LEVELS) + draw.word(),
    lambda draw: f"{draw.word()} -{draw.random.choice(_FIELDS)}{draw.word()}",
    _Draw.qualified,
    lambda draw: f"{draw.word()} {draw.qualified()}",
    lambda draw: f"{draw.word()} -{draw.qualified()}",
    lambda draw: f"{draw.word()} {draw.published()}",
    lambda draw: f"{draw.words(1, 2)} -{draw.published()}",
    lambda draw: f"{draw.word()} {draw.period()}",
    _Draw.slip,
    lambda draw: f"{draw.word()} {draw.slip()}",
    lambda draw: "",
)


def drawn(articles: Sequence[Article], count: int, seed: int) -> list[Parameters]:
    """Return searches drawn from articles, each once; every kind of text in turn.

    Args:
        articles: what words, values and days are taken from.
        count: how many searches.
        seed: of the drawing.
    """
    draw = _Draw(Random(seed), articles)
    found: dict[Parameters, None] = {}
    number = 0
    while len(found) < count:
        text = _TEXTS[number % len(_TEXTS)](draw)
        choices = _choices(draw) if number % 2 or not text else []
        found[tuple([("q", text), *choices] if text else choices)] = None
        number += 1
    return list(found)


def _choices(draw: _Draw) -> list[tuple[str, str]]:
    """One to three choices around the words."""
    made: dict[str, tuple[str, str]] = {}
    for _ in range(draw.random.randint(1, 3)):
        kind = draw.random.randrange(6)
        if kind < 2:
            pair = draw.value()
        elif kind == 2:
            name, value = draw.value()
            pair = (f"not_{name}", value)
        elif kind == 3:
            pair = (draw.random.choice(("from", "to")), draw.day())
        else:
            pair = draw.random.choice(_CHOICES)
        made[pair[0]] = pair
    return list(made.values())
