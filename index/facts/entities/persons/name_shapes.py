"""The shape of a name: where it ends, and of what it is made.

A name is a row of units: a given name, a family name, an unknown word, or several words that
belong together (:mod:`index.facts.entities.persons.joined_units`). Nothing but a space stands
between them.
"""

from collections.abc import Iterator

from index.facts.entities.persons import letter_signs as letters
from index.facts.entities.persons import unit_signs as signs
from index.facts.entities.persons.closed_words import group
from index.facts.entities.persons.fathers import has_father
from index.facts.entities.persons.joined_units import joined_unit
from index.facts.entities.persons.known_words import ALONE, MAYBE, PLAIN, SURE
from index.facts.entities.persons.name_text import WORDS, NameText
from index.facts.entities.persons.syllables import name_of_syllables
from index.facts.entities.persons.titles_within import is_title_within
from index.facts.entities.persons.units import Shape, Unit, UnitKind

_LONGEST = 7  # units
_SHORTEST_UNKNOWN = 3  # letters
_PLURAL_VERB = "وا"
_PURPOSE = ("لي", "لت")
#: How forms of verbs begin, and how names end that begin like them.
_PRESENT = ("ي", "ت")
_OF_NAMES = "يهانسو"
_POSSESSIVES = ("تها", "تهم", "تهما", "تنا", "اتها")
#: What does not begin a name where it has the article.
_LAST_ONLY = ("unknown", "family")
_ORDINALS = group("ordinal")
_PHRASES = {"حسن": group("good"), "عيد": group("feast")}
#: What makes a name of any word before it.
BEHIND_FIRST = group("second") | {"بن"}


def shape_at(text: NameText, at: int, *, cut: int = 0) -> Shape | None:
    """Return the longest row of units that begins at a word; ``None`` where none does.

    Args:
        text: that it stands in.
        at: number of the word.
        cut: letters in front of the word that are known to be a clitic, since it is in a list.
    """
    if text.words[at] is PLAIN and not _may_begin(text, at):
        return None
    first = _first_unit(text, at, is_listed=cut > 0)
    if first is None:
        return None
    units = tuple(_units(text, first))
    is_definite = text.terms[at].startswith("ال") and first.kind in _LAST_ONLY
    if len(units) > 1 and is_definite and not letters.is_like_article(text, at):
        return None  # «القائد الحربي أوتو»
    return Shape(units, text.words[at].cut or cut)


def _may_begin(text: NameText, at: int) -> bool:
    """Tell, at little cost, whether a word of no table may begin a name."""
    return text.terms[at + 1] in BEHIND_FIRST or text.reading(at).unknown


def _units(text: NameText, first: Unit) -> Iterator[Unit]:
    unit: Unit | None = first
    is_arab = is_complete = False
    for number in range(_LONGEST):
        if unit is None:
            return
        if unit.kind == "unknown" and not _may_follow(text, unit, number, is_arab, is_complete):
            return
        yield unit
        is_arab = is_arab or unit.kind in ("joined", "nisba") or text.words[unit.first].arab
        is_complete = unit.kind == "alone" or (is_arab and unit.kind in ("family", "nisba"))
        unit = _next_unit(text, unit.end, unit) if text.joined(unit.end) else None


def _may_follow(text: NameText, unit: Unit, number: int, is_arab: bool, is_complete: bool) -> bool:
    """Tell whether an unknown word goes on with a name of so many units."""
    term = text.terms[unit.first]
    if is_arab and term.startswith(_PURPOSE) and not term.endswith("ي"):
        return False  # ليسكب
    if number > 1 and term.startswith("و"):
        return False
    if number > 1 and is_arab and term.startswith(_PRESENT) and term[-1] not in _OF_NAMES:
        return False  # «جمال عبدالناصر يؤمم»
    if not is_complete:
        return True
    if text.joined(unit.end) and text.words[unit.end].surname == ALONE:
        return True
    return is_arab and term.startswith("ال")


def _first_unit(text: NameText, at: int, *, is_listed: bool) -> Unit | None:
    if joined := joined_unit(text, at, is_first=True):
        return joined
    word = text.words[at]
    if word.eastern and (name := name_of_syllables(text, at)):
        return name
    if word.may_be_name and not signs.has_pronoun(text, at):
        return _known_first(text, at, is_listed=is_listed)
    is_other = word.title or word.bearer or word.saying or word.link
    if is_other or not (text.reading(at).unknown or has_father(text, at)):
        return None
    term = text.terms[at]
    if has_father(text, at):
        return Unit(at, at + 1, "given?")
    if len(term) < _SHORTEST_UNKNOWN or term.startswith(signs.ARTICLE_BEHIND_CLITIC):
        return None
    family = text.words[at + 1]
    is_family = family.surname >= SURE and not family.cut and text.reading(at + 1).unknown
    is_verb = term.endswith(_PLURAL_VERB) and not is_family  # «جيسوالدوا فيريرا»
    if is_verb or letters.is_behind_glued_preposition(text, at):
        return None
    if not is_listed and letters.has_hamza_behind_clitic(text, at):
        return None
    if WORDS[term[1:]].link == "descent" or term.endswith(_POSSESSIVES):
        return None  # «ببن قردان», «وتنافسيتها»
    return Unit(at, at + 1, "unknown")


def _known_first(text: NameText, at: int, *, is_listed: bool) -> Unit | None:
    kind = _known_kind(text, at)
    if text.terms[at + 1] in _PHRASES.get(text.terms[at][text.words[at].cut :], ()):
        return None  # «علاقات حسن جوار», «عيد الأضحى»
    if text.terms[at - 1].isdigit() and text.joined(at):
        return None  # «14 جوان»
    if kind == "family?" and has_father(text, at):
        return Unit(at, at + 1, "given?")
    if kind == "family?" or signs.is_preposition(text, at) or signs.has_no_clitic(text, at):
        return None
    if kind == "given?" and not is_listed and signs.is_rather_word(text, at):
        return None
    may_be_word = kind == "given?" or (kind == "given" and text.words[at].cut)
    if may_be_word and signs.is_before_foreign_name(text, at):
        return None  # «ونشأت أندرسون في كاليفورنيا»
    if kind == "alone" and text.words[at].cut and text.terms[at].startswith("ف"):
        return None  # فرائس
    return Unit(at, at + 1, kind)


def _next_unit(text: NameText, at: int, before: Unit) -> Unit | None:
    if signs.is_maghrebi(text, at, before):
        return Unit(at, at + 1, "nisba")
    if text.words[at].cut and not signs.is_name_like_clitic(text, at, before):
        return None
    if text.words[at] is PLAIN and signs.is_before_surname(text, at, before):
        return Unit(at, at + 1, "unknown")
    if joined := joined_unit(text, at, is_first=False):
        return joined
    if text.terms[at] in _ORDINALS and before.kind == "given":
        return Unit(at, at + 1 + (text.terms[at + 1] == "عشر"), "joined")
    kind = _next_kind(text, at, before)
    return Unit(at, at + 1, kind) if kind else None


def _next_kind(text: NameText, at: int, before: Unit) -> UnitKind | None:
    word = text.words[at]
    if word.cut:
        return "unknown"
    if word.link == "descent" or signs.is_preposition(text, at):
        return None
    if word.title == "nation" and before.kind == "given" and not text.words[before.first].arab:
        return None  # «إدواردو البرازيلي»
    if is_title_within(text, at, before):
        return "given"
    if word.may_be_name:
        return _name_kind(text, at, before)
    if word.title == "honorific" and signs.is_family_called_so(text, at, before):
        return "nisba"
    if word.saying or word.bearer or word.title in ("honorific", "role"):
        return None
    if text.reading(at).unknown or letters.has_other_hamza(text, at):
        return _unknown_kind(text, at, before)
    if signs.is_nisba(text, at, before):
        return "nisba"
    return _form_kind(text, at, before)


def _name_kind(text: NameText, at: int, before: Unit) -> UnitKind | None:
    """Return what a word is that a table has as a name."""
    kind = _known_kind(text, at)
    is_word = kind in ("given?", "family?") and (
        before.kind == "alone" or signs.begins_phrase(text, at)
    )
    if is_word or signs.is_of_foreign_name(text, at, before):
        return None
    return "nisba" if kind == "family?" and signs.is_known_nisba(text, at, before) else kind


def _unknown_kind(text: NameText, at: int, before: Unit) -> UnitKind | None:
    """Return what a word is that no table knows."""
    term = text.terms[at]
    if letters.is_and_another(text, at) or term.startswith(signs.ARTICLE_BEHIND_CLITIC):
        return None
    if term.endswith(_PLURAL_VERB):
        return None
    is_nisba = term.startswith("ال") and term.endswith("ي")
    return "nisba" if is_nisba or signs.is_unknown_surname(text, at, before) else "unknown"


def _form_kind(text: NameText, at: int, before: Unit) -> UnitKind | None:
    """Return what a word is that is read as a form of another one."""
    reading = text.reading(at)
    if before.kind != "given" or reading.stop or reading.place or reading.verb:
        return None
    if not reading.exact and text.terms[at].endswith(signs.PRONOUNS_OF_OTHERS):
        return None  # «نبيل مواقفكم»
    if signs.is_noun_for_surname(text, at, before):
        return "nisba"
    if reading.exact:
        return None
    if signs.may_be_surname(text, at):
        return "nisba"
    is_foreign = not text.words[before.first].arab
    return "unknown" if is_foreign and signs.may_be_foreign(text, at) else None


def _known_kind(text: NameText, at: int) -> UnitKind:
    word = text.words[at]
    if word.given == SURE or (text.terms[at].endswith("علي") and text.tells_ali):
        return "given"
    if word.surname == ALONE:
        return "alone"
    if word.surname == SURE:
        return "family"
    return "given?" if word.given == MAYBE else "family?"
