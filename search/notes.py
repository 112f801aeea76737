"""What a reader is told of how the query was read: one stable code and one Arabic sentence."""

from datetime import date

from search.results import Note

UNBALANCED_QUOTE = Note("unbalanced_quote", "علامة اقتباس بلا نهاية؛ قُرئ ما بعدها كلماتٍ عادية.")
UNBALANCED_BRACKET = Note("unbalanced_bracket", "قوس بلا نظير؛ قُرئ الاستعلام من دونه.")
OR_ALONE = Note("or_alone", "«أو» بلا طرفين؛ أُهملت.")
STAR_IGNORED = Note("star_ignored", "النجمة تعمل في آخر الكلمة فقط (كلم*)؛ أُهملت في غيره.")
NO_WORDS = Note("no_words", "لا كلمة في الاستعلام؛ هذه مقالات الأرشيف كلها.")
STOP_WORDS_ONLY = Note(
    "stop_words_only", "كلمات الاستعلام كلها من الأدوات الشائعة؛ بُحث عنها كما كُتبت."
)
RELAXED = Note("relaxed", "لا مقالة فيها كل الكلمات؛ هذه المقالات فيها بعضها، الأقرب أولًا.")


def unknown_field(name: str) -> Note:
    """A prefix that names no field."""
    return Note("unknown_field", f"«{name}:» ليس اسم حقل؛ قُرئ كلماتٍ عادية.")


def field_apart(name: str) -> Note:
    """A field's name with a space after its colon."""
    return Note(
        "field_apart",
        f"«{name}:» تليها مسافة فقُرئت كلمةً عادية؛ للبحث في الحقل اكتب {name}:كلمة بلا مسافة.",
    )


def not_a_date(text: str) -> Note:
    """A date field with something else behind it."""
    return Note(
        "not_a_date", f"«{text}» ليس تاريخًا (مثل 2024-10 أو 28 أكتوبر 2024)؛ قُرئ كلماتٍ عادية."
    )


def too_long(words: int) -> Note:
    """A query with more words than are searched for."""
    return Note("too_long", f"الاستعلام طويل؛ بُحث عن أوله، وأكثر ما يُبحث عنه {words} كلمة.")


def prefix_too_wide(prefix: str, words: int) -> Note:
    """A prefix that so many words share that not all were searched for."""
    return Note(
        "prefix_too_wide", f"تبدأ بـ«{prefix}» كلمات كثيرة؛ بُحث عن أكثر {words} منها ورودًا."
    )


#: The code of :func:`read_as_period`.
READ_AS_PERIOD = "read_as_period"

NOTHING_IN_PERIOD = Note(
    "nothing_in_period", "لم يُنشر في الفترة المكتوبة شيء من الأرشيف؛ قُرئت كلماتٍ عادية."
)


def read_as_period(first: date, last: date) -> Note:
    """A range of dates among the words."""
    return Note(
        READ_AS_PERIOD,
        f"قُرئت فترةً للنشر: من {first.isoformat()} إلى {last.isoformat()}؛ "
        "للبحث عنها كلماتٍ ضعها بين علامتي تنصيص.",
    )
