"""The photo credits that close a caption: ``ميناء صور (أ.ف.ب - رويترز)``."""

import re
from collections.abc import Iterable

from index.facts.agencies import AGENCIES, credits

_BRACKETS = re.compile(r"\(([^()]{1,60})\)")
#: One or several brackets, and nothing behind them but a full stop.
_CLOSING = re.compile(r"(?:\([^()]{1,60}\)\s*)+\.?$")
_BETWEEN = re.compile(r"\s*[-–—،,/؛+&]\s*|\s+و(?=\w\.)")
#: Initials of whatever agency, and what is credited in the place of one.
_IN_THE_PLACE = re.compile(
    r"\w\.\s?\w(?:\.\s?\w)?\.?|\w \w \w|(?:منصة )?إكس|أرشيفية?|متداولة|الشرق الأوسط|إنستغرام"
    r"|فيسبوك|تلغرام|يوتيوب|X"
)
#: Papers bear the names of towns; what is credited in brackets is an agency as a rule.
_KINDS = ("agency", "photo")
#: What a caption or a headline closes with in brackets and is no credit.
_NO_CREDIT = re.compile(
    r"\d[\d\s/.:–-]*|(?:إلى |من |على |في )?(?:ال)?(?:يمين|يسار|وسط|أعلى|أسفل|خلف)|الأولى?"
    r"|الثانية?|فيديو|صور|بالصور|بالفيديو|فيديو وصور|صور وفيديو|إنفوغراف|تحليل|تحديث"
)


def credit_of(caption: str) -> str:
    """Return the credit of one caption, as printed without its brackets; else the empty string.

    Brackets that close the caption hold it. Where none does, the first that names an agency.
    """
    closing = _CLOSING.search(caption)
    if closing:
        found = [one.strip() for one in _BRACKETS.findall(closing[0])]
        credited = [one for one in found if not _NO_CREDIT.fullmatch(one)]
        if credited:
            return " - ".join(credited)
    return next((one.strip() for one in _BRACKETS.findall(caption) if is_agency(one)), "")


def credits_of(captions: Iterable[str]) -> str:
    """Return the credits of several captions, each once, with `` - `` between them."""
    return " - ".join(dict.fromkeys(filter(None, map(credit_of, captions))))


def is_agency(bracket: str) -> bool:
    """Tell whether what stands in brackets names an agency, and no place."""
    if any(AGENCIES[found.id].kind in _KINDS for found in credits(bracket)):
        return True
    return any(_IN_THE_PLACE.fullmatch(part.strip()) for part in _BETWEEN.split(bracket.strip()))


def closing_credit(line: str) -> str:
    """Return the credit that closes a line; the empty string where none does."""
    return credit_of(line) if _CLOSING.search(line) else ""


def is_credited(line: str) -> bool:
    """Tell whether the line closes with the name of an agency and no sentence ended before it."""
    closing = _CLOSING.search(line)
    if not closing or line[: closing.start()].rstrip(' »"').endswith((".", "؟", "!", "…")):
        return False
    return any(map(is_agency, _BRACKETS.findall(closing[0])))
