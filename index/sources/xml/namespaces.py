"""The namespaces that matter here, by the prefix that they have by convention."""

from lxml import etree  # type: ignore[import-untyped]

XML = "http://www.w3.org/XML/1998/namespace"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XHTML = "http://www.w3.org/1999/xhtml"

#: What prefixes mean where a file does not say it.
CONVENTIONAL = {
    "xml": XML,
    "rdf": RDF,
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "atom": "http://www.w3.org/2005/Atom",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "wp": "http://wordpress.org/export/1.2/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "georss": "http://www.georss.org/georss",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "thr": "http://purl.org/syndication/thread/1.0",
    "xhtml": XHTML,
    "app": "http://www.w3.org/2007/app",
    "blogger": "http://schemas.google.com/blogger/2018",
    "yandex": "http://news.yandex.ru",
    "turbo": "http://turbo.yandex.ru",
}
#: The elements of feeds themselves, in every version; their names stand without a prefix.
_OF_FEEDS = frozenset(
    {
        "http://www.w3.org/2005/Atom",
        "http://purl.org/atom/ns#",
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://channel.netscape.com/rdf/simple/0.9/",
        "http://backend.userland.com/rss",
        "http://backend.userland.com/rss2",
        "http://backend.userland.com/rss091",
        "http://blogs.law.harvard.edu/tech/rss",
        "http://purl.org/net/rss1.1#",
    }
)
_PREFIX = {space: prefix for prefix, space in CONVENTIONAL.items()}


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def named(element: etree._Element) -> str:
    """Return the name of an element with its conventional prefix, such as ``dc:creator``.

    Elements of RSS and Atom have none, whatever prefix the file has for them.
    """
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    space, brace, name = tag[1:].rpartition("}")
    if not brace:
        return tag
    if space in _OF_FEEDS:
        return name
    if space.startswith("http://wordpress.org/export/"):
        return f"excerpt:{name}" if space.rstrip("/").endswith("excerpt") else f"wp:{name}"
    if space.rstrip("/").endswith("search.yahoo.com/mrss"):
        return f"media:{name}"
    unknown = space.removeprefix("urn:prefix:")
    prefix = _PREFIX.get(space) or (unknown if unknown != space else element.prefix) or space
    return f"{prefix}:{name}"
