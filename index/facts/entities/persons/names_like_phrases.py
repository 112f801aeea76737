"""The first name باسم, which is also «in the name of»: «لاعب الفيحاء باسم الشريف»."""

from index.facts.entities.persons.closed_words import group
from index.facts.entities.persons.joined_units import joined_unit
from index.facts.entities.persons.name_shapes import shape_at
from index.facts.entities.persons.name_text import NameText
from index.facts.entities.persons.units import Shape, Unit

_BASIM = "باسم"
_GOD = "الله"
_SPEAKERS = group("speaker")


def basim_behind_title(text: NameText, title: int, at: int) -> Shape | None:
    """Return the name that begins with باسم behind the title of somebody who speaks for nobody.

    Args:
        text: that it stands in.
        title: number of the title, and
        at: of the word that may be باسم.
    """
    if text.terms[at] != _BASIM or not _SPEAKERS.isdisjoint(text.terms[title:at]):
        return None
    return basim_at(text, at)


def basim_at(text: NameText, at: int) -> Shape | None:
    """Return باسم with the family name behind it; ``None`` where none stands there.

    Args:
        text: that it stands in.
        at: number of the word that may be باسم.
    """
    if text.terms[at] != _BASIM or not text.joined(at + 1):
        return None
    inner = shape_at(text, at + 1)
    if inner and not inner.cut:
        return Shape((Unit(at, at + 1, "given"), *inner.units))
    word, behind = text.words[at + 1], text.terms[at + 2]
    family = joined_unit(text, at + 1, is_first=False)
    if family is None and word.surname and not word.cut:
        family = Unit(at + 1, at + 2 + (behind == _GOD and text.joined(at + 2)), "family")
    return Shape((Unit(at, at + 1, "given"), family)) if family else None
