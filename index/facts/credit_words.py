"""The words around a sign that make it a credit, or that bear its name themselves."""

from collections.abc import Iterator
from pathlib import Path

from index import tables
from index.analysis import folded_words
from index.facts.agency_kinds import with_clitics

_TABLE = Path(__file__).with_name("credit_words.tsv")


def _roles() -> dict[str, frozenset[str]]:
    return {
        row.cells[0]: frozenset(
            word for text in tables.several(row.cells[1]) for word in folded_words(text)
        )
        for row in tables.read(_TABLE, ("role", "words"), filled=("words",))
    }


def _with_article(words: frozenset[str]) -> Iterator[str]:
    for word in words:
        yield from with_clitics(word)
        yield from with_clitics("ال" + word)


_ROLES = _roles()
#: Other things that stand in quotes or bear the name of a paper.
OTHER_THINGS = frozenset(
    (*_with_article(_ROLES["other"]), *("لل" + word for word in _ROLES["other"]))
)
#: Bodies that may have a word more before their name: «مركز طبي «الحياة»».
INSTITUTIONS = frozenset(_with_article(_ROLES["institution"]))
#: Words before the Latin abbreviation of a medium in quotes: موقع "TMZ", شبكة "CNN".
MEDIA = frozenset(form for word in _ROLES["medium"] for form in with_clitics(word))
#: What a medium's name stands behind that is credited with nothing: مؤشر فايننشال تايمز.
NAMED = frozenset(_with_article(_ROLES["named"]))
CREDITING = _ROLES["crediting"]
CORRESPONDENTS = _ROLES["correspondent"]
HEADS = _ROLES["head"]
#: What stands beside a name in the credit of a photo: «AFP via Getty Images», «AP Photo».
PHOTO_WORDS = _ROLES["photo"]
#: Bodies whose own abbreviation stands in brackets: محكمة التحكيم الرياضي (تاس).
BODIES = _ROLES["body"]
#: Signs that stand in quotes as words, too: «الحياة».
NOTIONS = _ROLES["notion"]
