"""The value of a field where several names of a record stand for it.

The likeliest name that has a value is taken. Of bodies the longest is, since others are excerpts of
it: a short one beside it is the deck. What says the same again is not told, all else is.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from index.sources.records.options import option
from index.sources.records.values import Rest, is_empty, nested

#: A text this much shorter than the body is an excerpt.
_EXCERPT = 3
_LONGEST_EXCERPT = 600
#: Fewer are a label, such as the topic of a text.
_FEWEST_WORDS = 4
_LONGEST_LABEL = 30

Clean = Callable[[Any], Any]
Shape = Callable[[object], tuple[Any, Rest]]
#: A name, its value, and why it is not kept, if that is known.
Left = tuple[tuple[str, object, str], ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is taken for a field.

    Attributes:
        name: that it was taken from; empty where none has a value.
        value: a text, or names.
        left: what was not taken.
        deck: the name of a short text beside the body, and the text.
    """

    name: str
    value: Any
    left: Left = ()
    deck: tuple[str, str] | None = None


def chosen(
    target: str, places: Iterable[str], values: Mapping[str, object], shape: Shape, clean: Clean
) -> Chosen:
    """Return the value of the first name that has one.

    Args:
        target: the field.
        places: names that stand for it, the likeliest first.
        values: the record.
        shape: reads a value.
        clean: makes it fit to be kept.
    """
    name, taken, left = "", clean(shape("")[0]), []
    for place in places:
        value = values[place]
        if is_empty(value):
            continue
        found, rest = shape(value)
        found = clean(found)
        for under, one in nested(place, rest):
            # A text beside its own markup is the same text.
            if not _is_text(one, found, clean):
                left.append((under, one, _refused(target, under, one)))
        if not found:
            continue
        if not name:
            name, taken = place, found
        elif found != taken:
            left.append((place, value, _beside(target, name, place)))
    return Chosen(name, taken, tuple(left))


def body_and_deck(
    target: str, places: Iterable[str], values: Mapping[str, object], shape: Shape, clean: Clean
) -> Chosen:
    """Return the longest of several texts, and a short one beside it as the deck."""
    found = [(place, chosen(target, (place,), values, shape, clean)) for place in places]
    texts = [(place, one) for place, one in found if one.value]
    if not texts:
        return Chosen("", "", tuple(left for _, one in found for left in one.left))
    name, longest = max(texts, key=lambda one: len(one[1].value))
    left = [left for _, one in found for left in one.left]
    deck = None
    for place, one in texts:
        words = len(one.value.split())
        most = min(len(longest.value) / _EXCERPT, _LONGEST_EXCERPT)
        short = words >= _FEWEST_WORDS and len(one.value) < most
        if _same(one.value, longest.value):
            continue
        if short and not deck:
            deck = (place, one.value)
        else:
            field = target if words >= _FEWEST_WORDS else "FIELD"
            left.append((place, one.value, _beside(target, name, place, field)))
    return Chosen(name, longest.value, tuple(left), deck)


def _is_text(one: object, taken: object, clean: Clean) -> bool:
    if not isinstance(one, str) or not isinstance(taken, str):
        return False
    return len(taken) > _LONGEST_LABEL and len(one) >= len(taken) and _same(clean(one), taken)


def _refused(target: str, name: str, value: object) -> str:
    """Return why a value cannot stand in its field, where more is to be said than its name."""
    if target == "url" and isinstance(value, str):
        return "a path is no address; write it in full, such as https://paper.example/7"
    if target in ("section", "source") and str(value).strip().isdecimal():
        return (
            f"a number does not tell the name of the {target}; write names in its place, or pass "
            f"over it: {option(name, '')}"
        )
    return ""


def _same(one: str, other: str) -> bool:
    """Tell whether a text is the other, or the start of it, cut off or not."""
    letters = ["".join(filter(str.isalnum, text)) for text in (one, other)]
    return (
        letters[1].startswith(letters[0][:500])
        if len(letters[0]) > 500
        else (letters[1].startswith(letters[0]))
    )


def _beside(target: str, taken: str, left: str, field: str = "") -> str:
    told = option(left, field or target)
    return f"{taken!r} is taken for the {target}; to take this: {told}"
