"""Every writing of the agencies of the table: whose it is and where it may be taken."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from index.analysis import folded_words
from index.facts.agency_kinds import KINDS_CALLED
from index.facts.agency_lines import AGENCIES, Agency, AgencyKind

Key = tuple[str, ...]

#: The names of Latin letters. «السي إن إن» is as usual as «سي إن إن». Not تي: التي is a word.
_LETTERS_WORDS = "ايه اي بي سي دي اف جي اتش كي ال ام ان كيو ار اس يو"
_LETTERS = frozenset(_LETTERS_WORDS.split())
#: Besides them, what the call letters of a station have: كيه.إيه.بي.سي is not إيه بي سي.
CALL_LETTERS = _LETTERS | {"كيه", "دبليو", "تي", "في", "زد", "اكس", "او", "جيه", "جيم", "ايش"}


class Tier(IntEnum):
    """Where a writing may be taken, from everywhere to hardly anywhere."""

    NAME = 0
    SIGN = 1
    #: What is left of a name that begins with a word such as صحيفة.
    CALLED = 2


@dataclass(frozen=True, slots=True)
class Writing:
    """One way of writing, and whose it is.

    Attributes:
        ids: of those that it means anywhere, the best known first.
        shared: of those that it means in articles of their country or of themselves only.
        tier: where it may be taken.
    """

    ids: tuple[str, ...]
    shared: tuple[str, ...]
    tier: Tier

    def id_for(
        self, kinds: tuple[AgencyKind, ...] | None, own: str, country: str = ""
    ) -> str | None:
        """Return the agency that is meant, or ``None`` where nothing decides.

        Args:
            kinds: that the word before it names; ``None`` where it names none.
            own: id of the paper that it stands in. It is meant where it has this name.
            country: of that paper. Who has this name there comes before the others.
        """
        if not self.shared and len(self.ids) == 1:
            only = self.ids[0]
            return only if kinds is None or AGENCIES[only].kind in kinds else None
        several = self.ids + self.shared
        asked = [id_ for id_ in several if kinds is None or AGENCIES[id_].kind in kinds]
        if own in asked:
            return own
        if self.shared and country:
            for id_ in asked:
                if AGENCIES[id_].country == country:
                    return id_
        return next((id_ for id_ in asked if id_ in self.ids), None)

    def of_country(self, country: str) -> str | None:
        """Return the first that is of a country, or ``None``."""
        several = self.ids + self.shared
        return next((id_ for id_ in several if AGENCIES[id_].country == country), None)


#: Whose they are, between what they are and their country: التلفزيون الحكومي السوري.
_OF_STATE = {
    ("وكاله", "الانباء"): ("الرسميه", "الحكوميه"),
    ("التلفزيون",): ("الرسمي", "الحكومي", "العام"),
    ("الاذاعه",): ("الرسميه", "الحكوميه", "العامه"),
}


#: Letters of Latin words that are a name anywhere.
_SHORTEST_NAME = 7
_ORDINALS = frozenset(
    folded_words("الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة")
)


def _as_written(words: Key) -> Iterator[Key]:
    """Yield a name, and the other ways of saying it that need no writing of their own.

    A word of the state before the country, تليفزيون for تلفزيون, and of a country's channels
    القناة الأولى بالتلفزيون الألماني for القناة الأولى الألمانية.
    """
    for name in (*_with_state(words), *_of_channel(words)):
        yield name
        if any("تلفزيون" in word for word in name):
            yield tuple(word.replace("تلفزيون", "تليفزيون") for word in name)


def _of_channel(words: Key) -> Iterator[Key]:
    match words:
        case ("القناه", number, country) if number in _ORDINALS and country.endswith("يه"):
            pass
        case ("القناه", country, number) if number in _ORDINALS and country.endswith("يه"):
            pass
        case _:
            return
    state = country.removesuffix("ه")
    yield ("القناه", country, number)
    yield ("القناه", number, country)
    yield ("القناه", number, "في", "التلفزيون", state)
    yield ("القناه", number, "بالتلفزيون", state)
    yield ("القناه", number, "للتلفزيون", state)


def _with_state(words: Key) -> Iterator[Key]:
    """Yield a name, and those with a word of the state before its country."""
    yield words
    for head, inside in _OF_STATE.items():
        if words[: len(head)] == head and len(words) == len(head) + 1:
            for word in inside:
                yield (*head, word, *words[len(head) :])


def _writings() -> Iterator[tuple[Key, str, Tier, bool]]:
    for agency in AGENCIES.values():
        for words, tier in _own_writings(agency):
            yield words, agency.id, tier, False
        for name in agency.shared:
            words = folded_words(name)
            yield words, agency.id, Tier.NAME if len(words) > 1 else Tier.SIGN, True
            if called := _called(words):
                yield called, agency.id, Tier.CALLED, True


def _own_writings(agency: Agency) -> Iterator[tuple[Key, Tier]]:
    for name in agency.names:
        words = folded_words(name)
        for written in _as_written(words):
            yield written, Tier.NAME
        if len(words) > 2 and words[0] in _LETTERS:
            yield ("ال" + words[0], *words[1:]), Tier.NAME
        if called := _called(words):
            yield called, Tier.CALLED
    for sign in agency.signs:
        words = folded_words(sign)
        yield words, _tier_of_sign(words)
    if any(sign.isascii() for sign in agency.signs):
        for address in _addresses(folded_words(agency.latin)):
            yield address, Tier.SIGN


def _called(words: Key) -> Key:
    """Return what is left of a name behind the word that says what it is, if there is one."""
    return words[1:] if len(words) > 1 and words[0] in KINDS_CALLED else ()


def _tier_of_sign(words: Key) -> Tier:
    """Return where a sign may be taken: Latin words of an Arabic text are a name (Le Figaro)."""
    is_name = len(words) > 1 and words[0] != "the" and all(len(w) > 1 for w in words)
    is_latin = all(word.isascii() and word.isalpha() for word in words)
    return (
        Tier.NAME if is_name and is_latin and sum(map(len, words)) > _SHORTEST_NAME else Tier.SIGN
    )


def _addresses(words: Key) -> Iterator[Key]:
    """Yield how a medium's Latin name stands in addresses: dailymail, vox.com."""
    joined = "".join(words)
    if (
        joined.isascii()
        and joined.isalnum()
        and words != (joined,)
        and len(joined) >= _SHORTEST_NAME
    ):
        yield (joined,)
    if joined.isascii() and joined.isalnum():
        yield (joined, "com")


def _gather(writings: Iterable[tuple[Key, str, Tier, bool]]) -> dict[Key, Writing]:
    gathered: dict[Key, dict[str, tuple[bool, Tier]]] = {}
    for words, agency_id, tier, is_shared in writings:
        tiers = gathered.setdefault(words, {})
        # Who has it for a name of its own and as one of several keeps it as its own.
        tiers[agency_id] = min((is_shared, tier), tiers.get(agency_id, (is_shared, tier)))
    return {words: _writing(tiers) for words, tiers in gathered.items()}


def _writing(tiers: dict[str, tuple[bool, Tier]]) -> Writing:
    best_first = sorted(tiers, key=tiers.__getitem__)
    return Writing(
        ids=tuple(id_ for id_ in best_first if not tiers[id_][0]),
        shared=tuple(id_ for id_ in best_first if tiers[id_][0]),
        tier=min(tier for _, tier in tiers.values()),
    )


WRITINGS = _gather(_writings())

#: The signs that are common words, and whose they are at the edges of a text.
OPENINGS: dict[Key, str] = {
    folded_words(sign): agency.id for agency in AGENCIES.values() for sign in agency.openings
}
