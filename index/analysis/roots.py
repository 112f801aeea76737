"""The root of a word, by the patterns (أوزان) of Arabic word formation.

A pattern is a word with the letters of the root written ف ع ل, as Arabic grammar has always named
them: فاعل is كاتب for the root كتب. A word that has the letters of a pattern at their places
is taken to be made by it. The patterns are tried from the most particular to the least, so that
استقبال is not read as افتعال. Weak letters change their shape within one root (قال, يقول, قائد):
they all become و.

What comes out joins words on the wide level only, where it counts least; two words with one
root may well mean different things.
"""

import re
from functools import lru_cache

# Of each length, in the order in which they are tried.
_PATTERNS_BY_LENGTH = {
    4: "فاعل مفعل يفعل تفعل نفعل فعال فعيل فعول فوعل افعل فعلي فعلة فعلا فعلن فعلت فعتل",
    5: "مفعول مفاعل تفاعل مفعال تفعيل افتعل انفعل افعال اتفعل مفتعل متفعل منفعل فواعل فعائل فعاعل "
    "فاعول فعلاء فعلان فعالي فعالة فعولة فعيلة فاعلة مفعلة مفعلي افعلة فعلية فاعلي فعولي فعيلي "
    "تفعلة تفعلي يفتعل ينفعل يتفعل تفتعل تنفعل تتفعل يفاعل افعلي فعلوا فعالا فعايا افاعل",
    6: "استفعل مستفعل يستفعل تستفعل افتعال انفعال متفاعل مفاعيل تفاعيل افاعيل فواعيل فعاعيل مفاعلة "
    "افعلاء تفعيلي انفعلي مفعولة مفتعلة متفعلة منفعلة فعالية فاعلية فعلاني مفعلية افعالي "
    "يتفاعل تتفاعل تفاعلي مفاعلي فعائلي مفعولي فواعلة تفعيلة",
    7: "استفعال مستفعلة افتعالي انفعالي مفاعلية تفعيلية استفعلي متفاعلة فعلانية مفعولية تفاعلية",
    8: "استفعالي استفعالة افتعالية انفعالية",
}

_WEAK = str.maketrans("اويىئؤءأ", "وووووووو")

_OWN_LETTERS = "".join(sorted({*"".join(_PATTERNS_BY_LENGTH.values()), *"اويىئؤءأة"} - {*"فعل "}))
_ROOT_LETTERS = re.compile(f"[^{_OWN_LETTERS}]")


def _rule(pattern: str) -> re.Pattern[str]:
    letters = "".join("([^ة])" if letter in "فعل" else letter for letter in pattern)
    return re.compile(letters)


_RULES = {
    length: tuple(map(_rule, patterns.split())) for length, patterns in _PATTERNS_BY_LENGTH.items()
}


@lru_cache(maxsize=200_000)
def root(lemma: str) -> str:
    """Return the root of a lemma in normal spelling; empty where no pattern fits."""
    if len(lemma) == 3:
        return lemma.translate(_WEAK)
    if len(lemma) not in _RULES:
        return ""
    places = _places(_ROOT_LETTERS.sub("ف", lemma))
    return "".join([lemma[place] for place in places]).translate(_WEAK)


@lru_cache(maxsize=50_000)
def _places(shape: str) -> tuple[int, ...]:
    """Return where the letters of the root stand in a word of this shape; nowhere: none fits.

    A shape is a word in which every letter that no pattern has, and that is not weak, is ف: what
    such a letter is decides nothing, so that few shapes stand for all words.
    """
    for rule in _RULES[len(shape)]:
        match = rule.fullmatch(shape)
        if match and _plausible("".join(match.groups()).translate(_WEAK)):
            return tuple(match.start(group) for group in range(1, rule.groups + 1))
    return ()


def _plausible(letters: str) -> bool:
    return len(letters) in (3, 4) and letters.count("و") < 3
