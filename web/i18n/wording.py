"""Sentences, numbers and counted nouns in one language."""

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
    """Sentences and numbers in one language."""

    language: Language

    def gettext(self, sentence: str) -> str:
        """Return a sentence of the code in this language."""
        return translations(self.language).gettext(sentence)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return a counted sentence of the code in the form that a number asks for."""
        return translations(self.language).ngettext(one, many, number)

    def number(self, number: float) -> str:
        """Return a number in Latin digits, thousands set apart."""
        return number_text(number, self.language)

    def counted(self, number: int, noun: str) -> str:
        """Return a number with its noun: «نتيجتان», «3 نتائج», «100 نتيجة».

        Args:
            number: how many.
            noun: a key of :data:`web.i18n.strings.NOUNS`.
        """
        form = self.ngettext(*strings.NOUNS[noun], number)
        return form.format(n=number_text(number, self.language))

    def joined(self, parts: Iterable[str]) -> str:
        """Return the parts as a list in a sentence, with «،» or a comma between them."""
        return COMMAS[self.language].join(parts)


@lru_cache(maxsize=4096)
def number_text(number: float, language: Language) -> str:
    """Return a number in Latin digits, as a language sets its thousands apart."""
    return format_decimal(number, locale=locale(language), numbering_system="latn")
