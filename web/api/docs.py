"""The page about the API: the OpenAPI document as people read it, with answers of this archive."""

import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import Blueprint, current_app, render_template, url_for

from index.analysis.inspection import inspect
from index.article import Article
from index.errors import FihrisError
from index.facets import FACET_BY_NAME
from search.named_together import NAMES
from search.query import Query
from web.api import openapi, routes
from web.api.operations import OPERATIONS
from web.http.engine import engine
from web.http.messages import SENTENCES
from web.http.public_url import api_root, public_root
from web.i18n.labels import labels
from web.i18n.language import LANGUAGES, without_language
from web.url.parameters import SEARCH

blueprint = Blueprint("api_docs", __name__)

#: Letters of a text, and entries of a list, that an example shows.
_LETTERS = 70
_ENTRIES = 2

# Stands in commands where nobody knows under which host the archive is.
_SOME_HOST = "https://archive.example"

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Example:
    """A request that can be tried, and the beginning of its answer.

    Attributes:
        command: for a shell.
        answer: JSON, long texts and lists cut; empty where there is none to show.
    """

    command: str
    answer: str


@blueprint.get("/api")
def page() -> str:
    """Answer with what programs can ask for, and how."""
    document = openapi.document(labels, api_root())
    return render_template(
        "api.html",
        document=document,
        document_address=without_language(url_for("api.document")),
        operations={
            operation["operationId"]: (path, operation)
            for path, methods in document["paths"].items()
            for operation in methods.values()
        },
        schemas={
            name: schema
            for name, schema in document["components"]["schemas"].items()
            if schema.get("properties")
        },
        examples=_examples(),
        own={
            name: [parameter.name for parameter in found.own] for name, found in OPERATIONS.items()
        },
        search_parameters=[openapi.parameter_json(parameter, labels) for parameter in SEARCH],
        taking_searches={name for name, found in OPERATIONS.items() if found.search},
        statuses={status: labels.gettext(about) for status, about in openapi.STATUSES.items()},
        codes={code: sentence_of(code) for code in SENTENCES},
        type_of=type_of,
    )


def sentence_of(code: str) -> str:
    """Return the message of an error, its gaps as dots."""
    return labels.gettext(SENTENCES[code]).format(
        parameter="…", least="…", limit="…", longest="…", choices="…"
    )


def type_of(schema: dict[str, Any]) -> str:
    """Return the type that a schema describes, in a few words of JSON."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " | ".join(type_of(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(f'"{value}"' for value in schema["enum"])
    if "const" in schema:
        return f'"{schema["const"]}"'
    if schema.get("type") == "array":
        return f"[{type_of(schema.get('items', {}))}]"
    if schema.get("type") == "object" and "additionalProperties" in schema:
        return "{…: " + type_of(schema["additionalProperties"]) + "}"
    return str(schema.get("type", "object"))


def _examples() -> dict[str, Example]:
    """Return an example for every operation, made of the newest article of the archive."""
    try:
        results = engine().search(Query(sort="newest", size=1, counted=()))
        newest = results.hits[0].article if results.hits else None
        words = [word.text for word in inspect(engine().analyzer, newest.title if newest else "")]
    except FihrisError:
        newest, words = None, []
    first = " ".join(words[:2])
    article_id = newest.id if newest else "1"
    name = next(iter(_names(newest)), (NAMES[0], FACET_BY_NAME[NAMES[0]].text.example))
    asked: dict[str, tuple[str, Pairs, Callable[[Pairs], Any] | None]] = {
        "search": ("", [("q", first), ("size", "1"), ("facet", "section")], routes.search),
        "article": (article_id, [], lambda pairs: routes.article(pairs, article_id)),
        "suggest": ("", [("q", first[:3]), ("count", "2")], routes.suggest),
        "related_words": ("", [("q", first), ("count", "2")], routes.related_words),
        "explain": ("", [("q", first), ("id", article_id)], routes.explain),
        "analyze": ("", [("text", first)], routes.analyze),
        "facet": ("section", [("count", "2")], lambda pairs: routes.facet(pairs, "section")),
        "stats": ("", [("by", "agency"), ("count", "1")], routes.stats),
        "named_together": ("", [name, ("count", "1")], routes.named_together),
        "document": ("", [], None),
        "health": ("", [], routes.health),
        "ready": ("", [], routes.ready),
    }
    return {
        name: Example(
            command(name, inside, pairs),
            shortened(answer(pairs)) if answer and newest and first else "",
        )
        for name, (inside, pairs, answer) in asked.items()
    }


def _names(article: Article | None) -> Iterator[tuple[str, str]]:
    """Values of the facets of names that an article has, each behind its facet's name."""
    if article is not None:
        for facet in NAMES:
            yield from ((facet, value) for value in FACET_BY_NAME[facet].values(article))


def command(name: str, inside: str, pairs: Pairs) -> str:
    """Return the command of a shell that asks an operation for something.

    Args:
        name: of the operation.
        inside: what stands in its path; empty for most.
        pairs: names and values of its parameters.
    """
    path = OPERATIONS[name].path.partition("{")[0] + quote(inside, safe="")
    host = "" if public_root() else _SOME_HOST
    lines = [f"curl -G {shlex.quote(host + api_root() + path)}"]
    if labels.language != LANGUAGES[0]:
        lines.append(f"  -H {shlex.quote(f'Accept-Language: {labels.language}')}")
    lines += [f"  --data-urlencode {shlex.quote(f'{key}={value}')}" for key, value in pairs]
    return " \\\n".join(lines)


def shortened(answer: Any) -> str:
    """Return an answer as JSON, its long texts and lists cut."""
    return current_app.json.dumps(_cut(answer), indent=2, ensure_ascii=False)


def _cut(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cut(one) for key, one in value.items()}
    if isinstance(value, list):
        more = ["…"] if len(value) > _ENTRIES else []
        return [*(_cut(one) for one in value[:_ENTRIES]), *more]
    if isinstance(value, str) and len(value) > _LETTERS:
        return value[:_LETTERS] + "…"
    return value
