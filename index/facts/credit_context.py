"""Where a credit is sure: what has to stand around a sign before it is taken for an agency.

A sign is a word of the language too (اليوم, سبق, وات). It is a credit

* behind a word that says what it is: وكالة, صحيفة, قناة;
* in brackets, between brackets' separators: (أ.ب - رويترز);
* in quotes, unless something else bears that name: «الوطن», but not سوق «عكاظ»;
* in the dateline that opens a text, before its colon or behind its date;
* as the last word, behind the end of the last sentence.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from index.analysis import Token, tokenize
from index.facts.agency_table import AGENCIES, KINDS_CALLED, AgencyKind, with_clitics

# Between the words of one name nothing else may stand.
_WITHIN_NAME = re.compile(r"[\s.\-ـ'’\"“”„«»]{0,4}")
_BRACKETS = re.compile(r"[(\[（]([^()\[\]（）]{1,80})[)\]）]")
_SEPARATORS = frozenset("-–—ـ،,/\\;؛+&|:()[]«»\"“”„'’*•\n")
_OPENING_QUOTES = frozenset("«»\"“”„'‘’(")
_CLOSING_QUOTES = frozenset("«»\"“”„'‘’)")
# «الرياض - واس: …»: what stands before the first colon of a text is its dateline.
_DATELINE = re.compile(r"\s*([^:\n]{1,60}):")
_LONGEST_DATELINE = 14  # words
_DASHES = frozenset("-–—ـ/،")
_YEAR = re.compile(r"(?:1[34]|20)\d\d")
_SENTENCE_END = frozenset('.!؟?/\\-–\n…*|«»"')

_KINDS_BEFORE = {form: kinds for word, kinds in KINDS_CALLED.items() for form in with_clitics(word)}
_NEWS = frozenset({"انباء", "الانباء", "اخبار"})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Other things that stand in quotes or bear the name of a paper.
_OTHER_THINGS = _words(
    "سوق برنامج فيلم مسلسل كتاب روايه ديوان قصيده اغنيه حزب حركه تيار مهرجان نادي فريق بنك شركه "
    "جمعيه عمليه حمله مدرسه جامعه مشروع قريه حي مطعم مخيم سفينه كتيبه لواء معركه شعار عنوان قاعه "
    "ساحه ملعب مصطلح مسرحيه لعبه كلمه عباره مفهوم جائزه لجائزه كتله اسم طيران"
)
_CREDITING = _words(
    "ذكرت نقلت قالت افادت اعلنت اوردت نشرت بثت كتبت اكدت اضافت اشارت كشفت حسب بحسب وفق وفقا نقلا "
    "عن من الي مع مصادر مراسل مراسله مندوب ابلغ ابلغت عبر"
)
_FROM_ONES_OWN = _words("مصادر لمصادر مراسل مراسله مندوب موفد عدسه كاميرا")
_HEADS = _words("مكتب متابعه متابعات خاص نقلا عن ترجمه تقرير وكالات وكاله")
#: Bodies whose own abbreviation stands in brackets: محكمة التحكيم الرياضي (تاس).
_BODIES = _words(
    "محكمه المحكمه لمحكمه منظمه المنظمه لمنظمه حزب لحزب شركه لشركه جمعيه لجمعيه حركه لحركه"
)
#: Signs that stand in brackets as words of the language too: (قنا), (الفرنسية), (معا).
_WORDS_IN_BRACKETS = _words(
    "قنا الفرنسيه الالمانيه العمانيه فارس معا سبا مهر شهاب صفا تسنيم اخلاص تاس"
)
#: Signs that are also towns, of the papers that print their name beside other towns.
_TOWNS = {"الرياض": "alriyadh", "المدينه": "almadina"}


@dataclass(frozen=True)
class TokenizedText:
    """A text, its words and where they lie.

    Attributes:
        text: as printed.
        own: id of the paper that it stands in; empty where that is not known.
        is_credit: whether it names sources, people and places and nothing else.
        tokens: its words, each with its offsets.
        terms: its folded words.
    """

    text: str
    own: str
    is_credit: bool
    tokens: tuple[Token, ...]
    terms: list[str]

    @classmethod
    def of(cls, text: str, *, own: str = "", is_credit: bool = False) -> "TokenizedText":
        """Tokenize a text; see the attributes."""
        tokens = tokenize(text)
        return cls(text, own, is_credit, tokens, terms=[token.exact for token in tokens])

    def start(self, at: int) -> int:
        """Return the offset of a word."""
        return self.tokens[at].start

    def end(self, at: int) -> int:
        """Return the offset behind a word."""
        return self.tokens[at].end

    def is_one_name(self, at: int, length: int) -> bool:
        """Tell whether nothing that ends a name stands between these words."""
        return all(
            _WITHIN_NAME.fullmatch(self.text, self.end(here), self.start(here + 1))
            for here in range(at, at + length - 1)
        )

    def before(self, at: int) -> str:
        """Return the sign before a word, spaces left out; empty at the start or behind a word."""
        gap = self.text[self.end(at - 1) if at else 0 : self.start(at)]
        return gap.strip(" ")[-1:]

    def after(self, last: int) -> str:
        """Return the sign behind a word, spaces and full stops left out; empty at the end."""
        end = self.start(last + 1) if last + 1 < len(self.terms) else len(self.text)
        return self.text[self.end(last) : end].strip(" .")[:1]

    @cached_property
    def brackets(self) -> list[tuple[int, int]]:
        """Where the contents of short brackets lie."""
        return [match.span(1) for match in _BRACKETS.finditer(self.text)]

    @cached_property
    def dateline_end(self) -> int:
        """Where the colon of the dateline stands; 0 without one."""
        match = _DATELINE.match(self.text)
        return match.end(1) if match else 0


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
    if not _close(text, here, at):
        return None
    return _KINDS_BEFORE.get(text.terms[here])


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
    )


def _is_wire(agency_id: str) -> bool:
    return AGENCIES[agency_id].kind in ("agency", "photo")


def _is_edge(char: str) -> bool:
    return not char or char in _SEPARATORS


def _in_credit(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    """Tell whether it is a part between separators, or begins one before من: «سبق من الرياض»."""
    begins = at == 0 or text.before(at) in _SEPARATORS
    ends = last == len(text.terms) - 1 or text.after(last) != ""
    if not begins and text.terms[at - 1] in _HEADS:
        begins = True
    if not ends and text.terms[last + 1] in ("من", "في"):
        ends = True
    return begins and ends and not _is_town(text, at, last, agency_id)


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
    if not _is_wire(agency_id) or not _BODIES.isdisjoint(text.terms[max(0, at - 4) : at]):
        return False
    return text.terms[at] not in _WORDS_IN_BRACKETS or last == len(text.terms) - 1


def _in_quotes(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    if text.before(at) not in _OPENING_QUOTES or text.after(last) not in _CLOSING_QUOTES:
        return False
    if not text.before(at) or not text.after(last) or text.before(at) == "(":
        return False
    if at and text.terms[at - 1] in _OTHER_THINGS:
        return False
    if agency_id == text.own or _is_credited(text, at):
        return True
    return not _is_wire(agency_id) and text.terms[at] not in _TOWNS


def _is_credited(text: TokenizedText, at: int) -> bool:
    """Tell whether a word before it speaks of sources: لـ, ذكرت, وكالة."""
    near = text.terms[max(0, at - 4) : at]
    if near and near[-1].removeprefix("و") in ("ل", "ب", "لل"):
        return True
    if any(term in _KINDS_BEFORE for term in near):
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
    return _is_wire(agency_id) and _behind_date(text, at)


def _behind_date(text: TokenizedText, at: int) -> bool:
    """Tell whether a year stands before it: «جدة 3 شوال 1436هـ الموافق 19 يوليو 2015م واس …»."""
    here = at - 1
    if text.terms[here] in ("م", "ه") and here:
        here -= 1
    return bool(_YEAR.fullmatch(text.terms[here]))


def _in_closing(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    """Tell whether it is the agency's signature, behind the end of the last sentence."""
    if last != len(text.terms) - 1 or not _is_wire(agency_id):
        return False
    before = text.before(at)
    return (before != "" and before in _SENTENCE_END) or text.terms[at - 1] == "انتهي"
