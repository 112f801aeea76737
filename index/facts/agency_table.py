"""Which agency of the table a name means, and which of its writings begin at a word."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from index.analysis import folded_words
from index.facts.agency_kinds import KINDS_CALLED, with_clitics
from index.facts.agency_lines import AGENCIES
from index.facts.agency_writings import WRITINGS, Key, Tier, Writing

# A shorter word after a clitic would as easily be another word.
_SHORTEST_AFTER_CLITIC = 4
#: The words behind it tell what it is: لشمس إف إم.
_SHORTEST_OF_SEVERAL = 3
#: Letters' names that are no words behind a clitic either: وبي إن سبورت, لسي إن إن.
_AFTER_CLITIC = frozenset({"بي", "سي", "جي"})
#: Letters of a Latin abbreviation that is no word or code of a language.
_SHORTEST_LATIN = 2
#: What is attached to a sign that is reported: لوات, للأناضول.
_TO = ("ل", "ول")


def _shortest_before(words: Key) -> int:
    """Return how many letters a first word has at least to stand behind a clitic."""
    if words[0] in _AFTER_CLITIC:
        return len(words[0])
    return _SHORTEST_OF_SEVERAL if len(words) > 1 else _SHORTEST_AFTER_CLITIC


#: The first words of writings, with and without clitics, and what each stands for.
FIRST_WORDS: dict[str, str] = {
    form: words[0]
    for words, writing in WRITINGS.items()
    if writing.tier is Tier.NAME
    for form in with_clitics(words[0], _shortest_before(words))
}
FIRST_WORDS |= {words[0]: words[0] for words in WRITINGS}


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isupper() and len(sign) > _SHORTEST_LATIN


#: The signs that words of crediting make sure (ذكرت كونا), also behind an attached ل.
REPORTED: frozenset[Key] = frozenset(
    folded_words(sign)
    for agency in AGENCIES.values()
    for sign in (*agency.reported, *filter(_is_latin, agency.signs))
)


def _first_words_told() -> Iterator[tuple[str, str]]:
    for first, *_ in REPORTED:
        if len(first) > 1:
            for clitic in _TO:
                yield clitic + first, first
                if first.startswith("ال"):
                    yield clitic + "ل" + first[2:], first


FIRST_WORDS = dict(_first_words_told()) | FIRST_WORDS


def _lengths() -> dict[str, dict[str, tuple[int, ...]]]:
    lengths: dict[str, dict[str, set[int]]] = {}
    for words in WRITINGS:
        second = words[1] if len(words) > 1 else ""
        lengths.setdefault(words[0], {}).setdefault(second, set()).add(len(words))
    return {
        first: {
            second: tuple(sorted(found | seconds.get("", set()), reverse=True))
            for second, found in seconds.items()
        }
        for first, seconds in lengths.items()
    }


#: How many words the writings have that begin with a word and a second one, the longest first. A
#: writing of one word has the empty one behind it, and is among the lengths of every second word.
_LENGTHS = _lengths()
#: The second words that a word needs behind it to begin a writing; no entry where it may be one.
SECOND_WORDS: dict[str, frozenset[str]] = {
    form: frozenset(_LENGTHS[first])
    for form, first in FIRST_WORDS.items()
    if "" not in _LENGTHS[first]
}


def _begin_called() -> dict[str, frozenset[str]]:
    bearers: dict[str, set[str]] = {}
    for words, writing in WRITINGS.items():
        bearers.setdefault(words[0], set()).update(
            (*writing.ids, *writing.shared) if writing.tier is Tier.CALLED else ("",)
        )
    return {
        form: frozenset(bearers[first])
        for form, first in FIRST_WORDS.items()
        if "" not in bearers[first]
    }


#: The first words of what is left of names alone, with whose they are: most are common words
#: (المجلس, الرسالة) that need a word such as صحيفة before them.
BEGIN_CALLED = _begin_called()
_NAMES_KEPT = 4096
_LABELS: dict[Key, str] = {
    folded_words(text): agency.id
    for agency in reversed(AGENCIES.values())
    for text in (agency.latin, agency.label, agency.id)
}


@lru_cache(maxsize=_NAMES_KEPT)
def resolve(name: str, country: str = "") -> str | None:
    """Return the id of the agency that is written so, or ``None``: ``أ.ف.ب`` gives ``afp``.

    Names, signs, labels and ids are known, also behind a word that says what it is:
    ``صحيفة الجزيرة`` and ``قناة الجزيرة`` are two.

    Args:
        name: as printed.
        country: of what it stands in. It tells which of several of one name is meant.
    """
    words = folded_words(name)
    if not words:
        return None
    writing = WRITINGS.get(words)
    if writing and writing.tier is not Tier.CALLED:
        found = writing.id_for(None, "", country)
        if found:
            return found
    if words in _LABELS:
        return _LABELS[words]
    kinds = KINDS_CALLED.get(words[0])
    called = WRITINGS.get(words[1:])
    return called.id_for(kinds, "", country) if kinds and called else None


def unmistakable(text: str) -> str | None:
    """Return the id of the agency that a text names as a whole and in no other sense, or ``None``.

    A name is one, and so are initials (أ.ب) and an abbreviation in Latin letters; a sign such as
    واس or «اليوم» is not.
    """
    words = folded_words(text)
    writing = WRITINGS.get(words)
    if writing is None:
        return None
    is_short = all(len(word) == 1 or word.isascii() for word in words)
    return writing.id_for(None, "") if writing.tier is Tier.NAME or is_short else None


def longest_first(terms: Sequence[str], at: int) -> Iterator[tuple[Writing, int]]:
    """Yield the writings that begin at a word, the longest first, with their number of words.

    Behind a clitic only names are meant, and signs that are reported: لرويترز and للأناضول are
    some, لسبق may be a verb.
    """
    first = FIRST_WORDS.get(terms[at])
    if first is None:
        return
    seconds = _LENGTHS[first]
    second = terms[at + 1] if at + 1 < len(terms) else ""
    # Half of the words that begin a writing are as common as «ان»: what follows rules most out.
    for length in seconds.get(second) or seconds.get("", ()):
        if at + length > len(terms):
            continue
        words = (first, *terms[at + 1 : at + length])
        writing = WRITINGS.get(words)
        if writing and (writing.tier is Tier.NAME or first == terms[at] or words in REPORTED):
            yield writing, length
