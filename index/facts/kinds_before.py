"""What the word before a name says that it is: وكالة, صحيفة, قناة, «صحيفته»."""

from index.facts.agency_kinds import KINDS_CALLED, KINDS_OF_QUOTED, KINDS_OF_SEVERAL, with_clitics
from index.facts.agency_lines import AgencyKind
from index.facts.agency_signs import COMMON_WORDS
from index.facts.tokenized_text import TokenizedText

_OPENING_QUOTES = frozenset("«»\"“”„'‘’(")
_QUOTES = frozenset('«»"“”')
#: The forms of these words, with what Arabic attaches to them.
KINDS_BEFORE = {form: kinds for word, kinds in KINDS_CALLED.items() for form in with_clitics(word)}
#: Somebody's own, before a name in quotes or brackets: «صحيفته «الجزيرة»».
KINDS_OWNED = {
    form: KINDS_CALLED[word]
    for word in ("صحيفه", "جريده", "مجله", "قناه", "وكاله")
    for ending in ("ته", "تها", "تنا", "تهم")
    for form in with_clitics(word[:-1] + ending)
}
_BEFORE_QUOTES = {
    form: kinds for word, kinds in KINDS_OF_QUOTED.items() for form in with_clitics(word)
}
_SEVERAL = frozenset(form for word in KINDS_OF_SEVERAL for form in with_clitics(word))
_NEWS = frozenset({"انباء", "الانباء", "اخبار"})
_OF_STATE = frozenset({"الرسميه", "الحكوميه"})
#: The words that may stand right before a name that is called by its kind.
CALLING = frozenset((*KINDS_BEFORE, *KINDS_OWNED, *_BEFORE_QUOTES, *_NEWS, *_OF_STATE))


def kinds_before(text: TokenizedText, at: int) -> tuple[AgencyKind, ...] | None:
    """Return the kinds of agency that the word before names, or ``None`` where it names none.

    Args:
        text: the text.
        at: the number of the word that may begin an agency's name.
    """
    if not at:
        return None
    here = at - 1
    if here and text.terms[here] in _OF_STATE and text.terms[here - 1] in _NEWS:
        here -= 1
    if text.terms[here] in _NEWS and here:
        here -= 1
    word = text.terms[here]
    kinds = KINDS_BEFORE.get(word)
    if kinds is None:
        kinds = KINDS_OWNED.get(word)
        if kinds is None or not text.before(at) or text.before(at) not in _OPENING_QUOTES:
            return None
    elif word in _SEVERAL and _is_adjective(text, here, at):
        return None
    return kinds if stands_close(text, here, at) else None


def kinds_of_quoted(text: TokenizedText, at: int, last: int) -> tuple[AgencyKind, ...] | None:
    """Return the kinds that a word such as موقع gives to these words alone in quotes, or ``None``.

    Args:
        text: the text.
        at: the number of the name's first word.
        last: the number of its last one.
    """
    kinds = _BEFORE_QUOTES.get(text.terms[at - 1]) if at else None
    if kinds is None or text.before(at) not in _QUOTES or text.after(last) not in _QUOTES:
        return None
    return kinds if stands_close(text, at - 1, at) else None


def _is_adjective(text: TokenizedText, here: int, at: int) -> bool:
    """Tell whether no names follow: وكالات الأنباء الإيرانية are the agencies of a country.

    In a byline «وكالات» is a part of its own.
    """
    if text.is_credit or text.terms[at] in _NEWS:
        return True
    return here < at - 1 and text.terms[at] in COMMON_WORDS


def stands_close(text: TokenizedText, here: int, at: int) -> bool:
    """Tell whether no stop, comma or line ends between a word and a later one."""
    gap = text.text[text.end(here) : text.start(at)]
    return not any(char in gap for char in ".،,؛\n")
