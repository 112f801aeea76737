"""The archive as a search engine of browsers: its description, and completions as they read them.

Source: OpenSearch 1.1 draft 6 with its suggestions extension.
"""

from typing import Any

from flask import Blueprint, Response, json, request, url_for

from index.errors import QueryInvalid
from search.query import MAX_TEXT
from web.api.completions import COMPLETIONS, completions_json
from web.exports import xml
from web.exports.atom import ATOM
from web.http.engine import engine
from web.http.public_url import absolute, archive_name, needed_root
from web.i18n.labels import labels
from web.url.reading import EVERYTHING

blueprint = Blueprint("search_description", __name__)

#: The types of the two answers.
DESCRIPTION = "application/opensearchdescription+xml"
SUGGESTIONS = "application/x-suggestions+json"

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"

# The lengths that OpenSearch allows.
_SHORT_NAME, _LONG_NAME = 16, 48


@blueprint.get("/opensearch.xml")
def description() -> Response:
    """Answer with what a browser reads that adds the archive to its search engines.

    Raises:
        AddressUnknown: nobody knows under which host it is asked.
    """
    needed_root()
    name = archive_name()
    document = xml.root("OpenSearchDescription", _NAMESPACE)
    texts = {
        "ShortName": name[:_SHORT_NAME].strip(),
        "LongName": name[:_LONG_NAME].strip(),
        "Description": labels.gettext("Search the archive of Arabic news {archive}").format(
            archive=name
        ),
        "Language": "ar",
        "InputEncoding": "UTF-8",
        "OutputEncoding": "UTF-8",
    }
    for tag, text in texts.items():
        xml.add(document, tag, text)
    icon = absolute(url_for("static", filename="favicon.svg"))
    xml.add(document, "Image", icon, type="image/svg+xml", width="16", height="16")
    words = "?q={searchTerms}"
    _add_address(document, "text/html", url_for("pages.search") + words + "&page={startPage?}")
    completions_address = url_for("search_description.completions") + words
    _add_address(document, SUGGESTIONS, completions_address, rel="suggestions")
    _add_address(document, ATOM, url_for("feeds.atom") + words)
    own = url_for("search_description.description")
    _add_address(document, DESCRIPTION, own, rel="self")
    return xml.response(document, DESCRIPTION)


@blueprint.get("/suggestions.json")
def completions() -> Response:
    """Answer with completions of ``q``: the text, completions, what they are, their addresses.

    Raises:
        QueryInvalid: ``q`` is given several times.
    """
    given = request.args.getlist("q")
    if len(given) > 1:
        raise QueryInvalid("q", "repeated_parameter", "q is given more than once")
    typed = "".join(given)[:MAX_TEXT]
    offered = engine().suggest(typed, COMPLETIONS) if typed.strip() else ()
    found = completions_json(offered, EVERYTHING)
    answer = [
        typed,
        [completion["text"] for completion in found],
        [_about(completion) for completion in found],
        [absolute(completion["address"]) for completion in found],
    ]
    return Response(json.dumps(answer), content_type=f"{SUGGESTIONS}; charset=utf-8")


def _about(completion: dict[str, Any]) -> str:
    """Return what a completion is, and how many articles have it, where that is known."""
    return " · ".join(part for part in (completion["label"], completion["count"]) if part)


def _add_address(parent: xml.Element, media_type: str, template: str, rel: str = "results") -> None:
    xml.add(parent, "Url", type=media_type, rel=rel, template=absolute(template))
