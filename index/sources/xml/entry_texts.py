"""The texts of an entry of a feed, without what its site put around them."""

from dataclasses import dataclass

from index.sources.files.decoding import mend
from index.sources.records.prose import deck_apart
from index.sources.xml import endings, fragments
from index.sources.xml.entries import Entry
from index.sources.xml.tolerant import without_controls


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of an entry.

    Attributes:
        title, deck, body, caption: of the article.
        is_cut: whether the text leads to a longer one.
        left: lines of the site that were taken off.
        unwrapped: whether markup was escaped twice.
        shortened: whether the name of the paper was taken off the headline.
    """

    title: str
    deck: str
    body: str
    caption: str
    is_cut: bool
    left: tuple[str, ...]
    unwrapped: bool
    shortened: bool


def texts_of(entry: Entry, site: str = "") -> Texts:
    """Return the texts of an entry: the description is the body where there is no content.

    Args:
        entry: of a feed.
        site: what the feed calls itself; it is taken off the end of a headline.
    """
    headline = line_of(entry.title)
    contents = [_read(one, entry) for one in entry.contents]
    summaries = [_read(one, entry) for one in entry.summaries]
    if not any(one.text for one in (*contents, *summaries)):
        summaries = [_read(one, entry) for one in entry.spoken]
    full, short = (endings.taken_off(_joined(read)) for read in (contents, summaries))
    title = _without_paper(_without_paper(headline, line_of(entry.source)), line_of(site))
    body = mend(full.text or short.text)
    if " ".join(body.split()) in (headline, f"{title} {line_of(entry.source)}"):
        body = ""  # aggregators describe an article by its headline
    photos = [caption for one in (*contents, *summaries) for caption in one.captions]
    media = [one for one in map(line_of, entry.captions) if one != headline and one not in body]
    deck = mend(short.text)
    is_apart = bool(full.text) and deck_apart(deck.removesuffix(" …"), body)
    return Texts(
        title=mend(title),
        deck=deck if is_apart else "",
        body=body,
        caption="\n".join(dict.fromkeys(map(mend, filter(None, photos or media)))),
        is_cut=bool(body) and (full.is_cut if full.text else short.is_cut),
        left=(*full.left, *short.left),
        unwrapped=any(one.unwrapped for one in (*contents, *summaries)),
        shortened=title != headline,
    )


def line_of(value: str) -> str:
    """Return a text as one line, without markup."""
    if "<" not in value and "&" not in value:
        return " ".join(without_controls(value).split())
    return " ".join(fragments.read(value).text.split())


def _read(value: str, entry: Entry) -> fragments.Fragment:
    return fragments.read(endings.set_apart(value), may_be_markup=not entry.plain)


def _joined(read: list[fragments.Fragment]) -> str:
    return "\n\n".join(dict.fromkeys(one.text for one in read if one.text))


def _without_paper(title: str, paper: str) -> str:
    """Return a headline without the paper that an aggregator put behind it."""
    for between in (" - ", " – ", " — ", " | "):
        if paper and title.removesuffix(f"{between}{paper}").strip() not in ("", title):
            return title.removesuffix(f"{between}{paper}").rstrip()
    return title
