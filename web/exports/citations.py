"""An article as bibliographies want it: BibTeX, RIS, and a line of Arabic."""

import re
from hashlib import sha256

from flask import Blueprint, Response, url_for

from index.article import Article
from web.exports import metadata
from web.http.engine import engine
from web.http.errors import ArticleNotFound
from web.http.public_url import absolute, public_root
from web.i18n.language import without_language

blueprint = Blueprint("citations", __name__)

# Braces are counted by readers of BibTeX even where a backslash stands before them, so they are
# written by name.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: "\\" + sign for sign in "#$%&_"},
    }
)
_INNER_QUOTES = str.maketrans("«»", "“”")
# What would turn round the words after it, now that the parts share a line: embeddings, overrides
# and isolates. Marks of direction stay.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


@blueprint.get("/citations/<any(bibtex, ris):format>/<article_id:article_id>")
def download(format: str, article_id: str) -> Response:
    """Answer with an article as a file for a bibliography.

    Raises:
        ArticleNotFound: no article has this id.
    """
    found = engine().article(article_id)
    if found is None:
        raise ArticleNotFound
    write, kind, extension = FORMATS[format]
    response = Response(write(found, address_of(found)), mimetype=kind)
    response.content_type = f"{kind}; charset=utf-8"
    name = f"{key(found)}.{extension}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blueprint.app_template_global("citation_url")
def download_address(article: Article, format: str) -> str:
    """Return the address of an article as a file for a bibliography."""
    return url_for("citations.download", format=format, article_id=article.id)


@blueprint.app_template_global("citation_line")
def line(article: Article) -> str:
    """Return an article as an Arabic bibliography prints it, with where it can be read."""
    return arabic(article, address_of(article))


@blueprint.app_template_global("citation_address")
def address_of(article: Article) -> str:
    """Return where an article can be read: the original, or its Arabic page in the archive.

    It is empty where there is neither, since nobody knows under which host the page is.
    """
    if original := metadata.original(article):
        return original
    page = url_for("pages.article", article_id=article.id)
    return absolute(without_language(page)) if public_root() else ""


def key(article: Article) -> str:
    """Return the key of an article in a bibliography: its day and a digest of its id, in ASCII."""
    digest = sha256(article.id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"news{metadata.day_of(article).replace('-', '') or 'nd'}-{digest}"


def bibtex(article: Article, address: str) -> str:
    """Return an entry for biblatex.

    Source: the biblatex manual, section 2 (entry types and fields).

    Args:
        article: with its facts.
        address: where it can be read.
    """
    paper = metadata.paper(article)
    fields = {
        "title": _latex(metadata.headline(article)),
        "journaltitle": _latex(paper),
        "date": metadata.day_of(article),
        "number": _latex(metadata.one_line(article.issue)),
        "pages": _latex(metadata.one_line(article.page)),
        "location": _latex_list(metadata.written_from(article)),
        "organization": _latex_list(metadata.text_credits(article)),
        "keywords": _latex(metadata.one_line(article.section)),
        "abstract": _latex(metadata.one_line(article.deck)),
        "note": _latex(metadata.one_line(article.byline)),
        # Read letter by letter: no escapes in it, and no braces, which are percent-encoded.
        "url": address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
        "langid": "arabic",
    }
    kind = "article" if paper else "misc"
    lines = [f"  {name:<12} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{kind}{{{key(article)},\n{''.join(lines)}}}\n"


def ris(article: Article, address: str) -> str:
    """Return a record of Research Information Systems (RIS).

    Source: the RIS format of Reference Manager, type NEWS.

    Args:
        article: with its facts.
        address: where it can be read.
    """
    day = metadata.day_of(article)
    tags = [
        ("TY", "NEWS"),
        ("ID", key(article)),
        ("TI", metadata.headline(article)),
        ("T2", metadata.paper(article)),
        ("PY", day[:4]),
        ("DA", day.replace("-", "/") + "/" if day else ""),
        ("IS", metadata.one_line(article.issue)),
        ("SP", metadata.one_line(article.page)),
        ("CY", "، ".join(metadata.written_from(article))),
        ("SE", metadata.one_line(article.section)),
        ("AB", metadata.one_line(article.deck)),
        ("N1", metadata.one_line(article.byline)),
        *(("N1", f"الوكالة: {name}") for name in metadata.text_credits(article)),
        ("AN", metadata.one_line(article.id)),
        ("LA", "ar"),
        ("UR", address),
    ]
    lines = [f"{tag}  - {value}\r\n" for tag, value in tags if value]
    return "".join(lines) + "ER  - \r\n"


def arabic(article: Article, address: str) -> str:
    """Return the article as an Arabic bibliography prints it.

    «العنوان»، الصحيفة، الوكالة، المكان، العدد 12، 28 أكتوبر (تشرين الأول) 2024، ص 3. https://… A
    day that was inferred stands in brackets; where none is known, «د.ت» says so.

    Args:
        article: with its facts.
        address: where it can be read.
    """
    title = metadata.headline(article).translate(_INNER_QUOTES)
    parts = [
        title if title == metadata.UNTITLED else f"«{title}»",
        metadata.paper(article),
        *metadata.text_credits(article),
        *metadata.written_from(article),
        f"العدد {issue}" if (issue := metadata.one_line(article.issue)) else "",
        _arabic_day(article),
        f"ص {page}" if (page := metadata.one_line(article.page)) else "",
    ]
    citation = _TURNING.sub("", "، ".join(part for part in parts if part))
    return f"{citation}. {address}".strip()


def _arabic_day(article: Article) -> str:
    if article.published is None:
        return "د.ت"
    day = metadata.ARABIC.day(article.published)
    return f"[{day}]" if article.published_evidence == "inferred" else day


def _latex(text: str) -> str:
    return text.translate(_LATEX)


def _latex_list(names: list[str]) -> str:
    # In braces, since biblatex parts a list at every bare "and".
    return " and ".join(f"{{{_latex(name)}}}" for name in names)


#: Format → what writes it, its type and the ending of its files.
FORMATS = {
    "bibtex": (bibtex, "application/x-bibtex", "bib"),
    "ris": (ris, "application/x-research-info-systems", "ris"),
}
