"""The sentence for every error, by its code."""

from index.errors import AnalyzerMismatch, FihrisError, IndexDamaged, IndexMissing
from search.query import MAX_PAGE, MAX_SIZE
from web.params import FACETS, MAX_VALUES

#: The command that mends every unusable index.
REINDEX = "python manage.py reindex PATH"

_INDEX_CODES: dict[type[FihrisError], str] = {
    IndexMissing: "index_missing",
    IndexDamaged: "index_damaged",
    AnalyzerMismatch: "analyzer_mismatch",
}

_SENTENCES = {
    "unknown_parameter": "لا نعرف معاملًا باسم «{parameter}».",
    "repeated_parameter": "المعامل «{parameter}» مكرّر، ولا يُقبل إلا مرة واحدة.",
    "not_a_number": "قيمة المعامل «{parameter}» ليست عددًا صحيحًا.",
    "out_of_range": "قيمة المعامل «{parameter}» خارج الحدود، وهي من 1 إلى {limit}.",
    "bad_date": (
        "قيمة المعامل «{parameter}» ليست تاريخًا. "
        "اكتب سنة مثل 2024 أو شهرًا مثل 2024-10 أو يومًا مثل 2024-10-28 "
        "أو «28 أكتوبر 2024»."
    ),
    "too_many_values": "في المعامل «{parameter}» قيم كثيرة، وأقصى عددها {limit}.",
    "too_long_value": "قيمة في المعامل «{parameter}» أطول من 200 حرف.",
    "empty_range": "بداية الفترة في المعامل «{parameter}» تقع بعد نهايتها.",
    "unknown_sort": (
        "لا نعرف الترتيب المطلوب في المعامل «{parameter}». المتاح: relevance أو newest أو oldest."
    ),
    "unknown_words": "قيمة المعامل «{parameter}» غير معروفة. المتاح: most أو all.",
    "unknown_spellings": "قيمة المعامل «{parameter}» غير معروفة. المتاح: all أو typed.",
    "unknown_copies": "قيمة المعامل «{parameter}» غير معروفة. المتاح: folded أو together.",
    "id_missing": "يلزم المعامل «{parameter}» مرة واحدة، وفيه معرّف المقالة أو عنوانها.",
    "not_found": "لا شيء في هذا العنوان.",
    "article_not_found": "ليست في الأرشيف مقالة بهذا العنوان.",
    "method_not_allowed": "هذا العنوان لا يقبل هذا النوع من الطلبات.",
    "internal_error": "حدث خلل في الخادم وسُجّل عنده. حاول مرة أخرى بعد قليل.",
    "index_missing": "لم يُبنَ فهرس الأرشيف بعد. يبنيه المشرف بالأمر الآتي:",
    "index_damaged": "فهرس الأرشيف ناقص أو تالف. يعيد المشرف بناءه بالأمر الآتي:",
    "analyzer_mismatch": (
        "بُني فهرس الأرشيف بمحلّل نصوص غير الذي يعمل الآن. يعيد المشرف بناءه بالأمر الآتي:"
    ),
}
_OTHER_PARAMETER = "قيمة المعامل «{parameter}» غير مقبولة."
_OTHER = "تعذّر تنفيذ هذا الطلب."

_LIMITS = {"page": MAX_PAGE, "size": MAX_SIZE} | dict.fromkeys(FACETS, MAX_VALUES)


def sentence(code: str, parameter: str | None = None) -> str:
    """What a reader is told of an error.

    Args:
        code: its stable word.
        parameter: the name of the parameter at fault, if there is one.
    """
    text = _SENTENCES.get(code, _OTHER if parameter is None else _OTHER_PARAMETER)
    return text.format(parameter=parameter, limit=_LIMITS.get(parameter or ""))


def index_code(error: FihrisError) -> str:
    """The code of an error that makes an index unusable."""
    return _INDEX_CODES[type(error)]
