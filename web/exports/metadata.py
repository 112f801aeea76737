"""What citations, feeds and tables say of an article, each fact on one clean line."""

import re
from datetime import date, datetime
from urllib.parse import quote

from index.article import Article
from web.i18n.labels import Labels
from web.i18n.preferences import Display

#: An article is cited in its own language, whatever the language of the pages, and with both names
#: of its month, so that readers from Morocco to Iraq know it.
ARABIC = Labels("ar", Display(months="both"))

#: Where nothing else is known by which an article can be called.
UNTITLED = "[بلا عنوان]"

# What str.split does not take for a blank and neither XML nor a line of text may hold: the other
# control characters, halves of surrogate pairs, and two code points that are no characters.
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_WEB_ADDRESS = re.compile(r"https?://[^/?#]", re.IGNORECASE)
# All that RFC 3986 lets stand in an address, and the percent sign of what is encoded already.
_IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"


def one_line(text: str) -> str:
    """Return the words of a text with single blanks between them, without control characters."""
    return " ".join(_NO_TEXT.sub("", text).split())


def lines(texts: tuple[str, ...]) -> list[str]:
    """Return each text on one line; those that hold nothing are left out."""
    return [line for text in texts if (line := one_line(text))]


def original(article: Article) -> str:
    """Return the address of the original, in ASCII; empty where there is none on the web.

    Source: RFC 3986, section 2 (what is percent-encoded).
    """
    address = one_line(article.url)
    return quote(address, safe=_IN_ADDRESSES) if _WEB_ADDRESS.match(address) else ""


def headline(article: Article) -> str:
    """Return the headline, or in brackets, as cataloguers do, that there is none."""
    return one_line(article.title) or UNTITLED


def paper(article: Article) -> str:
    """Return the paper's name; empty where it is not known."""
    return one_line(ARABIC.paper(article)) if article.source else ""


def text_credits(article: Article) -> list[str]:
    """Return the names of the agencies that gave more than photos."""
    photos = {*article.photo_agencies} - {*article.text_agencies}
    return lines(tuple(ARABIC.agency(name) for name in article.agencies if name not in photos))


def all_credits(article: Article) -> list[str]:
    """Return the names of all agencies that an article credits."""
    return lines(tuple(ARABIC.agency(name) for name in article.agencies))


def written_from(article: Article) -> list[str]:
    """Return the places that it was written from, each by its canonical name where it has one."""
    return lines(article.places or article.datelines)


def day_of(article: Article) -> str:
    """Return the day of publication, ``2024-10-28``; empty where it is not known."""
    return article.published.isoformat()[:10] if article.published else ""


def moment_of(published: date) -> str:
    """Return a day, or a day with its time to the second, in ISO 8601."""
    if isinstance(published, datetime):
        return published.isoformat(timespec="seconds")
    return published.isoformat()


def beginning(text: str, letters: int = 300) -> str:
    """Return the first words of a text on one line, cut between words.

    Args:
        text: of any length.
        letters: at most, without the sign that something was left out.
    """
    line = one_line(text[: letters * 4])
    if len(line) <= letters:
        return line
    words = line[: letters + 1].rpartition(" ")[0] or line[:letters]
    return words.rstrip(" ،,؛;:") + "…"


def summary(article: Article) -> str:
    """Return what the deck says, or how the body begins."""
    return one_line(article.deck) or beginning(article.body)
