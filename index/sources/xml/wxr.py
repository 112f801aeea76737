"""``wxr``: the export of a WordPress site, its published posts alone."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]

from index.article import Article, identity
from index.sources.files.decoding import mend, mend_line, mend_name
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.records.prose import deck_apart
from index.sources.xml import fragments
from index.sources.xml.channel import Channel, channel_of
from index.sources.xml.entries import counted
from index.sources.xml.namespaces import named
from index.sources.xml.parsing import Damage, chunks, elsewhere, parsed
from index.sources.xml.pieces import pieces, problem_of_long, problems_of
from index.sources.xml.post_dates import published
from index.sources.xml.sections import section_of
from index.sources.xml.shortcodes import Post, post_of

#: Types of items that are no articles. Others that a site has of its own (``news``) are.
_NO_ARTICLES = re.compile(
    r"attachment|page|revision|nav_menu_item|custom_css|customize_changeset|oembed_cache"
    r"|user_request|wp_\w+|acf-\w+|product|product_variation|shop_\w+|elementor_\w+|e-\w+"
    r"|wpcf7_\w+|mc4wp-\w+|popup\w*|forum|topic|reply|feedback|amp_\w+|jp_\w+|jetpack\w*|ml-slider"
    r"|vc_\w+|et_\w+|fusion_\w+|template|templates|slide|slider|banner|ads?|tablepress_table"
    r"|scheduled-action|ninja_\w+|nf_sub|wpforms|polls?|customize\w*|sidebar|menu|redirect\w*"
)
#: Elements of an item that are kept or counted by themselves.
_KEPT = frozenset(
    (
        *("title", "link", "pubDate", "dc:creator", "content:encoded", "excerpt:encoded"),
        *("category", "wp:post_date", "wp:post_date_gmt", "wp:status", "wp:post_type"),
        *("wp:postmeta", "wp:comment"),
    )
)
_SEVERAL = frozenset(("category", "wp:postmeta", "wp:comment"))
_DOMAINS = frozenset(("category", "post_tag", "tag"))
#: Keys that plugins make anew for each address.
_NUMBERED = re.compile(r"[0-9a-f]{16,}$")


@dataclass(slots=True)
class _Left:
    """What is left out of a file, counted, to be told once."""

    items: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    elements: Counter[str] = field(default_factory=Counter)
    again: Counter[str] = field(default_factory=Counter)
    comments: int = 0
    categories: int = 0


def read(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    """Yield the published posts of an export, in its order; drafts and private ones are counted.

    Args:
        file: of any length; one post at a time is in memory.

    Raises:
        OSError: the file cannot be opened or read.
    """
    left = _Left()
    channel: Channel | None = None
    authors: dict[str, str] = {}
    damages: list[Damage] = []
    number, line, around = 0, 1, ""
    for piece in pieces(chunks(file), "item", file.limits.record_bytes):
        line, around = piece.line + piece.text.count("\n"), "" if piece.is_entry else piece.text
        if channel is None:
            channel, authors = channel_of(around), _authors(around)
        if channel is None and piece.is_too_long:
            yield problem_of_long(file, piece, "what stands before the items", 0)
            return
        if channel is None:
            yield Problem("broken", file.name, "no export of WordPress: no root element rss in it")
            return
        yield from problems_of(file, piece, "item")
        if not piece.is_entry:
            continue
        number += 1
        if piece.is_too_long:
            yield problem_of_long(file, piece, "the item", number)
            continue
        element, damage = channel.wrapped(piece)
        if piece.is_cut or element is None:
            what = "the file ends within this item" if piece.is_cut else "the item cannot be parsed"
            message = f"{what}; it is left out; export it anew"
            yield Problem("broken", file.name, message, line=piece.line, record=number)
            continue
        damages += [damage] if damage else []
        yield from _item(file, channel, authors, left, element, number)
    if number and "</rss" not in around and not piece.is_cut:
        message = "the file ends here without </rss>; posts may be missing; export it anew"
        yield Problem("broken", file.name, message, line=line)
    yield from _told(file, left, damages)


def _authors(head: str) -> dict[str, str]:
    """Return the names that are shown of authors, by the names they log in with."""
    root, _ = parsed(head)
    found: dict[str, str] = {}
    for author in root.iter() if root is not None else ():
        if named(author) == "wp:author":
            told = _texts(author)
            both = f"{told.get('wp:author_first_name', '')} {told.get('wp:author_last_name', '')}"
            login = told.get("wp:author_login", "")
            found[login] = told.get("wp:author_display_name") or both.strip() or login
    return found


def _texts(element: etree._Element) -> dict[str, str]:
    """Return the texts of the elements inside one, by name; the first of each name."""
    found: dict[str, str] = {}
    for child in element:
        name = named(child)
        if name and name not in found:
            found[name] = "".join(child.itertext()).strip()
    return found


def _item(
    file: InputFile,
    channel: Channel,
    authors: dict[str, str],
    left: _Left,
    item: etree._Element,
    number: int,
) -> Iterator[Article | Problem]:
    told = _texts(item)
    left.comments += sum(named(child) == "wp:comment" for child in item)
    why = _left_out(told)
    if why:
        left.items[why] += 1
        return
    post = post_of(told.get("content:encoded", ""))
    title, deck = _line(told.get("title", "")), post_of(told.get("excerpt:encoded", "")).text
    _count(left, item, told, post)
    body = mend(post.text or deck)
    if not title and not body:
        message = "the post has neither a title nor a text"
        yield Problem("no_text", file.name, message, record=number)
        return
    section, others = _categories(item)
    left.categories += bool(others)
    day, problems = published(told, file, number)
    url = mend_line(told.get("link", ""))
    login = told.get("dc:creator", "")
    key = url or mend_line(told.get("guid", "")) or mend_line(told.get("wp:post_id", ""))
    yield Article(
        id=identity(id=key, text=(title, deck, body)),
        url=url,
        title=mend(title),
        deck=deck_apart(mend(deck), body) if post.text else "",
        body=body,
        caption=mend("\n".join(post.captions)),
        byline=mend(_line(authors.get(login, login))),
        section=mend_name(section),
        source=mend_name(_line(channel.title)),
        published=day,
    )
    yield from problems


def _left_out(told: dict[str, str]) -> str:
    """Return what an item is that is no published article; the empty string for one that is."""
    kind, status = told.get("wp:post_type") or "post", told.get("wp:status") or "publish"
    if _NO_ARTICLES.fullmatch(kind):
        return kind
    if status != "publish":
        return f"{kind} {status}"
    return f"{kind} with a password" if told.get("wp:post_password") else ""


def _categories(item: etree._Element) -> tuple[str, list[str]]:
    """Return the section of a post, and the other categories and tags."""
    found: dict[str, list[str]] = {"category": [], "post_tag": []}
    for child in item:
        if named(child) == "category":
            domain = child.get("domain") or "category"
            domain = "post_tag" if domain in ("post_tag", "tag") else domain
            text = _line("".join(child.itertext()))
            if text and domain in found and text not in found[domain]:
                found[domain].append(text)
    section = section_of(found["category"])
    others = [one for one in (*found["category"], *found["post_tag"]) if one != section]
    return section, others


def _line(value: str) -> str:
    return " ".join(fragments.read(value).text.split())


def _count(left: _Left, item: etree._Element, told: dict[str, str], post: Post) -> None:
    left.codes.update(post.codes)
    kind = told.get("wp:post_type") or "post"
    if kind != "post":
        left.types[kind] += 1
    left.elements.update(name for name, text in told.items() if text and name not in _KEPT)
    left.again.update(_again(item, told))
    domains = {child.get("domain") or "category" for child in item if named(child) == "category"}
    left.elements.update(f"category {domain}" for domain in domains - _DOMAINS)
    for child in item:
        if named(child) == "wp:postmeta":
            meta = _texts(child)
            if meta.get("wp:meta_value"):
                key = " ".join(meta.get("wp:meta_key", "").split())[:60]
                left.fields[_NUMBERED.sub("…", key)] += 1


def _again(item: etree._Element, told: dict[str, str]) -> set[str]:
    """Return the elements of which the first is kept, where others say something else."""
    return {
        name
        for child in item
        if (name := named(child)) in _KEPT - _SEVERAL
        and "".join(child.itertext()).strip() not in ("", told[name])
    }


def _told_again(file: InputFile, again: Counter[str]) -> Iterator[Problem]:
    if again:
        message = (
            f"elements stand in an item again and say something else: {counted(again)}; "
            "the first is kept"
        )
        yield Problem("left_out", file.name, message)


def _told(file: InputFile, left: _Left, damages: list[Damage]) -> Iterator[Problem | Recognition]:
    if left.items:
        message = f"left out, for it is not published or no article: {counted(left.items)}"
        yield Problem("left_out", file.name, message)
    if damages:
        first = damages[0]
        message = (
            f"the export is not well-formed here{elsewhere(damages)} ({first.message}), "
            f"{len(damages)} items in all; what can be read is read"
        )
        yield Problem("broken", file.name, message, line=first.line)
    yield from _told_again(file, left.again)
    own = Counter({name: n for name, n in left.fields.items() if name and name[0] != "_"})
    if own:
        message = f"fields of the site's own (wp:postmeta) are left out: {counted(own)}"
        yield Problem("unknown_field", file.name, message)
    if inner := left.fields - own:
        yield Recognition(file.name, f"fields of plugins left out: {counted(inner)}")
    if left.types:
        yield Recognition(file.name, f"types of the site's own, read: {counted(left.types)}")
    if left.codes:
        yield Recognition(file.name, f"shortcodes taken off: {counted(left.codes)}")
    if left.elements:
        yield Recognition(file.name, f"elements left out: {counted(left.elements)}")
    for count, what in (
        (left.categories, "posts have further categories or tags than their section, left out"),
        (left.comments, "comments are left out"),
    ):
        if count:
            yield Recognition(file.name, f"{count} {what}")
