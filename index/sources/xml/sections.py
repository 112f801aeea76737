"""The section among the categories of an entry."""

from collections.abc import Iterable

#: What sites call an entry without a category.
NO_SECTIONS = frozenset(
    (
        *("uncategorized", "uncategorised", "non classé", "sin categoría", "unkategorisiert"),
        *("غير مصنف", "غير مصنفة", "غير مصنّف", "بدون تصنيف", "بلا تصنيف", "لا يوجد تصنيف"),
    )
)


def section_of(categories: Iterable[str]) -> str:
    """Return the first category that is one; the empty string where none is."""
    return next((one for one in categories if one.casefold() not in NO_SECTIONS), "")
