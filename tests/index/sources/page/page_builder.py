"""Builds news pages of the layout out of their parts, and says what should come back."""

from collections.abc import Iterator
from dataclasses import dataclass

from index.article import Article

TIME = "نُشر: 14:21-28 أكتوبر 2024 م ـ 25 ربيع الآخر 1446 هـ"
PAPER = "«المرسى»"


@dataclass(frozen=True)
class Photo:
    caption: str
    credit: str = ""
    prints: int = 2

    @property
    def text(self) -> str:
        return f"{self.caption} ({self.credit})" if self.credit else self.caption


@dataclass(frozen=True)
class Signature:
    """Writers with their places; ``line`` is how a teaser prints them."""

    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def line(self) -> str:
        return " ".join(f"{name} ({place})" for name, place in self.pairs)

    @property
    def names(self) -> str:
        return "، ".join(dict.fromkeys(name for name, _ in self.pairs))

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(place for _, place in self.pairs))

    @property
    def opening(self) -> str:
        """As an article prints it: all places, then the one writer."""
        return f"{' - '.join(self.places)}: {self.names}"


@dataclass(frozen=True)
class Teaser:
    title: str
    summary: tuple[str, ...] = ()
    section: str = ""
    photo: Photo = Photo("")
    signed: Signature = Signature()
    repeated: bool = False
    stuck: str = ""

    @property
    def label(self) -> str:
        return " ".join(filter(None, (self.section, self.photo.text)))

    def lines(self) -> list[str]:
        front = [self.title] if self.repeated else []
        lines = [*front, *filter(None, [self.label]), self.title, *self.summary]
        return [*lines, *filter(None, [self.signed.line])]

    def expected(self) -> dict[str, object]:
        return {
            "kind": "teaser",
            "title": self.title,
            "deck": "",
            "body": "\n\n".join(self.summary),
            "caption": self.photo.text,
            "credit": self.photo.credit,
            "section": self.section,
            "byline": self.signed.names,
            "datelines": self.signed.places,
            "published_reasons": (),
        }


@dataclass(frozen=True)
class Full:
    title: str
    paragraphs: tuple[str, ...]
    section: str = ""
    deck: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    signed: str = ""
    writer: str = ""
    places: tuple[str, ...] = ()
    signed_at: tuple[str, ...] = ("front",)
    time: str = ""
    trail: str = ""
    button: str = "TT"
    furniture: str = ""

    def lines(self) -> Iterator[str | None]:
        """The lines; ``None`` is a gap, where pages have a blank line as a rule."""
        photos = [photo.text for photo in self.photos for _ in range(photo.prints)]
        yield from [self.trail + self.section] if self.section else []
        yield self.title
        for deck in self.deck:
            yield from (None, deck)
        yield None
        yield from photos
        yield from filter(None, [self.signed if "front" in self.signed_at else "", self.time])
        yield from filter(None, [self.furniture])
        yield from (self.button, None, self.title, None)
        yield from photos
        yield from filter(None, [self.signed if "below" in self.signed_at else ""])
        for paragraph in self.paragraphs:
            yield from (None, paragraph)
        yield None

    def expected(self) -> dict[str, object]:
        credits = dict.fromkeys(photo.credit for photo in self.photos if photo.credit)
        return {
            "kind": "full",
            "title": self.title,
            "deck": " ".join(self.deck),
            "body": "\n\n".join(self.paragraphs),
            "section": self.section,
            "caption": "\n".join(photo.text for photo in self.photos),
            "credit": " - ".join(credits),
            "byline": self.writer,
            "datelines": self.places,
            "published_reasons": (self.time,) if self.time else (),
        }


@dataclass(frozen=True)
class Page:
    """Full articles, each with the teasers behind it.

    ``spacing`` is ``usual``, ``none`` (no blank line at all) or ``all`` (one behind every line).
    """

    parts: tuple[tuple[Full, tuple[Teaser, ...]], ...]
    heading: str = "مقالات ذات صلة"
    spacing: str = "usual"

    def text(self) -> str:
        lines: list[str | None] = []
        for full, teasers in self.parts:
            lines += full.lines()
            if teasers:
                lines += [None, self.heading, None, *_related(teasers)]
        texts = [line for line in lines if line is not None]
        if self.spacing == "usual":
            return "\n".join(line or "" for line in lines)
        return ("\n" if self.spacing == "none" else "\n\n").join(texts)

    def expected(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = []
        for full, teasers in self.parts:
            found += [full.expected(), *(teaser.expected() for teaser in teasers)]
        return found


def _related(teasers: tuple[Teaser, ...]) -> Iterator[str | None]:
    """The lines of the teasers, with what is stuck together in one line."""
    lines: list[str | None] = []
    for teaser in teasers:
        own = teaser.lines()
        if teaser.stuck and teaser.signed.pairs and teaser.summary:
            byline = own.pop()
            if "before" in teaser.stuck:
                byline = f"{own.pop()} {byline}"
            own.append(byline)
        previous = lines[-1] if lines else None
        if previous and "behind" in _stuck_before(teasers, teaser) and teaser.label == own[0]:
            lines[-1] = f"{previous} {own.pop(0)}"
        for line in own:
            lines += [line, None]
        if teaser.signed.pairs:
            lines.pop()  # the next label follows the byline on the next line
    yield from lines
    yield None


def _stuck_before(teasers: tuple[Teaser, ...], teaser: Teaser) -> str:
    at = teasers.index(teaser)
    return teasers[at - 1].stuck if at and teasers[at - 1].signed.pairs else ""


def read_back(article: Article) -> dict[str, object]:
    """Of an article what :meth:`Page.expected` tells of it."""
    names = (
        *("kind", "title", "deck", "body", "section", "caption", "credit", "byline", "datelines"),
        "published_reasons",
    )
    return {name: getattr(article, name) for name in names}
