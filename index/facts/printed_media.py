"""Media that the table does not have, as they are printed: صحيفة «جاينسفيل صن» المحلية.

Behind a word that says what it is, a name in quotes or brackets is one, and so is a name in Latin
letters. It is not compared with other writings of the same name.
"""

from index.facts.agency_kinds import with_clitics
from index.facts.agency_table import longest_first
from index.facts.agency_writings import CALL_LETTERS, Tier
from index.facts.tokenized_text import TokenizedText

_LONGEST_NAME = 4  # words
_SHORTEST = 3  # letters, of its longest word
_OPENING = frozenset('«"“(')
_CLOSING = frozenset('»"”)')
_WITHIN = frozenset(" \u00a0-.'’")
_PAPERS = frozenset(form for word in ("صحيفه", "جريده") for form in with_clitics(word))
_BROADCASTERS = frozenset(form for word in ("قناه", "اذاعه") for form in with_clitics(word))
_STATIONS = frozenset(form for word in ("تلفزيون", "محطه") for form in with_clitics(word))
_FEWEST_LETTERS = 3
#: Words that say it of what stands in quotes behind them.
BEFORE_PRINTED = _PAPERS | _BROADCASTERS | _STATIONS


def printed_medium(text: TokenizedText, at: int) -> tuple[str, int] | None:
    """Return the name that stands in quotes behind a word such as صحيفة and is in no table.

    A قناة may be one of a video site or of water: an adjective has to stand behind it. A محطة is a
    station by its call letters alone (كيه.إيه.بي.سي).

    Args:
        text: the text.
        at: the number of the word that says what the name is, one of ``BEFORE_PRINTED``.

    Returns:
        The name as printed and the number of words, that word included; ``None`` without one.
    """
    start = at + 1
    if text.is_credit or start >= len(text.terms):
        return None
    gap = text.text[text.end(at) : text.start(start)].strip(" \u00a0")
    if len(gap) == 1 and gap in _OPENING:
        last = _last_quoted(text, start)
    else:
        last = _last_latin(text, start) if not gap and _is_latin(text.terms[start]) else None
    if last is None or not _is_named(text, at, start, last):
        return None
    return " ".join(text.text[text.start(start) : text.end(last)].split()), last - at + 1


def _is_named(text: TokenizedText, at: int, start: int, last: int) -> bool:
    """Tell whether these words name a medium that the table does not have."""
    name = text.terms[start : last + 1]
    has_letters = len(name) >= _FEWEST_LETTERS and CALL_LETTERS.issuperset(name)
    if text.terms[at] in _STATIONS or has_letters:
        known = any(length == len(name) for _, length in longest_first(text.terms, start))
        return has_letters and not known
    if max(map(len, name)) < _SHORTEST or _is_known(text, start, last):
        return False
    return text.terms[at] not in _BROADCASTERS or _has_adjective(text, last)


def _is_known(text: TokenizedText, start: int, last: int) -> bool:
    """Tell whether the table has this name or one in it, whoever is meant by it."""
    whole = last - start + 1
    return any(
        writing.tier is Tier.NAME or length == whole
        for at in range(start, last + 1)
        for writing, length in longest_first(text.terms, at)
    )


def _has_adjective(text: TokenizedText, last: int) -> bool:
    """Tell whether a word such as الإخبارية or النمساوية follows."""
    following = text.terms[last + 1] if last + 1 < len(text.terms) else ""
    gap = text.text[text.end(last) : text.start(last + 1)] if following else ""
    return following.startswith("ال") and following.endswith("يه") and len(gap) <= _SHORTEST


def _last_quoted(text: TokenizedText, start: int) -> int | None:
    """Return the number of the last word before the closing quote, if it is near."""
    for last in range(start, min(start + _LONGEST_NAME, len(text.terms))):
        if last > start and not _adjoins(text, last):
            return None
        if text.text[text.end(last) : text.end(last) + 2].strip(" .")[:1] in _CLOSING:
            return last
    return None


def _last_latin(text: TokenizedText, start: int) -> int:
    last = start
    while (
        last + 1 < len(text.terms) and _is_latin(text.terms[last + 1]) and _adjoins(text, last + 1)
    ):
        last += 1
    return last


def _adjoins(text: TokenizedText, at: int) -> bool:
    return _WITHIN.issuperset(text.text[text.end(at - 1) : text.start(at)])


def _is_latin(term: str) -> bool:
    return term.isascii() and term[0].isalpha()
