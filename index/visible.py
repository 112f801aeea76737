"""Text for the terminals and logs of people: signs that would command these are written out.

A terminal obeys the control characters of what it shows: it moves its cursor, changes its title,
makes links. Signs of direction turn round what stands after them, so that a name reads as another;
separators of lines begin an entry of a log that nobody wrote.

Source: ECMA-48 (control functions), Unicode Standard Annex 9 (signs of direction), CVE-2021-42574
(what they hide), RFC 5198, section 2 (control characters in text for networks).
"""

import re

#: Control characters but tab and line feed; signs of direction; separators of lines and
#: paragraphs; deprecated and interlinear formatting; the byte order mark; halves of surrogate
#: pairs, as in names of files that cannot be decoded; language tags, which nobody sees. The joiners
#: U+200C and U+200D are a matter of letters, and stay.
_COMMANDING = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
)
_SIGN = re.compile(f"[{_COMMANDING}]")
_SIGN_IN_LINE = re.compile(f"[{_COMMANDING}\n]")

# They stand in much Arabic prose, and alone turn round no letter.
_MARKS = re.compile("[\u061c\u200e\u200f\ufeff]")


def visible(text: str) -> str:
    """Return prose as it may be shown: its lines and tabs stay, marks of direction are left out.

    Every other sign that commands is written by its number, as Python writes it: ``\\x1b``.
    """
    return _SIGN.sub(_written, _MARKS.sub("", text))


def visible_line(text: str) -> str:
    """Return a name, or a sentence that has names in it, on one line with every sign to be seen."""
    return _SIGN_IN_LINE.sub(_written, text)


def escaped(json_text: str) -> str:
    """Return JSON that means the same, with these signs as escapes.

    Args:
        json_text: as ``json.dumps`` gives it; they can only stand in its strings.
    """
    return _SIGN.sub(_in_json, json_text)


def _written(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


def _in_json(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
