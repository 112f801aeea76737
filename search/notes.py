"""What a reader is told of how the query was read: one stable code, one sentence a language."""

from collections.abc import Sequence
from datetime import date

from index.facets import FACET_BY_NAME
from search.facets.tree import label_of
from search.results import Note

UNBALANCED_QUOTE = Note(
    "unbalanced_quote",
    "علامة اقتباس بلا نهاية؛ قُرئ ما بعدها كلماتٍ عادية.",
    "A quotation mark has no partner; what follows it was read as plain words.",
)
UNBALANCED_BRACKET = Note(
    "unbalanced_bracket",
    "قوس بلا نظير؛ قُرئ الاستعلام من دونه.",
    "A bracket has no partner; the query was read without it.",
)
OR_ALONE = Note(
    "or_alone",
    "«أو» بلا طرفين؛ أُهملت.",
    "OR needs something on both sides; it was left out.",
)
STAR_IGNORED = Note(
    "star_ignored",
    "النجمة تعمل في آخر الكلمة فقط (كلم*)؛ أُهملت في غيره.",
    "A star works at the end of a word only (elect*); elsewhere it was left out.",
)
NO_WORDS = Note(
    "no_words",
    "لا كلمة في الاستعلام؛ هذه مقالات الأرشيف كلها.",
    "The query has no word; these are all articles of the archive.",
)
STOP_WORDS_ONLY = Note(
    "stop_words_only",
    "كلمات الاستعلام كلها من الأدوات الشائعة؛ بُحث عنها كما كُتبت.",
    "All words of the query are very common ones; they were searched for as typed.",
)
RELAXED = Note(
    "relaxed",
    "لا مقالة فيها كل الكلمات؛ هذه المقالات فيها بعضها، الأقرب أولًا.",
    "No article has all the words; these have some of them, the closest first.",
)

SPELLINGS_LEFT_OUT = Note(
    "spellings_left_out",
    "الاستعلام طويل؛ بُحث عن كلماته كما كُتبت، لا بطرقها الأخرى في الكتابة.",
    "The query is long; its words were searched for as typed, not in their other spellings.",
)
PARTIAL = Note(
    "partial",
    "جزء من الأرشيف لا يجيب الآن، فهذه النتائج وأعدادها ناقصة؛ أعد البحث بعد حين.",
    "Part of the archive does not answer now, so these results and their counts are incomplete; "
    "search again later.",
)


def unknown_field(name: str) -> Note:
    """A prefix that names no field."""
    return Note(
        "unknown_field",
        f"«{name}:» ليس اسم حقل؛ قُرئ كلماتٍ عادية.",
        f"“{name}:” is not the name of a field; it was read as plain words.",
    )


def field_apart(name: str) -> Note:
    """A field's name with a space after its colon."""
    return Note(
        "field_apart",
        f"«{name}:» تليها مسافة فقُرئت كلمةً عادية؛ للبحث في الحقل اكتب {name}:كلمة بلا مسافة.",
        f"“{name}:” has a space behind it and was read as a plain word; to search in the field, "
        f"write {name}:word without a space.",
    )


def not_a_date(text: str) -> Note:
    """A date field with something else behind it."""
    return Note(
        "not_a_date",
        f"«{text}» ليس تاريخًا (مثل 2024-10 أو 28 أكتوبر 2024)؛ قُرئ كلماتٍ عادية.",
        f"“{text}” is not a date (such as 2024-10 or 28 أكتوبر 2024); it was read as plain words.",
    )


def too_long(words: int) -> Note:
    """A query with more words than are searched for."""
    return Note(
        "too_long",
        f"الاستعلام طويل؛ بُحث عن أوله، وأكثر ما يُبحث عنه {words} كلمة.",
        f"The query is long; only its beginning was searched for, {words} words at most.",
    )


def prefix_too_wide(prefix: str, words: int) -> Note:
    """A prefix that so many words share that not all were searched for."""
    return Note(
        "prefix_too_wide",
        f"تبدأ بـ«{prefix}» كلمات كثيرة؛ بُحث عن أكثر {words} منها ورودًا.",
        f"Many words begin with “{prefix}”; the {words} most frequent were searched for.",
    )


def unknown_value(values: Sequence[tuple[str, str]]) -> Note:
    """Values of facets, each behind its facet's name, that no article of the archive has."""
    named = [(FACET_BY_NAME[facet].text, facet, value) for facet, value in values]
    arabic = [f"«{text.arabic}: {label_of(facet, value)}»" for text, facet, value in named]
    english = [
        f"“{text.name.lower()}: {label_of(facet, value, 'en')}”" for text, facet, value in named
    ]
    return Note(
        "unknown_value",
        f"لا مقالة في الأرشيف كله تحت {'، '.join(arabic)}.",
        f"No article of the whole archive has {', '.join(english)}.",
    )


#: The code of :func:`read_as_period`.
READ_AS_PERIOD = "read_as_period"

NOTHING_IN_PERIOD = Note(
    "nothing_in_period",
    "لم يُنشر في الفترة المكتوبة شيء من الأرشيف؛ قُرئت كلماتٍ عادية.",
    "Nothing in the archive was published in the period typed; it was read as plain words.",
)


def read_as_period(first: date, last: date) -> Note:
    """A range of dates among the words."""
    return Note(
        READ_AS_PERIOD,
        f"قُرئت فترةً للنشر: من {first.isoformat()} إلى {last.isoformat()}؛ "
        "للبحث عنها كلماتٍ ضعها بين علامتي تنصيص.",
        f"Read as a period of publication, {first.isoformat()} to {last.isoformat()}; "
        "to search for the words, put them in quotation marks.",
    )
