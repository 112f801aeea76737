"""A place, a dash, and the text itself: «دمشق - تشارك سوريا في المعرض …».

Headlines, lists and names of two places look alike, so whatever stands behind the dash has to
read like the first sentence of a paragraph.
"""

import re

from index.facts.places import certain, is_country, known

#: «خاص - بيروت - »: what stands in front of a place.
_LABEL = r"(?:(?:خاص|متابعات?|وكالات)\s*[-–—]+\s*)?"
_DASH = r"(?:\s+[-–—]+\s*|[-–—]+\s+|\s+ـ+\s+)"
_PLACE = re.compile(_LABEL + r"(?P<place>[^\W\d_]{2,20}(?:[ \xa0][^\W\d_]{1,20}){0,3}?)" + _DASH)
_WORD = re.compile(r"[^\W\d_][^\s،,.:؛()«»\"]*")
_SHORTEST_PARAGRAPH = 60  # characters
_FEWEST_WORDS = 9
_HEADLINE = 110  # characters that a line without a full stop may have for one
_NEAR = 45  # characters that a second dash or a colon may not stand in
_PLACE_WORDS = 4
_MARKS = re.compile("[\u064b-\u0652\u0640\u0670]")
_ENDS = re.compile(r"[.!؟…\"»”)]\s*$")
#: Verbs of the present and the future: يشارك, تشارك, سيشارك.
_PRESENT = re.compile(r"س?[يت][^\W\d_]{2,}(?<![ةى])")
_NOUNS_WORDS = (
    "تونس تركيا تل تشاد تمثال تلاميذ تاريخ تجار تحت تلك تعليم تنظيم تقرير تحقيق تحليل تعليق "
    "تصوير توتر تراجع تصاعد تصعيد تطوير تكريم توقيع تأجيل تجدد تفجير يد يوم يمنيون يهود "
    "يابانيون"
)
_NOUNS = frozenset(_NOUNS_WORDS.split())
_PAST_WORDS = (
    "قال قالت أعلن أعلنت أكد أكدت ذكر ذكرت أفاد أفادت كشف كشفت أعرب أعربت قتل قتلت لقي أصيب "
    "شدد شددت أوضح أوضحت طالب طالبت دعا دعت بدأ بدأت وصل وصلت بحث بحثت التقى التقت استقبل "
    "استقبلت افتتح افتتحت انطلق انطلقت شهد شهدت نظم نظمت أقام أقامت وقع وقعت اختتم اختتمت "
    "ترأس ترأست عقد عقدت أطلق أطلقت شارك شاركت احتفل احتفلت ناقش ناقشت زار زارت عاد عادت صدر "
    "صدرت أصدر أصدرت ارتفع ارتفعت انخفض انخفضت توفي توفيت حذر حذرت أدان أدانت تلقى تلقت أقر "
    "أقرت وافق وافقت قرر قررت نفى نفت جدد جددت أشاد أشادت نفذ نفذت ضبط ضبطت تمكن تمكنت اندلع "
    "اندلعت"
)
_PAST = frozenset(_PAST_WORDS.split())
#: What a first sentence does not begin with, and a headline, a byline or a list may.
_NO_BEGINNING_WORDS = (
    "من إلى الى عن أو أم ثم كتب كتبت كتبه تصوير تقرير تحقيق حوار متابعة خاص وكالات عدسة مكتب "
    "إعداد بقلم أجرى أجراه مراسل موفد مندوب ترجمة هل كيف لماذا متى أين ماذا"
)
_NO_BEGINNING = frozenset(_NO_BEGINNING_WORDS.split())


def place_before_text(body: str, at: int) -> tuple[str, int]:
    """Return the place that a text opens with before a dash, and the offset behind that.

    Args:
        body: the text.
        at: where the place would begin.

    Returns:
        The place as printed; empty, with 0, where there is none or it may be part of a headline.
    """
    head = _PLACE.match(body, at)
    if not head or not certain(head["place"]):
        return "", 0
    line = body[head.end() :].partition("\n")[0].rstrip()
    first = _WORD.match(line)
    if not first or not _reads_on(line, _MARKS.sub("", first.group()), head["place"]):
        return "", 0
    return head["place"], head.end()


def _reads_on(line: str, first: str, place: str) -> bool:
    """Tell whether what stands behind the dash is the first sentence of a paragraph."""
    if len(line) < _SHORTEST_PARAGRAPH or len(line.split()) < _FEWEST_WORDS:
        return False
    if first in _NO_BEGINNING or _begins_with_place(line):
        return False
    near = line[:_NEAR]
    if ":" in near or re.search(r"\s[-–—]+\s", near):
        return False
    if is_verb(first):
        return True
    looks_like_headline = len(line) <= _HEADLINE and not _ENDS.search(line)
    return not looks_like_headline and not is_country(place)


def is_verb(word: str) -> bool:
    """Tell whether a word is a verb that first sentences begin with, or looks like one."""
    if word in _PAST:
        return True
    return bool(_PRESENT.fullmatch(word)) and word not in _NOUNS


def _begins_with_place(line: str) -> bool:
    words = line.split()[:_PLACE_WORDS]
    return any(known(" ".join(words[:length]).strip("،,.:")) for length in range(len(words), 0, -1))
