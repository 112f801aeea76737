"""Which of the names that are also words and places are meant as an organisation."""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from index.analysis import fold
from index.article import Article
from index.facts.entities.organisations.name_pieces import is_glued
from index.facts.entities.organisations.name_words import CONTEXT
from index.facts.entities.organisations.sighting import Sighting
from index.facts.entities.organisations.sightings import may_be_club
from index.facts.entities.organisations.word_kinds import (
    is_adjective,
    is_of_a_country,
    place_words,
)
from index.facts.entities.parts import Part, Span

_FEWEST_SPORT_WORDS = 3
#: Where so many are sure, a word for clubs beside a common word is enough.
_FEWEST_CLUBS = 2
_ARTICLE = "ال"
_VERSUS = "×"
_SPORT = "sport"
_OF_MEMBERS = ("party", "armed", "state")
#: What stands between clubs that play each other, or in a list.
_BETWEEN = frozenset("-–—/،,*()×")
_AGAINST = frozenset(map(fold, ("و", "على", "أمام", "ضد", "مع")))


def decided(parts: Sequence[Part], seen: Sequence[Sighting], *, is_sport: bool) -> list[Sighting]:
    """Return the sightings that are meant, in their order.

    A writing that is also a word or a place counts where the word before it speaks of clubs, where
    a club stands beside it, or where the article has the same club in a sure way.

    Args:
        parts: of the article.
        seen: in the order of the text.
        is_sport: whether the article is about sport.
    """
    if not any(one.sign for one in seen):
        return list(seen)
    possible = [one for one in seen if _is_possible(parts, one, is_sport=is_sport)]
    has_beside = any(one.beside for one in possible)
    words = frozenset(chain.from_iterable(part.terms for part in parts if has_beside))
    sure = {one.span for one in possible if not one.sign or _is_supported(parts, one, words)}
    clubs = {one.span for one in possible if one.kind == "club" and one.span in sure}
    clubs |= {one.span for one in possible if clubs and _may_be_club(parts, one)}
    listed = [pair for pair in pairwise(possible) if _are_listed(parts, *pair)]
    for one, other in (*listed, *reversed(listed)):  # either way, so that all of a list are known
        clubs.update(_beside_clubs(parts, one, other, clubs))
    sure |= clubs
    if len({one.key for one in possible if one.span in clubs}) >= _FEWEST_CLUBS:
        sure |= {one.span for one in possible if _is_common_word(one) and one.support}
    known = {one.key for one in possible if one.span in sure}
    return [one for one in possible if one.span in sure or _is_other_writing(parts, one, known)]


def _is_common_word(one: Sighting) -> bool:
    """Tell whether a name is a club's that is a very common word, but no place."""
    if one.kind != "club" or one.sign != "!":
        return False
    return one.words[0] not in CONTEXT["pronoun"] and not place_words(one.words, 0)  # ضد أحد


def _is_other_writing(parts: Sequence[Part], one: Sighting, known: set[str]) -> bool:
    """Tell whether a doubtful writing is of an organisation that the article has in a sure way."""
    if one.key not in known:
        return False
    if one.sign != "!" or one.support:
        return True
    part, at = parts[one.span.part], one.span.first
    is_described = at > 0 and is_glued(part, at) and part.terms[at - 1].startswith(_ARTICLE)
    return _is_common_word(one) and not is_described and not _is_place(part, one)


def is_about_sport(article: Article, sport_words: int) -> bool:
    """Tell whether an article is about sport, by its section or by its words."""
    if article.section_id.startswith(_SPORT) or article.section == _SPORT:
        return True
    return sport_words >= _FEWEST_SPORT_WORDS


def _is_possible(parts: Sequence[Part], one: Sighting, *, is_sport: bool) -> bool:
    if not one.sign:
        return True
    if one.kind != "club":
        is_noun = _goes_on(parts[one.span.part], one)  # القاعدة الجوية
        return not is_noun and (one.sign == "?" or bool(one.support))
    if not is_sport:
        return False
    return one.sign != "@" or not _is_place(parts[one.span.part], one)


def _goes_on(part: Part, one: Sighting) -> bool:
    """Tell whether an adjective stands behind a doubtful name, as behind a common noun."""
    end = one.span.end
    return is_glued(part, end) and is_adjective(part.terms[end])


def _is_place(part: Part, one: Sighting) -> bool:
    at = one.span.first
    if fold(one.support) in CONTEXT["dealing"]:  # مع نظيرتها في الشارقة
        return False
    attached = part.text[part.tokens.starts[at] : one.start]
    if "ب" in attached or "ف" in attached:
        return True
    return at > 0 and part.terms[at - 1] in CONTEXT["place"]


def _may_be_club(parts: Sequence[Part], one: Sighting) -> bool:
    """Tell whether a doubtful club is likely enough in an article that names others."""
    if one.kind != "club" or one.sign not in ("?", "@"):
        return False
    return may_be_club(parts[one.span.part], one)


def _is_supported(parts: Sequence[Part], one: Sighting, words: frozenset[str]) -> bool:
    if one.kind == "club":
        return bool(one.support) and (one.sign != "!" or _is_of_a_team(one))
    if one.kind == "ministry":
        return bool(one.support)
    if one.sign == "!":  # زعماء فتح, but not «فتح الطريق»
        return one.kind in _OF_MEMBERS and one.support.isalpha()
    return one.sign == "?" and (bool(one.support) or _has_beside(parts, one, words))


def _is_of_a_team(one: Sighting) -> bool:
    """Tell whether the word beside a very common word stands beside nothing but clubs."""
    word = fold(one.support)
    if word in CONTEXT["team"] or is_of_a_country(word):
        return True
    is_of_a_match = one.support == _VERSUS or word in CONTEXT["side"] or word in CONTEXT["opponent"]
    return is_of_a_match and _is_common_word(one)


def _has_beside(parts: Sequence[Part], one: Sighting, words: frozenset[str]) -> bool:
    """Tell whether the article has a word that goes with a doubtful name: غزة with حماس."""
    at = one.span.first
    if parts[one.span.part].terms[at] != one.words[0]:  # بحماس is with zeal
        attached = parts[one.span.part].terms[at][0]
        if attached in "بك":
            return False
    return not one.beside.isdisjoint(words)


def _are_listed(parts: Sequence[Part], one: Sighting, other: Sighting) -> bool:
    """Tell whether two clubs stand in a list: «الهلال والنصر», «روما - ميلان»."""
    if one.kind != "club" or other.kind != "club" or one.span.part != other.span.part:
        return False
    part, at = parts[one.span.part], other.span.first
    if not 0 <= at - one.span.end <= 1:
        return False
    begins = part.terms[at] != other.words[0] or part.terms[at - 1] in _AGAINST
    return begins or not _BETWEEN.isdisjoint(part.gap(at))


def _has_preposition(parts: Sequence[Part], one: Sighting) -> bool:
    part = parts[one.span.part]
    return not part.terms[one.span.first].removeprefix("و").startswith(one.words[0])


def _beside_clubs(
    parts: Sequence[Part], one: Sighting, other: Sighting, clubs: set[Span]
) -> Iterator[Span]:
    """Yield which of two clubs in a list is doubtful and stands beside a sure one."""
    both = one.sign == other.sign == "?"
    for doubtful, beside in ((one, other), (other, one)):
        is_likely = doubtful.sign and (both or beside.span in clubs)
        is_likely = is_likely and (doubtful.sign != "!" or _is_common_word(doubtful))
        if is_likely and not _has_preposition(parts, doubtful):
            yield doubtful.span
