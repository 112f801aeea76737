"""How much decoded letters are like Arabic news, in bits: by what letter follows which.

The same bytes read in two encodings give two texts; the difference of their bits says how much
likelier one is than the other, so a decision is measured and never a coin.
"""

import re
from functools import lru_cache
from pathlib import Path

_TABLE = Path(__file__).with_name("letter_pairs.tsv")
#: A letter of 37 that are equally frequent: what is no Arabic costs more.
_ANY_LETTER = 5.2
#: What no writer does: a letter of another script within a word, a vowel mark on nothing.
IMPOSSIBLE = 12.0
#: A letter that the table does not have, Persian or Urdu; some words of a page have one.
_STRANGE = 8.0

_LETTERS = "\u0620-\u063a\u0641-\u064a\u066e\u066f\u0671-\u06d3"
_MARKS = "\u0640\u064b-\u0652\u0670"
#: Letters and signs of other scripts: what Arabic becomes in a wrong encoding.
_FOREIGN = (
    "a-zA-Z\u0080-\u009f\u00a4\u00a6-\u00aa\u00ac-\u00ba\u00bc-\u00be\u00c0-\u024f\u0370-\u05ff"
    "\u2500-\u25ff\ufffd"
)
_RUN = re.compile(f"[{_LETTERS}{_MARKS}]+")
_MARK = re.compile(f"[{_MARKS}]+")
# Shadda takes another mark; doubled tanwin and the like are no writing.
_ODD_MARKS = re.compile("[\u064b-\u0650\u0652][\u064b-\u0650\u0652]|\u0651\u0651")
_SEAM = re.compile(f"[{_LETTERS}](?=[{_FOREIGN}])|[{_FOREIGN}](?=[{_LETTERS}{_MARKS}])")
_NO_SIGN = re.compile("[\ufffd\u0080-\u009f]")
_FOREIGN_WORD = re.compile("[\u00c0-\u024f\u0370-\u05ff\u2500-\u25ff]{2,}")
_TOKEN = re.compile(r"[^\s<>]+")
_SAME = str.maketrans("کیہھے", "كيههي")


def _costs() -> dict[str, float]:
    lines = _TABLE.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    letters = "".join(letter for letter, _ in rows)
    return {
        letter + following: int(digit, 36) / 2
        for letter, digits in rows
        for following, digit in zip(letters, digits, strict=True)
    }


_COSTS = _costs()


def arabic_bits(text: str) -> float:
    """Return by how many bits a text is likelier as Arabic news than as letters of no order.

    Args:
        text: of any language; words of Latin letters count neither for it nor against it.

    Returns:
        Above 0 for Arabic, about one a letter; far below for bytes read in a wrong encoding.
    """
    # A word that stands there a hundred times says no more than once.
    tokens = dict.fromkeys(token for token in _TOKEN.findall(text) if not token.isascii())
    text = "\n".join(tokens)
    impossible = (len(each.findall(text)) for each in (_SEAM, _NO_SIGN, _ODD_MARKS))
    foreign = sum(len(word) for word in _FOREIGN_WORD.findall(text))
    words = sum(map(_word_bits, _RUN.findall(text)))
    return words - IMPOSSIBLE * sum(impossible) - _STRANGE * foreign


def arabic_words(text: str) -> list[str]:
    """Return the runs of Arabic letters of a text, without vowel marks and tatweel."""
    return list(filter(None, (_MARK.sub("", run) for run in _RUN.findall(text))))


@lru_cache(maxsize=1 << 14)
def _word_bits(run: str) -> float:
    word = _MARK.sub("", run).translate(_SAME)
    if run[0] != "\u0640" and _MARK.match(run):
        return -IMPOSSIBLE
    if len(word) < 2:  # a letter alone is a mark in a list as often as a word
        return 0.0
    framed = f"_{word}_"
    cost = sum(_COSTS.get(framed[at : at + 2], _STRANGE) for at in range(len(word) + 1))
    return _ANY_LETTER * (len(word) + 1) - cost
