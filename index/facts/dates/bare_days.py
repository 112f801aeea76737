"""Days that nothing but their sentence shows to be days: «اليوم», «الليلة», «وصل … الأربعاء».

«اليوم» is also «nowadays» and the name of a paper, a weekday also a surname, a market and a habit.
So one is a day where a verb of the news, or what is held on a day, stands before it.
"""

import re

from index.facts.dates.tense import WORDS, Tense, kind_of, tense_before
from index.facts.dates.words import WEEKDAY

_REACH = 150
#: A verb further away may be that of another thought, but for the one that opens the sentence.
_NEAR = 14
_OF_NEWS = ("past", "noun", "present", "ahead")
_SENTENCE_END = re.compile(r"[.؟!\n:؛]")
_QUOTED = re.compile(r"«[^«»]*»|\"[^\"]*\"|“[^“”]*”")
_QUOTE_OPENS = re.compile(r"[«\"“]")
_LAST_WORDS = re.compile(r"(?:([ء-ي]+) +)?([ء-ي]+) +$")
_NEXT_WORD = re.compile(r" +([ء-ي]+)")
_IN_QUOTES = re.compile(r" ?[»\"”]")
_FIRST_WORD = re.compile(r"\s*([ء-ي]+)")
_HOUR_BEHIND = re.compile(
    r"[ ،,]+(?:عند|الساعه|بدايه|انطلاقا|مساء|في +تمام|علي +(?:ملعب|استاد|ارض)|ضمن|امام"
    r"|لحساب)(?![ء-ي])"
)
#: What closes a name behind «اليوم», or says in brackets which day it is.
_BEHIND_NONE = re.compile(r" ?[»\"”()]")
_WEATHER = re.compile(r"(?<![ء-ي])(?:ال)?(?:طقس|ارصاد)(?![ء-ي])")
_QUOTES = ("«", '"', "“")
_LONGEST_NAME = 24
#: Of two words that make a name with «اليوم» the first; the other words of that kind only tell that
#: it is another day.
_PAPERS = frozenset(("عين", "عكاظ", "روسيا", "المصري", "صحيفه", "جريده"))
_PART_BEFORE = re.compile(r"(?:صباح|صبيحه|مساء|امسيه|ظهر|عصر|فجر|ليل|عشيه) +$")
_PARAGRAPH_BEFORE = re.compile(r"(?:^|\n) *$")
_SITE_BEFORE = re.compile(r"(?:صحيفه|جريده|موقع|قناه|وكاله|شبكه|مجله) +[^ -]+(?<!يه) +$")

#: What comes again, or is an example.
_HABIT = re.compile(
    r"(?<![ء-ي])(?:[وفب]?كل +(?:يوم|اسبوع|ليله|صباح|مساء|احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت)"
    r"|من +كل|اسبوعيا|يوميا|مثلا|سبيل +المثال|عاده +ما|وعاده|غالبا +ما|مواقيت"
    r"|(?:نهايه|عطله|اجازه|عطلتي|اجازتي) +(?:نهايه +)?(?:ال)?اسبوع)(?![ء-ي])"
)
#: The days and hours of a timetable.
_TIMETABLE = re.compile(rf"(?<![ء-ي])(?:الي +الساعه(?![ء-ي])|ايام +(?:{WEEKDAY} *[،,]? *و? *)*$)")
_HABIT_REACH = 60
_WEEKDAY_OVER = re.compile(rf"{WEEKDAY} *(?:[،,/-]|الي|حتي|او)? *$")
_PAIR_BEFORE = re.compile(rf"{WEEKDAY} +و$")
_OPENING_BEFORE = re.compile(r"(?:^|[.؟!\n]) *(?P<and>و?)$")
_VERB_BEHIND = re.compile(r" ?[،,]? ?([ء-ي]+)")
_WEEKDAY_FOLLOWS = re.compile(rf" ?(?:[-/:]| +(?:الي|حتي|او) +{WEEKDAY}| +كان)")
_TO_WEEKDAY = re.compile(rf" +(?:الي|حتي) +(?:يوم +)?{WEEKDAY}")


def is_habit(words: str, start: int, end: int) -> bool:
    """Tell whether the words around a weekday make it one of every week, or an example."""
    before = words[max(0, start - _HABIT_REACH) : start]
    before = _SENTENCE_END.split(before)[-1]
    around = before + " " + _SENTENCE_END.split(words[end : end + 30])[0]
    return _HABIT.search(around) is not None or _TIMETABLE.search(before) is not None


def is_today(words: str, start: int, end: int) -> bool:
    """Tell whether «اليوم» or «الليلة» is the day of the article.

    Args:
        words: a text in plain spelling without marks (``calendars.unmarked``).
        start: where the word begins, and
        end: where it ends.
    """
    if words[start - 1 : start] not in ("", " ", "\n") or _BEHIND_NONE.match(words, end):
        return False
    after = _NEXT_WORD.match(words, end)
    if after and after[1] in WORDS["public"]:
        return False
    before = _sentence_before(words, start)
    if not before.strip():
        is_first = _PARAGRAPH_BEFORE.search(words, max(0, start - 5), start)
        return bool(is_first and after and kind_of(after[1]) in ("present", "planned"))
    return _is_today_behind(before) or _is_planned(words, before, end)


def is_name_of_paper(words: str, start: int, end: int) -> bool:
    """Tell whether «اليوم» is the end of a name: «عين اليوم», «صحيفة "اليوم"»."""
    last = _LAST_WORDS.search(words, max(0, start - _LONGEST_NAME), start)
    opens = words[start - 1 : start] in _QUOTES and _IN_QUOTES.match(words, end) is not None
    return opens or (last is not None and last[2].lstrip("وفبل") in _PAPERS)


def is_session_before(words: str, start: int) -> bool:
    """Tell whether what is held on a day is named right before an offset: «مباراة الغد»."""
    last = _LAST_WORDS.search(words, max(0, start - _LONGEST_NAME), start)
    return last is not None and _is_session(last[2])


def _is_today_behind(before: str) -> bool:
    last = _LAST_WORDS.search(before)
    if last is None:
        return _is_news(before)
    earlier, word = last.groups()
    if word in ("هذا", "لهذا", "هذه"):
        before = before[: last.start(2)]
        return bool(_PART_BEFORE.search(before) or _WEATHER.search(before) or _is_news(before))
    if word == "من":
        return _is_timed(earlier)
    if word == "ذلك":
        return earlier is not None and kind_of(earlier) == "past"
    if word in WORDS["timed"]:
        return earlier is not None and earlier.endswith("وقت")
    if word.startswith(("تت", "يت")) and kind_of(word) is None:
        return False  # a verb that the table does not know, as likely of a state
    if (
        word in WORDS["paper"]
        or word.removeprefix("و") in WORDS["paper"]
        or _SITE_BEFORE.search(before)
    ):
        return False
    if _is_his(earlier or "") and word.startswith("ال"):
        return True  # «جولته التفقدية اليوم»
    return _is_session(word) or _is_news(before)


def _is_timed(word: str | None) -> bool:
    return word is not None and (word in WORDS["timed"] or word.lstrip("وفب") in WORDS["timed"])


def _is_planned(words: str, before: str, end: int) -> bool:
    """Tell whether it is «يواجه … اليوم عند الساعة», or how a report begins."""
    last = _LAST_WORDS.search(before)
    if (last and last[2] in WORDS["paper"]) or tense_before(before) != "planned":
        return False
    first = _FIRST_WORD.match(words)
    opens = first is not None and first[1] in before[:_REACH] and kind_of(first[1]) == "planned"
    return (opens and end < _REACH) or _HOUR_BEHIND.match(words, end) is not None


def _is_news(before: str) -> bool:
    """Tell whether a verb of the news stands near, or opens the sentence."""
    if tense_before(before) not in _OF_NEWS:
        return False
    words = before.split()
    opening = any(kind_of(word) in _OF_NEWS for word in words[:2]) and len(before) < _REACH
    return opening or tense_before(" ".join(words[-_NEAR:])) in _OF_NEWS


def tense_of_weekday(words: str, start: int, end: int) -> Tense | None:
    """Return whether a weekday on its own is one gone by or to come; ``None`` if it is no day.

    Args:
        words: a text in plain spelling without marks (``calendars.unmarked``).
        start: where the weekday begins, and
        end: where it ends.
    """
    if pair := _PAIR_BEFORE.search(words, max(0, start - 14), start):
        start = pair.start()
    elif opening := _OPENING_BEFORE.search(words, max(0, start - 5), start):
        return _tense_of_opening(words, start, end, opening)
    elif words[start - 1 : start] not in ("", " ", "\n"):
        return None
    if _WEEKDAY_FOLLOWS.match(words, end) or _WEEKDAY_OVER.search(words, max(0, start - 14), start):
        return None
    before = _sentence_before(words, start)
    last = _LAST_WORDS.search(before)
    word = last[2] if last else ""
    if word in WORDS["given"] or word.lstrip("وفبل") in WORDS["given"]:
        return None
    if word.lstrip("وفبل") in WORDS["other"] or word in WORDS["other"]:
        return None
    tense = tense_before(before)
    if tense is None and word == "من" and last and _is_timed(last[1]):
        return "ahead"
    is_day = before.rstrip().endswith(("،", ",")) or word in ("له", "لها") or _is_his(word)
    return tense or ("past" if is_day else None)


def _tense_of_opening(words: str, start: int, end: int, opening: "re.Match[str]") -> Tense | None:
    """Return what the verb behind the first word of a sentence tells: «والسبت، هاجم المسلحون»."""
    following = _VERB_BEHIND.match(words, end)
    kind = kind_of(following[1]) if following else None
    if kind in ("noun", "past"):
        return "past"
    return "ahead" if kind in ("present", "planned") and not opening["and"] else None


def _is_his(word: str) -> bool:
    """Tell whether it is «زيارته», «لقائها»."""
    return word.endswith(("ته", "ئه", "عه", "ها", "هم")) and _is_session(word)


def _is_session(word: str) -> bool:
    return word in WORDS["session"] or word.lstrip("وفبل") in WORDS["session"]


def _sentence_before(words: str, start: int) -> str:
    """Return what stands before an offset in its sentence, or in the quotation that it is in.

    What is quoted before it is left out.
    """
    paragraph = words[max(0, start - _REACH) : start].rpartition("\n")[2]
    before = _SENTENCE_END.split(_QUOTED.sub("-", paragraph))[-1]
    opened = list(_QUOTE_OPENS.finditer(before))
    return before[opened[-1].end() :] if opened else before
