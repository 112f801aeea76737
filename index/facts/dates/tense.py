"""Whether what stands before a day tells of what was, or of what is to come.

The nearest verb decides. The words are those of a table, in all the forms that a report has.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

from index import tables
from index.facts.dates.calendars import plain

Kind = Literal[
    "past", "noun", "present", "planned", "ahead",
    "state", "session", "timed", "other", "given", "paper", "public",
]  # fmt: skip
#: What a verb tells: a present one of a plan is also said of the present age.
Tense = Literal["past", "present", "planned", "ahead"]

TABLE = Path(__file__).with_name("bare_days.tsv")
_KINDS = get_args(Kind)
_OBJECTS = ("", "ه", "ها", "هم", "هما")
#: «كان الوزير يتحدث» tells of what was.
_HAD = frozenset(
    conjunction + had for conjunction in ("", "و", "ف") for had in ("كان", "كانت", "كانوا")
)
_HAD_REACH = 6
#: A present verb so many words away may be that of a clause.
_FAR = 6
_RELATIVE = frozenset(("الذي", "التي", "الذين", "اللذين", "اللتين"))

#: The future, as far as the spelling of a verb tells; nouns such as سيارة and ستة are none.
FUTURE_VERB = (
    r"س[يت](?!ا[سرحدقجئ]|اند|انف|د[هيا]|دات|طر|ن(?!ط|ع|ض|ته|تق|تخ|تظ|اق|شر|ظم|ظر|فذ)|ول|ر[اجه]|ره|ريت|فا|فو|فه|لف|لان|ما|من|ين|وك|ون|يف|اد|ئ|جار|تي"
    r"|سي|انل|امف|يو|رغي|ريز|دني|لتيك|مون|(?:له|لا|طا|رته|ان)(?![ء-ي]))[ء-ي]{2,}"
)
_IS_FUTURE = re.compile(FUTURE_VERB)
_WORD = re.compile(r"[ء-ي]+")
_FURTHEST = 24


def read_words(path: Path = TABLE) -> dict[Kind, frozenset[str]]:
    """Read the table of the words around days.

    Args:
        path: a file whose columns are those of the table of this checkout.

    Returns:
        The words of each kind, in the spelling that ``calendars.plain`` gives.

    Raises:
        TableError: a line has not the right columns, or names no kind.
    """
    words: dict[Kind, set[str]] = {kind: set() for kind in _KINDS}
    for line, (kind, listed) in tables.read(path, ("kind", "words"), filled=("words",)):
        if kind not in words:
            raise tables.error_at(path, line, f"a kind is one of {', '.join(_KINDS)}")
        words[kind] |= set(plain(listed).split())
    return {kind: frozenset(listed) for kind, listed in words.items()}


WORDS = read_words()


def _past_forms(he: str) -> Iterator[str]:
    """Yield he, she, they (two, several) of a verb: «وصل», «وصلت», «وصلا», «وصلوا»."""
    stem = he.removesuffix("ي").removesuffix("ا")
    yield he
    if he.endswith("ا"):
        yield he + "ت"  # a hamza, «بدأت», is spelled as «دعا» is
    for ending in ("ت", "تا", "ا", "وا"):
        yield stem + ending


def _present_forms(he: str) -> Iterator[str]:
    """Yield he, she and they of a verb: «يصل», «تصل», «يصلون»."""
    yield from (he, "ت" + he[1:], he + "ون", he + "ان")


def _tenses() -> dict[str, Kind]:
    told: dict[str, Kind] = {}
    for he in WORDS["planned"]:
        told |= dict.fromkeys(_present_forms(he), "planned")
    for he in WORDS["present"]:
        told |= dict.fromkeys(_present_forms(he), "present")
    for he in WORDS["noun"] | WORDS["past"]:
        forms = (form + of for form in _past_forms(he) for of in _OBJECTS)
        told |= dict.fromkeys(forms, "past")
    told |= dict.fromkeys(WORDS["noun"], "noun")
    told |= dict.fromkeys(WORDS["ahead"], "ahead")
    return told | dict.fromkeys(WORDS["state"], "state")


_TENSES = _tenses()


def kind_of(word: str) -> Kind | None:
    """Return what a word of a sentence tells of time, with or without a conjunction before it."""
    found = _TENSES.get(word) or (_TENSES.get(word[1:]) if word[:1] in ("و", "ف") else None)
    if found is None and _TENSES.get(word.lstrip("وف").removeprefix("س")) in ("present", "planned"):
        return "ahead"
    if found is None and "س" in word[:2] and _IS_FUTURE.fullmatch(word.lstrip("وف")):
        return "ahead"
    return found


def _begins_in_the_past(words: list[str]) -> bool:
    """Tell whether a verb before a clause is one of the past: «قصفت القوات التي تحتل … القرية»."""
    for at, word in reversed(tuple(enumerate(words))):
        kind = kind_of(word)
        if kind == "past" or (kind == "noun" and at == 0):
            return True
        if kind == "state" and word not in _RELATIVE:
            return False
    return False


def tense_before(before: str) -> Tense | None:
    """Return what the nearest verb tells; ``None`` where there is none before another thought.

    Args:
        before: what stands before a day in its sentence, in plain spelling.
    """
    words = _WORD.findall(before)[-_FURTHEST:]
    is_noun = False
    for at in range(len(words) - 1, -1, -1):
        kind = kind_of(words[at])
        if kind == "noun":
            is_noun = True
        elif kind in ("past", "present", "planned", "ahead"):
            is_present = kind in ("present", "planned")
            is_over = is_present and not _HAD.isdisjoint(words[max(0, at - _HAD_REACH) : at])
            is_over = is_over or (is_present and at > 0 and words[at - 1] == "لم")
            is_far = is_present and len(words) - at > _FAR
            is_over = is_over or (is_far and _begins_in_the_past(words[:at]))
            return "past" if is_over else kind
        elif kind is not None:
            break
    return "past" if is_noun else None
