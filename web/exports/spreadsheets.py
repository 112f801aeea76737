"""Texts that no spreadsheet takes for a formula, and that give back what they were made of.

Excel, LibreOffice and Google Sheets take a cell for a formula that begins with ``=``, ``+``, ``-``
or ``@``, in the wide forms of these signs too; the quotes around a cell do not matter. What some
look past is not known for all of them, so everything that is not seen counts as nothing. A minus
sign of mathematics makes a number in LibreOffice, and ``|`` and ``%`` began commands in older
programs. Where commas are not what separates cells, as in Excel with Arabic or German settings, a
quoted cell is cut at semicolons, tabs and line breaks, and what follows is a cell of its own.

Source: OWASP, "CSV Injection" (the signs, their wide forms, separators inside cells), CWE-1236;
the gem csv-safe (``|`` and ``%``); DerivedCoreProperties.txt of Unicode
(Default_Ignorable_Code_Point).
"""

import re

#: Separators and controls, and what nobody sees: ignorable by default, or a blank by another name.
_UNSEEN = (
    "\\s\x00-\x20\x7f-\xa0\xad\u034f\u061c\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202f\u205f-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)

#: ``= + - @ | %`` and the signs that mean the same: small, wide, raised and lowered forms, the
#: minus of mathematics, Hebrew plus, heavy signs, dashes of one size with a minus, Arabic percent.
BEGINNING = (
    "=+\\-@|%"
    "\ufe66\uff1d\u207c\u208c\u2a75\u2a76"
    "\ufe62\uff0b\u207a\u208a\ufb29\u02d6\u2795"
    "\u2212\ufe63\uff0d\u207b\u208b\u02d7\u2796\u2010-\u2012\u2052"
    "\ufe6b\uff20\uff5c\ufe6a\uff05\u066a"
)

# A quotation mark may open the cell that begins after a separator. An apostrophe is doubled, so
# that one can be taken away again wherever there is one.
_FORMULA = re.compile(
    f"(?P<before>^|[;\t\r\n])(?=[{_UNSEEN}\"]*[{BEGINNING}]|'|[\t\r\n])",
)
_GUARD = re.compile("(?P<before>^|[;\t\r\n])'")


def guarded(value: str) -> str:
    """Return a value with an apostrophe before whatever could be taken for a formula.

    It stands where the value begins, and where a cell would begin if the value were cut.
    """
    return _FORMULA.sub(r"\g<before>'", value)


def unguarded(value: str) -> str:
    """Return the value that :func:`guarded` made this of."""
    return _GUARD.sub(r"\g<before>", value)
