"""Where a credit is sure: what has to stand around a sign before it is taken for an agency.

A sign is a word of the language too (اليوم, سبق, وات). It is a credit

* behind a word that says what it is: وكالة, صحيفة, قناة;
* in brackets, between brackets' separators: (أ.ب - رويترز);
* in a line that names its source: «المصدر: الفرنسية», or behind «نقلا عن»;
* in quotes, unless something else bears that name: «الوطن», but not سوق «عكاظ»;
* behind words of crediting, if the table says so: «ذكرت كونا», «تصريح لوات»;
* in the dateline that opens a text, before its colon or behind its date;
* as the last word, behind the end of the last sentence.
"""

import re

from index.facts.agency_signs import COMMON_WORDS
from index.facts.agency_table import (
    FIRST_WORDS,
    KINDS_CALLED,
    KINDS_OF_SEVERAL,
    REPORTED,
    AgencyKind,
    is_wire,
    with_clitics,
)
from index.facts.crediting import is_reported
from index.facts.tokenized_text import LONGEST_LAST_LINE, SOURCE_REACH, TokenizedText

_SEPARATORS = frozenset("-–—ـ،,/\\;؛+&|:()[]«»\"“”„'’*•\n")
_OPENING_QUOTES = frozenset("«»\"“”„'‘’(")
_CLOSING_QUOTES = frozenset("«»\"“”„'‘’)")
_LONGEST_DATELINE = 14  # words
_DASHES = frozenset("-–—ـ/،")
_YEAR = re.compile(r"(?:1[34]|20)\d\d")
_SENTENCE_END = frozenset('.!؟?/\\-–\n…*|«»"')

_KINDS_BEFORE = {form: kinds for word, kinds in KINDS_CALLED.items() for form in with_clitics(word)}
#: Somebody's own, before a name in quotes or brackets: «صحيفته «الجزيرة»».
_KINDS_OWNED = {
    form: KINDS_CALLED[word]
    for word in ("صحيفه", "جريده", "مجله", "قناه", "وكاله")
    for ending in ("ته", "تها", "تنا", "تهم")
    for form in with_clitics(word[:-1] + ending)
}
_SEVERAL = frozenset(form for word in KINDS_OF_SEVERAL for form in with_clitics(word))
_NEWS = frozenset({"انباء", "الانباء", "اخبار"})
#: Several papers, whose names stand in quotes: صحف «الوطن» و«عكاظ».
_PAPERS = frozenset({"صحف", "وصحف", "لصحف", "مجلات", "ومجلات"})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Other things that stand in quotes or bear the name of a paper.
_OTHER_THINGS = frozenset(
    form
    for word in _words(
        "سوق برنامج فيلم مسلسل كتاب روايه ديوان قصيده اغنيه حزب حركه تيار مهرجان نادي فريق بنك "
        "شركه جمعيه عمليه حمله مدرسه جامعه مشروع قريه حي مطعم مخيم سفينه كتيبه لواء معركه شعار "
        "عنوان قاعه ساحه ملعب مصطلح مسرحيه لعبه كلمه عباره مفهوم جايزه كتله اسم طيران مركز "
        "مستشفي موسسه معهد صندوق منتدي مبادره مقهي فندق شارع حديقه سد جسر مسجد كنيسه اكاديميه "
        "لجنه رابطه نقابه ايتلاف تحالف قايمه مجمع برج ميناء محطه مطار معرض متحف مسرح سينما تطبيق "
        "بطوله حلقه نشيد لوحه مدينه بلده منطقه جزيره مزرعه مصنع متجر عياده روضه ميدان حقل"
    )
    for stem in (word, "ال" + word)
    for form in (*with_clitics(stem), *("لل" + word,) * (stem == word))
)
_CREDITING = _words(
    "ذكرت نقلت قالت افادت اعلنت اوردت نشرت بثت كتبت اكدت اضافت اشارت كشفت حسب بحسب وفق وفقا نقلا "
    "عن من الي مع مصادر مراسل مراسله مندوب ابلغ ابلغت عبر"
)
#: Bodies that may have a word more before their name: «مركز طبي «الحياة»».
_INSTITUTIONS = frozenset(
    form
    for word in _words("مركز مستشفي معهد جمعيه جامعه مدرسه نادي حزب مجمع")
    for stem in (word, "ال" + word)
    for form in with_clitics(stem)
)
#: Words before the Latin abbreviation of a medium in quotes: موقع "TMZ", شبكة "CNN".
_MEDIA = frozenset(
    form
    for word in _words("موقع شبكه شاشه محطه مجموعه منصه وكاله صحيفه مجله قناه اذاعه تلفزيون راديو")
    for form in with_clitics(word)
)
_FROM_ONES_OWN = _words("مصادر لمصادر مراسل مراسله مندوب موفد عدسه كاميرا")
_HEADS = _words("مكتب متابعه متابعات خاص نقلا عن ترجمه تقرير وكالات وكاله")
#: Letters of an abbreviation that other bodies may have too: ANP is an army and a party.
_SHORT_LATIN = 5
#: Those that nobody else has.
_UNMISTAKABLE = frozenset({"afp", "dpa"})
#: What stands beside a name in the credit of a photo: «AFP via Getty Images», «AP Photo».
_PHOTO_WORDS = _words("via by photo photos images pictures from صوره الصوره تصوير عدسه")
#: Bodies whose own abbreviation stands in brackets: محكمة التحكيم الرياضي (تاس).
_BODIES = _words(
    "محكمه المحكمه لمحكمه منظمه المنظمه لمنظمه حزب لحزب شركه لشركه جمعيه لجمعيه حركه لحركه"
)
#: Those of the signs that people and towns bear too.
_ALSO_NAMES = COMMON_WORDS | {"وفا", "بترا"}
#: Signs that are also towns, of the papers that print their name beside other towns.
_TOWNS = {"الرياض": "alriyadh", "المدينه": "almadina"}


def kinds_before(text: TokenizedText, at: int) -> tuple[AgencyKind, ...] | None:
    """Return the kinds of agency that the word before names, or ``None`` where it names none.

    Args:
        text: the text.
        at: the number of the word that may begin an agency's name.
    """
    if not at:
        return None
    here = at - 1
    if text.terms[here] in _NEWS and here:
        here -= 1
    word = text.terms[here]
    kinds = _KINDS_BEFORE.get(word)
    if kinds is None:
        kinds = _KINDS_OWNED.get(word)
        if kinds is None or not text.before(at) or text.before(at) not in _OPENING_QUOTES:
            return None
    elif word in _SEVERAL and _is_adjective(text, here, at):
        return None
    return kinds if _close(text, here, at) else None


def _is_adjective(text: TokenizedText, here: int, at: int) -> bool:
    """Tell whether no names follow: وكالات الأنباء الإيرانية are the agencies of a country.

    In a byline «وكالات» is a part of its own.
    """
    if text.is_credit or text.terms[at] in _NEWS:
        return True
    return here < at - 1 and text.terms[at] in COMMON_WORDS


def _close(text: TokenizedText, here: int, at: int) -> bool:
    gap = text.text[text.end(here) : text.start(at)]
    return not any(char in gap for char in ".،,؛\n")


def is_sure_credit(text: TokenizedText, at: int, length: int, agency_id: str) -> bool:
    """Tell whether a sign is a credit where it stands, and no other word of the language.

    Args:
        text: the text that it stands in.
        at: the number of its first word.
        length: how many words it has.
        agency_id: the agency that it would credit.
    """
    last = at + length - 1
    is_part = (text.before(at) or at == 0) and (text.after(last) or last == len(text.terms) - 1)
    if text.is_credit:
        return _in_credit(text, at, last, agency_id)
    return (
        (is_part and _in_brackets(text, at, last, agency_id))
        or _in_quotes(text, at, last, agency_id)
        or _in_dateline(text, at, last, agency_id)
        or _in_closing(text, at, last, agency_id)
        or (at > 0 and agency_id == text.own and text.terms[at - 1] in _FROM_ONES_OWN)
        or in_source_line(text, at, last)
        or _in_signature(text, at, last, agency_id)
        or _in_report(text, at, last, agency_id)
        or _is_latin_medium(text, at, last)
    )


def _in_report(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    if tuple(text.terms[at : last + 1]) not in REPORTED:
        return False
    is_word = _is_word(text, at, agency_id)
    return is_reported(text, at, last, has_clitic=False, is_word=is_word)


def _is_latin_medium(text: TokenizedText, at: int, last: int) -> bool:
    """Tell whether a word such as موقع stands before a name in Latin letters, which ends there."""
    if not (at and text.terms[at].isascii() and text.terms[at - 1] in _MEDIA):
        return False
    is_whole = last + 1 == len(text.terms) or not text.terms[last + 1].isascii()
    return is_whole and _close(text, at - 1, at)


def is_told(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    """Tell whether a sign with a clitic is one that somebody speaks to: «تصريح للأناضول»."""
    is_word = _is_word(text, at, agency_id)
    return is_reported(text, at, last, has_clitic=True, is_word=is_word)


def _is_word(text: TokenizedText, at: int, agency_id: str) -> bool:
    """Tell whether a sign, its clitic left out, is a word that may stand in another sense."""
    word = FIRST_WORDS[text.terms[at]]
    return word in _ALSO_NAMES or not (word.isascii() or is_wire(agency_id))


def in_source_line(text: TokenizedText, at: int, last: int) -> bool:
    """Tell whether these words are a part of a line that names the source of the text."""
    start = text.start(at)
    if len(text.text) - start > SOURCE_REACH or not text.source_lines:
        return False
    end = text.end(last)
    if not any(left <= start and end <= right for left, right in text.source_lines):
        return False
    begins = text.before(at) in _SEPARATORS or text.terms[at - 1] == "عن"
    return begins and (last == len(text.terms) - 1 or text.after(last) in _SEPARATORS)


def _in_signature(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    """Tell whether it is a part of the line that signs a text: «سانا + وكالات»."""
    if len(text.text) - text.end(last) > LONGEST_LAST_LINE + 40:
        return False
    left, right = text.signature
    if not (left <= text.start(at) and text.end(last) <= right) or not is_wire(agency_id):
        return False
    ends = last == len(text.terms) - 1 or text.after(last) in _SEPARATORS
    return ends and text.before(at) in _SEPARATORS


def _is_edge(char: str) -> bool:
    return not char or char in _SEPARATORS


def _in_credit(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    """Tell whether it is a part between separators, or begins one before من: «سبق من الرياض»."""
    begins = at == 0 or text.before(at) in _SEPARATORS or _is_apart(text, at)
    ends = last == len(text.terms) - 1 or text.after(last) != "" or _is_apart(text, last + 1)
    if not begins and text.terms[at - 1] in _HEADS | _PHOTO_WORDS:
        begins = True
    if not ends and text.terms[last + 1] in _PHOTO_WORDS | {"من", "في"}:
        ends = True
    return begins and ends and not _is_town(text, at, last, agency_id)


def _is_apart(text: TokenizedText, at: int) -> bool:
    """Tell whether more than a blank stands before a word: «د ب أ  واس»."""
    return len(text.text[text.end(at - 1) : text.start(at)]) > 1


def _is_town(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    """Tell whether الرياض or المدينة is the town here, as it is in every paper but the one.

    «الرياض» names itself behind a town (لندن - الرياض), «المدينة» before one (المدينة - جدة).
    """
    town = text.terms[at] if at == last else ""
    if town not in _TOWNS:
        return False
    if _TOWNS[town] != text.own:
        return True
    if at and text.terms[at - 1] == "مكتب":
        return False
    begins, ends = at == 0, last == len(text.terms) - 1
    return begins or not ends if town == "الرياض" else ends or not begins


def _in_brackets(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    start, end = text.start(at), text.end(last)
    if not any(left <= start and end <= right for left, right in text.brackets):
        return False
    if not (_is_edge(text.before(at)) and _is_edge(text.after(last))):
        return False
    if agency_id == text.own or _is_credited(text, at):
        return True
    if not is_wire(agency_id) or not _BODIES.isdisjoint(text.terms[max(0, at - 4) : at]):
        return False
    if at == last and _is_short_latin(text.terms[at]):
        return _ends_sentence_before(text, text.start(at))
    return text.terms[at] not in COMMON_WORDS or _ends_line(text, end)


def _is_short_latin(term: str) -> bool:
    return term.isascii() and len(term) <= _SHORT_LATIN and term not in _UNMISTAKABLE


def _ends_sentence_before(text: TokenizedText, at: int) -> bool:
    """Tell whether a bracket stands apart, and is no abbreviation of the words before it."""
    before = text.text[:at].rstrip(" ([/،,-–+")
    return not before or before[-1] in '.!؟?…:»"\n'


def _ends_line(text: TokenizedText, end: int) -> bool:
    return text.text[end : end + 8].lstrip(" .)]/")[:1] in ("", "\n")


def _in_quotes(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    if text.before(at) not in _OPENING_QUOTES or text.after(last) not in _CLOSING_QUOTES:
        return False
    if not text.before(at) or not text.after(last) or text.before(at) == "(":
        return False
    if at and text.terms[at - 1] in _OTHER_THINGS:
        return False
    if agency_id == text.own or _is_credited(text, at):
        return True
    if not _INSTITUTIONS.isdisjoint(text.terms[max(0, at - 2) : at]):
        return False
    if at == last and _is_short_latin(text.terms[at]):  # also an attribute: dir="RTL"
        return at > 0 and text.terms[at - 1] in _MEDIA
    return not is_wire(agency_id) and text.terms[at] not in _TOWNS


def _is_credited(text: TokenizedText, at: int) -> bool:
    """Tell whether a word before it speaks of sources: لـ, ذكرت, وكالة."""
    near = text.terms[max(0, at - 4) : at]
    if near and near[-1].removeprefix("و") in ("ل", "ب", "لل"):
        return True
    if any(term in _KINDS_BEFORE or term in _PAPERS for term in near):
        return True
    if near and near[-1] in _KINDS_OWNED:
        return True
    return bool(near) and (
        near[-1] in _CREDITING or near[-1].removeprefix("و").removeprefix("ف") in _CREDITING
    )


def _in_dateline(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    if last >= _LONGEST_DATELINE or _is_town(text, at, last, agency_id):
        return False
    before, after = text.before(at), text.after(last)
    if at == 0 or (agency_id == text.own and before == "\n"):
        return after in _DASHES or (after == ":" and at == 0)
    if before in _DASHES and after == "\n":  # «سعاد علي – عين اليوم» on a line of its own
        return True
    if before in _DASHES and text.end(last) <= text.dateline_end:
        return after in _DASHES or after == ":"
    return is_wire(agency_id) and _behind_date(text, at)


def _behind_date(text: TokenizedText, at: int) -> bool:
    """Tell whether a year stands before it: «جدة 3 شوال 1436هـ الموافق 19 يوليو 2015م واس …»."""
    here = at - 1
    if text.terms[here] in ("م", "ه") and here:
        here -= 1
    return bool(_YEAR.fullmatch(text.terms[here]))


def _in_closing(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    """Tell whether it is the agency's signature, behind the end of the last sentence."""
    if last != len(text.terms) - 1 or not is_wire(agency_id):
        return False
    before = text.before(at)
    return (before != "" and before in _SENTENCE_END) or text.terms[at - 1] == "انتهي"
