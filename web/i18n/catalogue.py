"""The catalogue of sentences.

The sentences stand in English in the code; ``translations/ar.po`` has the Arabic. It is read as it
is, so there is no step between editing a sentence and seeing it.
"""

from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from web.i18n.language import Language

CATALOGUE = Path(__file__).parents[1] / "translations" / "ar.po"


@cache
def translations(language: Language) -> NullTranslations:
    """Return the sentences of a language; English ones translate to themselves."""
    if language != "ar":
        return NullTranslations()
    compiled = BytesIO()
    with CATALOGUE.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)
