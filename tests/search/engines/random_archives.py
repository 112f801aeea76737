"""Archives of random articles, and what may be asked of them: the same for every engine."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from hypothesis import strategies as st

from index.article import Article, NamedEntity, NameMention
from index.facets import FACET_BY_NAME, NO_VALUE, PERIODS
from index.facts.reading import read_facts
from search.query import Copies, Query, Sort, Spellings, Words

#: Words that share families and roots, other spellings, other scripts, numbers and pictures.
WORDS = (
    "قمح", "القمح", "قمحا", "والقمح", "سوق", "السوق", "أسواق", "تسويق", "سعر", "سعره", "الأسعار",
    "وزير", "الوزراء", "الوزارة", "مدرسة", "مدارس", "دارس", "فرنسا", "الفرنسيين", "شنبران",
    "وشنبرين", "مستنبت", "نبت", "في", "من", "عبد الله", "عبدالله", "عبد الرحمن", "عبدالرحمن",
    "بوتين", "google", "غوغل", "wheat", "2024", "3.5", "😀", "رويترز", "فرانس برس", "ا ف ب",
    "البحرين", "السكان", "السبعين",
)  # fmt: skip
#: What people type that hardly an article has just so; of some words just the stem.
TYPED = (
    "البحر", "السكة", "سبعة", "بحر", "سكة",
    "الأسعَار", "بسوقهم", "للمدرسة", "مدراس", "زرافة", "Putin", "Paris", "hgrlp", "غوغغل", "nato",
    "السوق؟", "قمح،سعر", "x" * 70, "وزيرالقمح",
)  # fmt: skip
_DATED = ("في 21 يوليو 2015", "في تموز 2015", "عام 2014", "يومي 2 و3 مايو 2015", "في 5/7/2015")
_SECTIONS = (
    "economy", "أسواق المال", "رياضة", "football", "world", "asia", "باب آخر", "", NO_VALUE,
    "ق" * 250, "😀",
)  # fmt: skip
_AGENCIES: tuple[tuple[str, ...], ...] = (
    ("afp",),
    ("رويترز",),
    ("afp", "spa"),
    ("وكالة الحي",),
    (),
)
_PAPERS = ("okaz", "aawsat", "الشرق الأوسط", "المرسى", "")
_PLACES = ("الرياض", "كييف", "كيف", "الوادي البعيد", "😀", "")
_PEOPLE = ("سالم الراوي", "سالم الراوى", "عبدالله سالم", "عبد الله سالم", "سالم", "هدى", "😀")
_BODIES = ("مجلس الأمن", "مجلس الامن", "شركة القمح", "القمح")
_CAPTIONS = ("السوق (رويترز)", "المدرسة (أ.ف.ب)", "قمح", "")
_FAR_APART = (
    None, date(1, 1, 1), date(1960, 2, 29), date(2014, 12, 31), date(2015, 7, 21),
    datetime(2015, 7, 21, 23, 59, 59), date(2015, 8, 2), date(2024, 2, 29),
)  # fmt: skip
_IDS = ("https://example.org/{}/خبر", '"{}"', "{} {}", "ق" * 300 + "{}", "{}")


@dataclass(frozen=True)
class Drawn:
    """An archive that chance made.

    Attributes:
        articles: as they come from a source.
        representatives: of each the number of the one that represents the copies of its text.
    """

    articles: tuple[Article, ...] = field(repr=False)
    representatives: tuple[int, ...] = field(repr=False)

    @cached_property
    def values(self) -> dict[str, list[str]]:
        """For each facet its values, one that no article has, and what stands for none."""
        kept = [read_facts(article)[0] for article in self.articles]
        found = {
            name: sorted({value for article in kept for value in facet.values(article)})
            for name, facet in FACET_BY_NAME.items()
        }
        days = {article.published.isoformat()[:10] for article in kept if article.published}
        found["date"] = sorted({day[:length] for day in days for length in (4, 7, 10)})
        return {
            name: [*filter(_can_be_asked_for, found[name]), NO_VALUE]
            + (["1999", "1999-05"] if name in PERIODS else ["مجهول"])
            for name in FACET_BY_NAME
        }


def _can_be_asked_for(value: str) -> bool:
    return any(sign.isalnum() for sign in value)


def drawn_archive(seed: int, size: int = 40) -> Drawn:
    """An archive whose words, values and texts recur; dates lie apart or within some weeks."""
    chance = random.Random(seed)
    words = WORDS if seed % 2 else WORDS[:: 2 + seed % 3]
    days: Sequence[date | None] = _FAR_APART
    if seed % 3 == 1:
        days = [date(2015, 7, 1) + timedelta(day) for day in range(0, 40, 7)]

    def text(most: int) -> str:
        return " ".join(chance.choices(words, k=chance.randint(0, most)))

    articles: list[Article] = []
    representatives: list[int] = []
    for number in range(size):
        article = Article(
            id=chance.choice(_IDS).format(number, number),
            url=chance.choice(("", f"https://example.org/{number}")),
            title=text(3),
            deck=text(2),
            body=" ".join((text(8), chance.choice((*_DATED, "", "")), text(4))),
            caption=chance.choice(_CAPTIONS),
            byline=text(1),
            datelines=tuple(chance.sample(_PLACES, chance.randint(0, 2))),
            section=chance.choice(_SECTIONS),
            agencies=chance.choice(_AGENCIES),
            source=chance.choice(_PAPERS),
            published=chance.choice(days),
            persons=_named(chance.sample(_PEOPLE, chance.randint(0, 3))),
            organisations=_named(chance.sample(_BODIES, chance.randint(0, 2))),
        )
        representative = number
        if number and chance.random() < 0.3:
            other = chance.randrange(number)
            representative, first = representatives[other], articles[other]
            article = replace(article, title=first.title, deck=first.deck, body=first.body)
        articles.append(article)
        representatives.append(representative)
    return Drawn(tuple(articles), tuple(_other_representatives(representatives, chance)))


def _named(names: Sequence[str]) -> tuple[NamedEntity, ...]:
    return tuple(NamedEntity(name, (NameMention(name, "body", 0),)) for name in names)


def _other_representatives(representatives: Sequence[int], chance: random.Random) -> list[int]:
    """Return the same groups, represented by any of their copies, not always by the first."""
    groups: dict[int, list[int]] = {}
    for number, representative in enumerate(representatives):
        groups.setdefault(representative, []).append(number)
    chosen = {first: chance.choice(numbers) for first, numbers in groups.items()}
    return [chosen[first] for first in representatives]


_word = st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(TYPED))
_quoted = st.lists(_word, min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"')
_prefix = st.sampled_from(["ق*", "الم*", "ال*", "س*", "w*", "مد*", "غغ*"])
_before = st.sampled_from(
    ["", "", "", "عنوان:", "نص:", "مكان:", "مصدر:", "كاتب:", "صورة:", "=", "صيغ:", "عائلة:",
     "جذع:", "نص:جذع:", "عنوان:=", "لاشيء:"]
)  # fmt: skip
_value = st.sampled_from(
    ["شخص:سالم", 'شخص:"سالم الراوي"', "شخص:الراوي", 'جهة:"مجلس الأمن"', "جهة:القمح",
     "قسم:اقتصاد", "قسم:football", 'قسم:"باب آخر"', "وكالة:رويترز", "وكالة_الصورة:afp",
     "وكالة_النص:رويترز", "مكان:كيف", 'مصدر:"الشرق الأوسط"', "صحيفة:okaz", "تاريخ:2015",
     "تاريخ:2015-07-21", "تاريخ:تموز", 'تاريخ:"يوليو 2015"', "ذكر:2015", "ذكر:2015-07",
     'ذكر:"21 يوليو 2015"', "من 1 يوليو إلى 30 أغسطس 2015", "قسم:لاشيء",
     "من 1 مايو إلى 2 مايو 1999"]
)  # fmt: skip
_operand = st.one_of(
    st.tuples(_before, st.one_of(_word, _word, _quoted, _prefix)).map("".join), _value
)
_item = st.tuples(st.sampled_from(["", "", "", "-"]), _operand).map("".join)
_written = st.recursive(
    _item,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(" OR ".join),
        inner.map(lambda text: f"({text})"),
        inner.map(lambda text: f"-({text})"),
        inner.map(lambda text: f"عنوان:({text})"),
    ),
    max_leaves=6,
)

#: What is typed into the box.
texts = st.one_of(
    _written,
    _written,
    st.lists(_word, min_size=1, max_size=6).map(" ".join),
    st.sampled_from(["", "رويترز", "فرانس برس", "أ.ف.ب", "من هو؟", "😀", "OR", "-القمح"]),
    st.text(max_size=20),
)

_sorts: st.SearchStrategy[Sort] = st.sampled_from(
    ["relevance", "relevance", "newest", "oldest", "added"]
)
_words: st.SearchStrategy[Words] = st.sampled_from(["most", "most", "all"])
_spellings: st.SearchStrategy[Spellings] = st.sampled_from(["all", "all", "typed"])
_copies: st.SearchStrategy[Copies] = st.sampled_from(["folded", "together"])


@st.composite
def queries(draw: st.DrawFn, archive: Drawn, size: int) -> Query:
    """A query of an archive: some words, and often choices in one facet or several."""
    chosen: list[tuple[str, str]] = []
    excluded: list[tuple[str, str]] = []
    facets = st.lists(st.sampled_from(list(FACET_BY_NAME)), min_size=1, max_size=2, unique=True)
    for facet in draw(st.one_of(st.just([]), st.just([]), facets)):
        kinds = draw(
            st.dictionaries(
                st.sampled_from(archive.values[facet]), st.sampled_from("ce"), max_size=3
            )
        )
        chosen += [(facet, value) for value, kind in kinds.items() if kind == "c"]
        excluded += [(facet, value) for value, kind in kinds.items() if kind == "e"]
    days = [*[None] * 9, date(2014, 12, 31), date(2015, 7, 21), date(2015, 8, 1)]
    first, last = draw(st.sampled_from(days)), draw(st.sampled_from(days))
    return Query(
        draw(texts),
        chosen=tuple(chosen),
        excluded=tuple(excluded),
        first_day=first,
        last_day=last if not first or not last or first <= last else None,
        sort=draw(_sorts),
        words=draw(_words),
        spellings=draw(_spellings),
        copies=draw(_copies),
        size=size,
    )


@st.composite
def beginnings(draw: st.DrawFn, archive: Drawn) -> str:
    """What somebody has typed so far: the beginning of something that the archive has, mostly."""
    title = draw(st.sampled_from([article.title for article in archive.articles if article.title]))
    words = title.split(" ")
    first = draw(st.integers(0, len(words) - 1))
    whole = " ".join(words[first:])
    typed = whole[: draw(st.integers(1, len(whole)))]
    return draw(st.one_of(st.just(typed), st.sampled_from(TYPED), texts))
