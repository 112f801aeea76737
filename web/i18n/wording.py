"""Numbers, counted nouns and lists in one language."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from babel.numbers import format_decimal

from web.i18n import strings
from web.i18n.catalogue import translations
from web.i18n.language import Language, locale

#: Between the parts of a list.
COMMAS: dict[Language, str] = {"ar": "، ", "en": ", "}


@dataclass(frozen=True, slots=True)
class Wording:
    """Numbers, counted nouns and lists in one language."""

    language: Language

    def number(self, number: float) -> str:
        """Return a number in Latin digits, thousands set apart."""
        return number_text(number, self.language)

    def counted(self, number: int, noun: str) -> str:
        """Return a number with its noun: «نتيجتان», «3 نتائج», «100 نتيجة».

        Args:
            number: how many.
            noun: a key of :data:`web.i18n.strings.NOUNS`.
        """
        form = translations(self.language).ngettext(*strings.NOUNS[noun], number)
        return form.format(n=number_text(number, self.language))

    def joined(self, parts: Iterable[str]) -> str:
        """Return the parts as a list in a sentence, with «،» or a comma between them."""
        return COMMAS[self.language].join(parts)


@lru_cache(maxsize=4096)
def number_text(number: float, language: Language) -> str:
    """Return a number in Latin digits, as a language sets its thousands apart."""
    return format_decimal(number, locale=locale(language), numbering_system="latn")
