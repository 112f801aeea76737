"""The shape of a name: where it ends, and of what it is made.

A name is a row of units: a given name, a family name, an unknown word, or several words that belong
together (عبد الله, نور الدين, أبو بكر, بن نايف, دي ماريا). Nothing but a space stands between them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from index.analysis import fold
from index.facts.entities.known_words import ALONE, MAYBE, PLAIN, SURE
from index.facts.entities.name_text import READINGS, WORDS, NameText

#: What a unit is: a given name, one that is also a word, a family name, one that is known by
#: itself, one that is also a word, an unknown word, an unknown nisba, several words joined, or
#: أبو with a given name.
UnitKind = Literal[
    "given", "given?", "family", "alone", "family?", "unknown", "nisba", "joined", "kunya"
]

_LONGEST = 7  # units
_SHORTEST_UNKNOWN = 3  # letters
_SECOND_PARTS = frozenset(map(fold, ("الدين", "الله", "الزمان", "الإسلام", "الدولة")))
_HONOURED = frozenset(
    map(
        fold,
        "بدر برهان بهاء تاج تقي جلال جمال حسام خير سراج سعد سيف شرف شمس شهاب صدر صفي صلاح ضياء "
        "ظهير عز علاء علم عماد عوض غياث فخر فتح فضل قلب قمر كمال لطف محي محيي مجد مجير معز ناصر "
        "نجم نصر نصير نظام نعمة نور هبة جار جاد خلف دخيل رزق شكر ضيف عبيد عطا عطية وهب حبيب أمر "
        "روح حبيب أسد زين حسب".split(),
    )
)
#: How foreign names begin that begin with و.
_FOREIGN_WAW = ("وا", "وي", "وو", "ولي", "ورن")
_ARTICLE_BEHIND_CLITIC = ("وال", "بال", "فال", "كال", "لل")
#: What may stand behind a name, and makes no phrase with its last word.
_TIMES = frozenset(map(fold, "أمس اليوم غدا مساء صباح".split()))
_PRONOUNS = ("ا", "ه", "هم", "ين", "ون", "ات")
_ORDINALS = frozenset(
    map(fold, "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر الحادي".split())
)
_PREFIXES = ("و", "ف", "ب", "ل", "ك", "ي", "ت", "س", "ن", "ال", "م")
_LORDS = frozenset(map(fold, ("رب", "ربه", "رب النبي")))
#: What ends like a nisba, and tells of time and order.
_NO_NISBA = frozenset(
    map(fold, "الماضي الحالي التالي الثاني الجاري الآتي الرئيسي الثنائي الإضافي النهائي".split())
)
_FAMILIES = frozenset({fold("آل")})
_NO_PLACE = frozenset(map(fold, ("ظبي", "غريب", "عريش")))


@dataclass(frozen=True, slots=True)
class Unit:
    """Words of a name that belong together.

    Attributes:
        first: number of the first word, and
        end: of the one behind the last.
        kind: what it is.
    """

    first: int
    end: int
    kind: UnitKind

    @property
    def is_sure(self) -> bool:
        """Whether it is a part of a name and hardly anything else."""
        return self.kind in ("given", "family", "alone", "joined", "kunya")


@dataclass(frozen=True, slots=True)
class Shape:
    """A row of words that may be a name.

    Attributes:
        units: of which it is made; never empty.
        cut: letters of clitics in front of the first word.
    """

    units: tuple[Unit, ...]
    cut: int = 0

    @property
    def first(self) -> int:
        """The number of its first word."""
        return self.units[0].first

    @property
    def end(self) -> int:
        """The number of the word behind its last."""
        return self.units[-1].end


def shape_at(text: NameText, at: int, *, cut: int = 0) -> Shape | None:
    """Return the longest row of units that begins at a word; ``None`` where none does.

    Args:
        text: that it stands in.
        at: number of the word.
        cut: letters in front of an unknown word that are known to be a clitic.
    """
    units = tuple(_units(text, at))
    if len(units) > 1 and units[0].kind == "unknown" and text.terms[at].startswith("ال"):
        return None  # «الجامعه محمد» is a slip before a name
    if not units:
        return None
    return Shape(units, text.words[at].cut or cut)


def _units(text: NameText, at: int) -> Iterator[Unit]:
    here = at
    before: Unit | None = None
    is_arab = is_complete = False
    for _ in range(_LONGEST):
        unit = _first_unit(text, here) if before is None else _next_unit(text, here, before)
        if unit is None:
            return
        if is_complete and unit.kind == "unknown" and not _goes_on(text, here):
            return
        is_arab = is_arab or unit.kind in ("joined", "nisba") or text.words[here].arab
        is_complete = unit.kind == "alone" or (is_arab and unit.kind in ("family", "nisba"))
        yield unit
        before, here = unit, unit.end
        if not text.joined(here):
            return


def _goes_on(text: NameText, at: int) -> bool:
    """Tell whether a name that could end goes on with an unknown word."""
    goes_on = text.joined(at + 1) and text.words[at + 1].surname == ALONE
    return goes_on or text.terms[at].startswith("ال")


def _first_unit(text: NameText, at: int) -> Unit | None:
    word = text.words[at]
    if word.link and (joined := _of_link(text, at, is_first=True)):
        return joined
    if (end := _compound_end(text, at)) is not None:
        return Unit(at, end, "joined")
    if word.may_be_name and not _has_pronoun(text, at):
        kind = _known_kind(text, at)
        if kind == "family?" or (kind == "given?" and _is_rather_word(text, at)):
            return None
        if text.terms[at].endswith("علي") and text.ends_in_maqsura(at):
            return None
        whole = text.reading(at)
        if word.cut and whole.noun and not (whole.clitic or whole.verb):
            return None  # وجهان is no و before جهان
        return Unit(at, at + 1, kind)
    if word.title or word.bearer or word.saying or word.link or not text.reading(at).unknown:
        return None
    if len(text.terms[at]) < _SHORTEST_UNKNOWN or text.terms[at].startswith(_ARTICLE_BEHIND_CLITIC):
        return None
    return Unit(at, at + 1, "unknown")


def _is_rather_word(text: NameText, at: int) -> bool:
    """Tell whether a word that may be a first name stands here as the word that it also is."""
    word = text.words[at]
    if text.terms[at].endswith("علي") and text.ends_in_maqsura(at):
        return True
    if word.title and not _is_name_of_title(text, at):
        return True
    if not word.cut:
        return False
    rest = READINGS[text.terms[at][word.cut :]]
    return rest.verb or (rest.exact and text.terms[at][word.cut - 1] in "لبك")


def _is_name_of_title(text: NameText, at: int) -> bool:
    """Tell whether a title is a first name: سلطان بن, «الخبير أمين فارس»."""
    behind = text.words[at + 1]
    if behind.link == "descent" or text.terms[at - 1].startswith("ال"):
        return True
    is_surname = behind.surname > 0 or text.reading(at + 1).unknown
    return text.terms[at + 1].startswith("ال") and is_surname and not behind.title


def _next_unit(text: NameText, at: int, before: Unit) -> Unit | None:
    word = text.words[at]
    if _is_maghrebi(text, at, before):
        return Unit(at, at + 1, "nisba")
    if word.cut:
        return None
    if word.link and (joined := _of_link(text, at, is_first=False)):
        return joined
    if word.link == "descent":
        return None
    if (end := _compound_end(text, at)) is not None:
        return Unit(at, end, "joined")
    if text.terms[at] in _ORDINALS and before.kind == "given":
        return Unit(at, at + 1 + (text.terms[at + 1] == "عشر"), "joined")
    if word.may_be_name:
        kind = _known_kind(text, at)
        if kind in ("given?", "family?") and _begins_phrase(text, at):
            return None
        if text.terms[at] == "علي" and text.ends_in_maqsura(at):
            return None
        return Unit(at, at + 1, kind)
    if word.saying or word.bearer or word.title in ("honorific", "role"):
        return None
    reading = text.reading(at)
    if reading.unknown:
        is_end = is_and_another(text, at) or text.terms[at].startswith(_ARTICLE_BEHIND_CLITIC)
        if is_end or text.terms[at].endswith("وا"):
            return None
        is_nisba = text.terms[at].startswith("ال") and text.terms[at].endswith("ي")
        return Unit(at, at + 1, "nisba" if is_nisba else "unknown")
    if _is_nisba(text, at, before):
        return Unit(at, at + 1, "nisba")
    if reading.stop or reading.exact or reading.place or reading.verb:
        return None
    if before.kind == "given" and _may_be_surname(text, at):
        return Unit(at, at + 1, "nisba")
    # A foreign name may look like a word with a clitic: بوافر.
    is_foreign = before.kind == "given" and not text.words[before.first].arab
    if is_foreign and reading.clitic and text.joined(at + 1) and text.reading(at + 1).unknown:
        return Unit(at, at + 1, "unknown")
    if is_foreign and not reading.clitic and not text.terms[at].endswith(_PRONOUNS):
        return Unit(at, at + 1, "unknown")
    return None


def _is_nisba(text: NameText, at: int, before: Unit) -> bool:
    """Tell whether a word is what a given name is followed by: البجاوي, مارديني."""
    term, reading = text.terms[at], text.reading(at)
    if not term.endswith("ي") or reading.stop or term in _NO_NISBA:
        return False
    if not reading.exact:
        is_form = reading.verb or reading.place or reading.clitic
        if before.kind == "given?" and not term.startswith("ال"):
            return False
        return before.kind in ("given", "given?", "joined") and not is_form
    return term.startswith("ال") and before.kind in ("given", "joined")


def _is_maghrebi(text: NameText, at: int, before: Unit) -> bool:
    """Tell whether a word is a name of the Maghreb such as بالحاج, rather than ب before a word."""
    term = text.terms[at]
    if before.kind not in ("given", "given?") or not term.startswith("بال"):
        return False
    return WORDS[term[1:]].may_be_name or WORDS[term[3:]].given > 0


def _may_be_surname(text: NameText, at: int) -> bool:
    """Tell whether a form that is like a plural or dual is rather a family name: جرادات."""
    term = text.terms[at]
    if term.startswith("ال"):
        return term.endswith("ان") and not text.reading(at).clitic
    return not term.startswith(_PREFIXES) and term.endswith(("ات", "ان", "ون", "ين"))


def is_and_another(text: NameText, at: int) -> bool:
    """Tell whether an unknown word is و before another word."""
    term = text.terms[at]
    if not term.startswith("و"):
        return False
    printed = text.part.tokens[at].text
    if printed[1:2] in "إأآ" or not term.startswith(_FOREIGN_WAW):
        return True
    return not READINGS[term[1:]].unknown


def _known_kind(text: NameText, at: int) -> UnitKind:
    word = text.words[at]
    if word.given == SURE or (text.terms[at].endswith("علي") and text.tells_ali):
        return "given"
    if word.surname == ALONE:
        return "alone"
    if word.surname == SURE:
        return "family"
    return "given?" if word.given == MAYBE else "family?"


def _ends_name(text: NameText, at: int) -> bool:
    """Tell whether a title is the last word of a name: «ناصر الطيار نائب الرئيس»."""
    word, behind, reading = text.words[at], text.words[at + 1], text.reading(at + 1)
    if behind.title or behind.may_be_name:
        is_surname = word.title == "nation" or not behind.may_be_name
        return is_surname and word.definite and not (behind.definite and not behind.cut)
    return reading.stop or reading.clitic or (reading.verb and not reading.noun)


def _has_pronoun(text: NameText, at: int) -> bool:
    """Tell whether what is folded like a name is a word with a pronoun: ناديه is his club."""
    if not text.words[at].taa or not text.part.tokens[at].text.endswith("ه"):
        return False
    reading = READINGS[text.terms[at]]
    return reading.noun or reading.verb


def _begins_phrase(text: NameText, at: int) -> bool:
    """Tell whether a word that is also an ordinary one goes on as such: نجم الفريق."""
    word = text.words[at]
    if word.saying or (text.terms[at] == "علي" and text.ends_in_maqsura(at)):
        return True
    if text.terms[at] in _TIMES:
        return True
    if word.title and text.joined(at + 1):
        return not _ends_name(text, at)
    if text.terms[at].startswith("ال") or not text.joined(at + 1):
        return False
    behind = text.words[at + 1]
    if behind.may_be_name or behind.link or behind.title or behind.saying:
        return False
    if text.terms[at + 1] in _TIMES:
        return False
    reading = text.reading(at + 1)
    is_word = reading.exact and reading.noun and not (reading.verb or reading.stop)
    return is_word or (reading.place and not reading.noun)


def _compound_end(text: NameText, at: int) -> int | None:
    """Return where a name like نور الدين, written in two words, ends."""
    if text.terms[at + 1] not in _SECOND_PARTS or not text.joined(at + 1):
        return None
    word = text.words[at]
    is_name = word.given and text.terms[at + 1] == "الدين"
    if not is_name and not {text.terms[at], text.terms[at][word.cut :]} & _HONOURED:
        return None
    return at + 2


def _of_link(text: NameText, at: int, *, is_first: bool) -> Unit | None:
    """Return what a word such as بن joins with the words behind it."""
    behind = at + 1
    if not text.joined(behind):
        return None
    kind = text.words[at].link
    if kind == "foreign" and text.part.tokens[at].text[1:2] in ("إ", "أ"):
        return None  # «فإن» is no فان
    term = text.terms[behind]
    if kind == "servant":
        if term in _LORDS or (term.startswith("ال") and len(term) > len("الي")):
            return Unit(at, behind + 1, "joined")
        return None
    if kind == "family" and term in _NO_PLACE:
        return None
    word, reading = text.words[behind], text.reading(behind)
    is_name = (word.may_be_name or bool(word.link) or reading.unknown) and not word.cut
    is_noun = not reading.stop
    if is_first and kind == "family":
        is_name = word.given > 0 and text.terms[at] not in _FAMILIES
    elif (kind == "family" or text.terms[at] == "بن") and not is_first:
        is_name = is_name or is_noun
    if not is_name:
        return None
    if word.link in ("family", "servant") and not text.joined(behind + 1):
        return None
    if is_first and kind == "family" and text.terms[at - 1] == "اف":
        return None  # «الجوهرة أف أم»
    if is_first and kind == "family":
        return Unit(at, behind + 1, "kunya")
    if word.link and (inner := _of_link(text, behind, is_first=False)):
        return Unit(at, inner.end, "joined")
    if (end := _compound_end(text, behind)) is not None:
        return Unit(at, end, "joined")
    return Unit(at, behind + 1, "joined")
