"""Near-copies: what is grouped, what is not, and who leads."""

import pickle
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import folded_words, tokenize
from index.article import Article
from index.facts.near_duplicates.article_signature import signature_of
from index.facts.near_duplicates.finder import CopyFinder
from index.facts.near_duplicates.signatures import codes, core
from index.facts.near_duplicates.similarity import (
    RULES,
    ComparedText,
    Similarity,
    are_copies,
    headline_difference,
    may_be_copies,
    similarity_of,
)

# Invented stories; each sentence has its own words, so that only what is copied is shared.
HARBOUR = (
    "افتتح رئيس البلدية صباح اليوم رصيفا جديدا في ميناء الصيادين بعد أعمال دامت عامين كاملين.",
    "ويتسع الرصيف لأربعين مركبا صغيرا وتزوده محطة للوقود ومخزن مبرد لحفظ الأسماك قبل بيعها.",
    "وقال رئيس جمعية الصيادين إن المراكب كانت تنتظر ساعات طويلة خارج الحوض حين يشتد الموج.",
    "وأضاف أن الجمعية ستتولى تنظيم دخول المراكب وخروجها وفق جدول يعلق عند مدخل الحوض كل أسبوع.",
    "ومن المنتظر أن تبدأ المرحلة الثانية في الخريف وتشمل سوقا مغطى للمزاد وطريقا يصل إلى المدينة.",
    "وذكر مهندس المشروع أن الأحجار جلبت من مقلع قريب خفف كلفة النقل وعجل موعد التسليم.",
)
LIBRARY = (
    "أعلنت مكتبة الحي تمديد ساعات القراءة حتى منتصف الليل طوال أيام الامتحانات المدرسية.",
    "ووفرت المكتبة مقاعد إضافية ومصابيح للطلاب وأعدت ركنا للمراجعة الجماعية بإشراف معلمين متطوعين.",
    "وأوضحت أمينة المكتبة أن عدد الزائرين تضاعف منذ بدء التجربة في الفرع القديم قبل شهرين.",
    "وتدرس الإدارة تعميم الفكرة على الفروع البعيدة إذا توفرت حافلة تعيد الطلاب إلى منازلهم.",
    "وشكر أولياء الأمور المتطوعين الذين يقدمون الشاي والتمر للساهرين على نفقتهم الخاصة.",
)
ORCHARD = (
    "بدأ مزارعو الوادي قطاف الرمان مبكرا هذا الموسم بسبب الحر الذي ضرب الجبال في تموز.",
    "ويتوقع التعاونيون محصولا أقل وزنا لكنه أحلى طعما من محصول الأعوام الماطرة الماضية.",
    "واشترت المعاصر معظم الكمية قبل وصولها إلى السوق لتصنع منها دبسا يباع في الشتاء.",
    "ودعا المرشد الزراعي إلى تظليل الأشجار الفتية بشباك خفيفة حتى لا تتشقق ثمارها.",
)
APPEAL = (
    "تستقبل الصحيفة رسائل قرائها وصورهم على بريدها وتنشر المختار منها في عدد الجمعة مع اسم صاحبها.",
    "ولا ترد الرسائل إلى أصحابها ويرجى كتابة العنوان ورقم الهاتف بخط واضح.",
)
DAY = date(2019, 3, 4)


def article(id: str, sentences: Iterable[str], **fields: object) -> Article:
    given_fields = {"title": f"عنوان {id}", "source": f"صحيفة {id}", "published": DAY, **fields}
    return Article(id=id, body="\n\n".join(sentences), **given_fields)  # type: ignore[arg-type]


def leads(articles: Sequence[Article]) -> list[str]:
    """The id of every article's lead."""
    with CopyFinder() as finder:
        for record in articles:
            finder.add(record, folded_words(record.body or record.title))
        return [articles[number].id for number in finder.freeze()]


def grouped(*articles: Article) -> bool:
    return len(set(leads(articles))) == 1


def test_nothing_added_nothing_grouped() -> None:
    assert leads([]) == []


def test_other_stories_stand_alone() -> None:
    records = [article("ا", HARBOUR), article("ب", LIBRARY), article("ج", ORCHARD)]
    assert leads(records) == ["ا", "ب", "ج"]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (HARBOUR, "the same text"),
        (("القرية – وكالة الساحل:", *HARBOUR), "a dateline in a line of its own"),
        ((f"القرية – وكالة الساحل: {HARBOUR[0]}", *HARBOUR[1:]), "a dateline before the text"),
        ((*HARBOUR, "// انتهى //", "11:57 ت م"), "a signature and the hour behind it"),
        (HARBOUR[:3], "the first paragraphs alone"),
        ((*HARBOUR, *LIBRARY[:1]), "a paragraph more"),
        ((*HARBOUR[:2], *HARBOUR[3:]), "a paragraph less"),
        ((f"علمنا أن{HARBOUR[0][5:]}", *HARBOUR[1:]), "other first words"),
        ([line.replace("المراكب", "القوارب") for line in HARBOUR], "another word throughout"),
        ([line.replace("أ", "ا").replace("ة", "ه") for line in HARBOUR], "another spelling"),
    ],
)
def test_copies(other: Sequence[str], why: str) -> None:
    assert grouped(article("ا", HARBOUR), article("ب", other)), why
    assert grouped(article("ب", other), article("ا", HARBOUR)), why


def test_a_roundup_that_holds_a_story_is_no_copy_of_it() -> None:
    roundup = article("جولة", (*LIBRARY, *ORCHARD, *HARBOUR[:4]), title="جولة على أخبار القرى")
    assert not grouped(article("ا", HARBOUR[:4], title="رصيف جديد في ميناء الصيادين"), roundup)


def test_a_standing_passage_ties_nothing() -> None:
    assert not grouped(article("ا", (HARBOUR[1], *APPEAL)), article("ب", (LIBRARY[1], *APPEAL)))


def test_a_chain_of_changes_does_not_tie_its_ends() -> None:
    first = article("ا", HARBOUR)
    middle = article("ب", (*HARBOUR[1:], *LIBRARY[:2]), published=DAY + timedelta(1))
    last = article("ج", (*HARBOUR[3:], *LIBRARY[:2], ORCHARD[0]), published=DAY + timedelta(2))
    assert grouped(first, middle)
    assert grouped(middle, last)
    assert leads([first, middle, last]) == ["ا", "ا", "ج"]


def invented(sign: str, first: int, last: int) -> list[str]:
    """Words of no story, each different from all others."""
    return [f"{sign}{'بتثجحخدرزس'[n // 10]}{'صضطظعغفقكل'[n % 10]}" for n in range(first, last)]


def replaced(words: Sequence[str], first: int, count: int) -> list[str]:
    """A text with other words in the place of some."""
    return [*words[:first], *invented("م", first, first + count), *words[first + count :]]


@pytest.mark.parametrize(
    ("count", "lead", "why"),
    [
        (18, "ا", "0.40 of what either has is enough where a copy of the lead is a copy of it"),
        (19, "ج", "0.38 is not: that is 0.85 of what copies have in common"),
    ],
)
def test_a_copy_of_a_copy_may_be_a_little_less_like_the_lead(
    count: int, lead: str, why: str
) -> None:
    words = invented("ن", 0, 100)
    once = replaced(words, 15, count)
    twice = replaced(once, 65, count)
    first, middle, last = (
        article(id, [" ".join(text)], published=DAY + timedelta(day))
        for day, (id, text) in enumerate((("ا", words), ("ب", once), ("ج", twice)))
    )
    assert grouped(first, middle)
    assert grouped(middle, last)
    assert not grouped(first, last)
    assert leads([first, middle, last]) == ["ا", "ا", lead], why


REPORT = (
    "أغلقت سوق الوادي للحبوب تعاملاتها اليوم وبلغ سعر طن القمح {} دينارا وسعر طن الشعير {} دينارا.",
    "وبيع طن العدس بسعر {} دينارا وطن الحمص بسعر {} دينارا وسط حركة هادئة بين التجار والمشترين.",
    "وبلغت الكمية المتداولة {} طنا نقلتها الشاحنات إلى المطاحن القريبة قبل مغيب الشمس كالمعتاد.",
    "ويصدر مكتب السوق نشرته كل مساء ويعلقها على بابه ليطلع عليها المزارعون والتجار والناقلون.",
)


def report(*figures: int) -> list[str]:
    text = "\n".join(REPORT).format(*figures)
    return text.split("\n")


def test_the_same_form_with_other_figures_is_no_copy() -> None:
    today, tomorrow = report(310, 205, 640, 590, 1200), report(312, 199, 655, 601, 870)
    assert not grouped(article("ا", today), article("ب", tomorrow))
    assert not grouped(article("ا", today), article("ب", tomorrow, published=DAY + timedelta(1)))


def test_the_same_report_in_two_papers_is_a_copy() -> None:
    figures = report(310, 205, 640, 590, 1200)
    assert grouped(article("ا", figures), article("ب", ("السوق - مراسلنا:", *figures)))


def cable(name: str, country: str) -> Article:
    body = (
        f"بعث حاكم الإقليم برقية تهنئة إلى {name} رئيس {country} في ذكرى استقلال بلاده عبر فيها "
        "عن أصدق التمنيات له بدوام الصحة والسعادة ولشعبه الصديق باطراد التقدم والازدهار. وأشاد "
        "الحاكم في برقيته بالعلاقات الطيبة التي تجمع البلدين وبما تحقق من تعاون في ميادين العلم "
        "والتجارة والصيد متطلعا إلى المزيد منه في الأعوام المقبلة لما فيه خير الجميع."
    )
    return article(country, [body], title=f"الحاكم يهنئ رئيس {country} بذكرى الاستقلال")


def test_the_same_cable_to_two_heads_of_state_is_no_copy() -> None:
    assert not grouped(cable("ماركو بيلان", "دولمانيا"), cable("تيريز أوسكو", "كاربستان"))


def test_much_alike_texts_of_other_days_are_no_copies() -> None:
    changed = (*HARBOUR[:2], LIBRARY[0], *HARBOUR[3:])
    assert grouped(article("ا", HARBOUR), article("ب", changed))
    later = article("ب", changed, published=DAY + timedelta(30))
    assert not grouped(article("ا", HARBOUR), later)


def test_the_same_text_is_a_copy_on_any_day() -> None:
    later = article("ب", HARBOUR, published=DAY + timedelta(300))
    assert grouped(article("ا", HARBOUR), later)


SHORT = (
    "عثر راع على ناقة ضائعة قرب البئر الشرقية وأعادها إلى صاحبها قبل الغروب بعد أن سأل عنه في "
    "ثلاث قرى وقطع إليه مسافة طويلة."
)


@pytest.mark.parametrize(
    ("other", "copies"),
    [
        ([SHORT], True),
        ([f"القرية – وكالة الساحل: {SHORT}"], True),
        ([SHORT, "// انتهى //"], True),
        ([f"{SHORT} (وكالة الساحل)"], True),
        ([SHORT.replace("طويلة", "قصيرة")], False),
    ],
)
def test_short_texts_are_copies_only_of_what_is_identical(
    other: Sequence[str], copies: bool
) -> None:
    assert grouped(article("ا", [SHORT]), article("ب", other)) is copies


ALIKE = Similarity(0.3, 0.3, 0.6, 0.8, 0.9, 0, 0)


@pytest.mark.parametrize(
    ("found", "copies"),
    [
        (replace(ALIKE, resemblance=0.5), True),
        (replace(ALIKE, resemblance=0.4), False),
        (replace(ALIKE, resemblance=0.5, half=0.2), False),
        (replace(ALIKE, resemblance=0.5, opening=0.0), False),
        (replace(ALIKE, resemblance=0.7, opening=0.0), True),
        (replace(ALIKE, resemblance=0.7, opening=0.0, length=0.7), False),
        (replace(ALIKE, contained=0.8, length=0.2), True),
        (replace(ALIKE, contained=0.8, length=0.1), False),
        (replace(ALIKE, contained=0.8, opening=0.2), False),
        (replace(ALIKE, resemblance=0.9, numbers=4, strange_numbers=2), False),
        (replace(ALIKE, resemblance=0.9, numbers=9, strange_numbers=2), True),
        (replace(ALIKE, resemblance=0.5, numbers=2, strange_numbers=1), False),
        (replace(ALIKE, resemblance=0.7, numbers=2, strange_numbers=1), True),
    ],
)
def test_from_where_on_texts_are_copies(found: Similarity, copies: bool) -> None:
    assert are_copies(found, doubt=False, apart=False) is copies


_SHARES = st.floats(0, 1)


@given(
    st.builds(
        Similarity,
        resemblance=_SHARES, contained=_SHARES, half=_SHARES, opening=_SHARES, length=_SHARES,
        numbers=st.integers(0, 9), strange_numbers=st.integers(0, 9),
    ),
    st.booleans(), st.booleans(), _SHARES,
)  # fmt: skip
def test_no_copies_are_ruled_out_by_what_they_share_alone(
    found: Similarity, doubt: bool, apart: bool, part: float
) -> None:
    if are_copies(found, doubt=doubt, apart=apart, part=part):
        assert may_be_copies(found.resemblance, found.contained, part=part)


_CODES = st.lists(st.integers(0, 12), min_size=RULES.shingle, max_size=30)


@given(_CODES, _CODES)
def test_similarity_is_that_of_sets(one: list[int], other: list[int]) -> None:
    short, long = (other, one) if len(other) < len(one) else (one, other)
    runs = [
        [tuple(text[at : at + RULES.shingle]) for at in range(len(text) - RULES.shingle + 1)]
        for text in (short, long)
    ]
    shared = set(runs[0]) & set(runs[1])
    middle = (len(runs[0]) + 1) // 2
    halves = [runs[0][:middle], runs[0][middle:] or runs[0]]
    numbers = {code for code in short if code % 2}
    opening = runs[1][: min(len(runs[0]), 40)]
    texts = (ComparedText.of(np.array(text, dtype=np.uint32)) for text in (one, other))
    assert similarity_of(*texts) == Similarity(
        resemblance=len(shared) / len(set(runs[0]) | set(runs[1])),
        contained=len(shared) / len(set(runs[0])),
        half=min(sum(run in shared for run in half) / len(half) for half in halves),
        opening=sum(run in shared for run in opening) / len(opening),
        length=len(short) / len(long),
        numbers=len(numbers),
        strange_numbers=len(numbers - set(long)),
    )


def test_doubt_asks_for_more_and_a_second_look_for_less() -> None:
    much, most = replace(ALIKE, resemblance=0.7), replace(ALIKE, resemblance=0.85)
    assert not are_copies(much, doubt=True, apart=False)
    assert are_copies(most, doubt=True, apart=False)
    shortened, less = replace(ALIKE, contained=0.8), replace(ALIKE, resemblance=0.4)
    assert not are_copies(shortened, doubt=False, apart=True)
    assert are_copies(less, doubt=False, apart=False, part=RULES.slack)
    assert not are_copies(ALIKE, doubt=False, apart=False, part=RULES.slack)


def test_a_headline_about_something_else_is_apart() -> None:
    short, long = codes(["رصيف", "ميناء"]), codes(["رصيف", "ميناء", "سوق", "مزاد", "طريق"])
    headline, bare = codes(["رصيف", "سوق", "مزاد"]), ComparedText.of(short)
    assert headline_difference(bare, ComparedText.of(long, headline)).apart
    assert not headline_difference(bare, ComparedText.of(long, short)).apart


def test_the_shortest_texts_are_never_copies() -> None:
    assert not grouped(article("ا", ("انظر الصورة.",)), article("ب", ("انظر الصورة.",)))


HEADLINE = "رصيف جديد في ميناء الصيادين القديم"


def teaser(id: str, title: str = HEADLINE, **fields: object) -> Article:
    return article(id, ("المراكب لن تنتظر بعد اليوم.",), title=title, kind="teaser", **fields)


def test_a_teaser_joins_the_article_under_its_headline() -> None:
    full = article("ا", HARBOUR, title=HEADLINE, published=DAY + timedelta(1))
    assert leads([teaser("ب"), full, article("ج", LIBRARY)]) == ["ا", "ا", "ج"]


def test_a_teaser_joins_the_group_of_the_article_under_its_headline() -> None:
    first, second = article("ا", HARBOUR), article("ب", HARBOUR, title=HEADLINE, source="ميناء")
    assert leads([first, second, teaser("ج", source="ميناء")]) == ["ا", "ا", "ا"]


def test_teasers_of_one_headline_join_each_other() -> None:
    assert leads([teaser("ب", published=DAY + timedelta(1)), teaser("ا")]) == ["ا", "ا"]


def test_two_full_articles_are_not_joined_by_their_headline() -> None:
    full = article("ا", HARBOUR, title=HEADLINE)
    assert not grouped(full, article("ب", LIBRARY, title=HEADLINE))


def test_a_short_headline_joins_nothing() -> None:
    assert not grouped(article("ا", HARBOUR, title="أخبار القرى"), teaser("ب", "أخبار القرى"))


def test_weeks_later_a_headline_joins_nothing() -> None:
    full = article("ا", HARBOUR, title=HEADLINE)
    assert grouped(full, teaser("ب", published=DAY + timedelta(6)))
    assert not grouped(full, teaser("ب", published=DAY + timedelta(20)))


def test_a_headline_over_a_column_joins_nothing() -> None:
    teasers = [teaser(str(number), published=None) for number in range(60)]
    bodies = [
        replace(record, body=f"{number} {HARBOUR[0]}") for number, record in enumerate(teasers)
    ]
    assert len(set(leads(bodies))) == 60


def test_of_two_articles_a_teaser_joins_its_own_papers() -> None:
    near = article("ا", HARBOUR, title=HEADLINE, source="ميناء", published=DAY - timedelta(1))
    far = article("ب", LIBRARY, title=HEADLINE, source="مدينة")
    assert leads([far, near, teaser("ج", source="ميناء")]) == ["ب", "ا", "ا"]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (article("ب", HARBOUR), article("ا", HARBOUR, kind="teaser", published=date(2000, 1, 1))),
        (article("ب", HARBOUR), article("ا", HARBOUR, published=DAY + timedelta(1))),
        (article("ب", HARBOUR), article("ا", HARBOUR, published=datetime(2019, 3, 4, 9))),
        (article("ب", HARBOUR), article("ا", HARBOUR, published=None)),
        (article("ب", HARBOUR), article("ا", HARBOUR[:5])),
    ],
    ids=["full before teaser", "earliest", "a day before an hour of it", "dated", "longest"],
)
def test_the_lead(better: Article, worse: Article) -> None:
    assert leads([worse, better]) == ["ب", "ب"]
    assert leads([better, worse]) == ["ب", "ب"]


SENTENCES = st.sampled_from([*HARBOUR, *LIBRARY, *ORCHARD, *APPEAL, *report(1, 2, 3, 4, 5)])
BODIES = st.one_of(
    st.sampled_from([HARBOUR, LIBRARY, HARBOUR[:4], (*HARBOUR, *ORCHARD), (*APPEAL, *LIBRARY)]),
    st.lists(SENTENCES, max_size=8),
)
RECORDS = st.builds(
    article,
    st.just(""),
    BODIES,
    title=st.sampled_from(["", "أخبار القرى", HEADLINE]),
    kind=st.sampled_from(["full", "teaser"]),
    source=st.sampled_from(["ميناء", "مدينة"]),
    published=st.sampled_from([None, DAY, datetime(2019, 3, 4, 9), DAY + timedelta(9)]),
)
ARCHIVES = st.lists(RECORDS, max_size=9).map(
    lambda records: [replace(record, id=str(number)) for number, record in enumerate(records)]
)


@given(ARCHIVES, st.randoms(use_true_random=False))
def test_the_order_of_reading_changes_nothing(archive: list[Article], random: object) -> None:
    shuffled = list(archive)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    before = dict(zip((record.id for record in archive), leads(archive), strict=True))
    after = dict(zip((record.id for record in shuffled), leads(shuffled), strict=True))
    assert before == after


@given(ARCHIVES)
def test_every_lead_leads_itself_and_grouping_again_finds_the_same(archive: list[Article]) -> None:
    with CopyFinder() as finder:
        for record in archive:
            finder.add(record, folded_words(record.body or record.title))
        first, second = finder.freeze(), finder.freeze()
    assert first == second
    assert all(first[lead] == lead for lead in first)


@given(ARCHIVES)
def test_signatures_that_were_pickled_group_as_the_articles_do(archive: list[Article]) -> None:
    with CopyFinder() as finder:
        for record in archive:
            signature = signature_of(record, folded_words(record.body or record.title))
            finder.append(pickle.loads(pickle.dumps(signature)))
        found = [archive[number].id for number in finder.freeze()]
    assert found == leads(archive)


@given(st.text())
def test_the_code_of_a_word_depends_on_it_alone_and_tells_numbers(text: str) -> None:
    words = folded_words(text)
    together = codes(words).tolist()
    assert together == [code for word in words for code in codes([word]).tolist()]
    assert [code & 1 for code in together] == [word[0].isdecimal() for word in words]


@given(
    st.lists(st.sampled_from(["رصيف", "ميناء", "2015", "//", "(واس)", "ـ", "-", ":", ".", "«»"]))
    .map(" ".join)
    .flatmap(lambda line: st.lists(st.sampled_from([line, "انتهى", "واس: قال", ""]), max_size=6))
    .map("\n\n".join)
)
def test_what_stands_before_and_behind_a_text_is_cut_off_at_its_ends(body: str) -> None:
    words = folded_words(body)
    kept = core(body, [token.start for token in tokenize(body)])
    assert 0 <= kept.start <= kept.stop <= len(words)


@given(st.lists(st.tuples(st.text(), st.text()), max_size=4), st.integers(1, 40))
def test_no_text_raises(texts: list[tuple[str, str]], times: int) -> None:
    records = [
        Article(id=str(number), title=title, body=body * times)
        for number, (title, body) in enumerate(texts)
    ]
    assert len(leads(records)) == len(records)
