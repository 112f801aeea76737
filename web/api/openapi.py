"""The OpenAPI 3.1 document, generated from the tables of operations, parameters and schemas."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from index.translatable import translatable as _
from web.api import schemas
from web.api.operations import OPERATIONS, Operation
from web.i18n.labels import Labels
from web.url.parameters import Parameter

Json = dict[str, Any]

#: Of the API, not of the software: raised when an answer changes its shape.
VERSION = "1.4"

#: Operations whose answers hold for no moment longer.
_UNTAGGED = ("health", "ready")

_REFERENCE = "#/components/schemas/{model}"

STATUSES = {
    304: _("What the client has still holds."),
    404: _("There is nothing at this address, or no article of this id, or no such facet."),
    405: _("Another method; the header Allow names those that there are."),
    414: _("The address is too long or has too many parameters."),
    422: _("A parameter is unknown, repeated, missing or has no meaning."),
    500: _("A fault of the server; it is in its log."),
    503: _(
        "There is no usable index, and the message names the command that mends it; or the answer "
        "would take too long."
    ),
}
_ABOUT = _(
    "Search, articles, facets and figures of an archive of Arabic news. Every address answers GET, "
    "HEAD and OPTIONS. Messages and labels are in Arabic, or in English where Accept-Language asks "
    "for it."
)
_LANGUAGE = _("The language of messages and labels: ar, or en.")
_TAG = _("The tag of an answer that the client has; where it still holds, the answer is 304.")
_ETAG = _("The tag of this answer, for If-None-Match.")


def document(labels: Labels, server: str) -> Json:
    """Return the whole document.

    Args:
        labels: the language of the descriptions.
        server: where the API is.
    """
    schemas_found, answers = _schemas()
    return {
        "openapi": "3.1.1",
        "info": {
            "title": labels.gettext(_("The API of the archive")),
            "version": VERSION,
            "description": labels.gettext(_ABOUT),
            "license": {"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        },
        "servers": [{"url": server or "/"}],
        "security": [],
        "paths": {
            operation.path: {"get": _operation(operation, answers[operation.name], labels)}
            for operation in OPERATIONS.values()
        },
        "components": {
            "schemas": {
                name: _translated(schema, labels) for name, schema in schemas_found.items()
            },
            "responses": {
                f"Error{status}": _error(status, labels) for status in STATUSES if status >= 400
            },
        },
    }


@cache
def _schemas() -> tuple[dict[str, Json], dict[str, Json]]:
    """Return the schemas of all types by name, and of every operation's answer."""
    types = {name: operation.answer for name, operation in OPERATIONS.items()}
    types["error"] = schemas.Error
    answers, definitions = TypeAdapter.json_schemas(
        [(name, "serialization", TypeAdapter(answer)) for name, answer in types.items()],
        ref_template=_REFERENCE,
    )
    found = definitions.get("$defs", {})
    return (
        {name: _plain(schema) for name, schema in found.items()},
        {name: _plain(schema) for (name, _mode), schema in answers.items()},
    )


def _operation(operation: Operation, answer: Json, labels: Labels) -> Json:
    found: Json = {
        "operationId": operation.name,
        "summary": labels.gettext(operation.summary),
        "parameters": [
            *_in_path(operation, labels),
            *(parameter_json(parameter, labels) for parameter in operation.parameters),
            _header("Accept-Language", _LANGUAGE, labels, "en"),
        ],
        "responses": {
            "200": {
                "description": labels.gettext(operation.summary),
                "headers": _response_headers(operation, labels),
                "content": {"application/json": {"schema": answer}},
            },
            **{
                str(status): {"$ref": f"#/components/responses/Error{status}"}
                for status in operation.errors
            },
        },
    }
    if operation.about:
        found["description"] = labels.gettext(operation.about)
    if operation.name not in _UNTAGGED:
        found["parameters"].append(_header("If-None-Match", _TAG, labels, 'W/"0123456789abcdef"'))
        found["responses"]["304"] = {"description": labels.gettext(STATUSES[304])}
    return found


def _response_headers(operation: Operation, labels: Labels) -> Json:
    if operation.name in _UNTAGGED:
        return {}
    return {"ETag": {"description": labels.gettext(_ETAG), "schema": {"type": "string"}}}


def _in_path(operation: Operation, labels: Labels) -> list[Json]:
    if operation.inside is None:
        return []
    name, about, values = operation.inside
    schema: Json = {"type": "string", "enum": list(values)} if values else {"type": "string"}
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": labels.gettext(about),
            "schema": schema if values else schema | {"minLength": 1},
        }
    ]


def _header(name: str, about: str, labels: Labels, example: str) -> Json:
    return {
        "name": name,
        "in": "header",
        "required": False,
        "description": labels.gettext(about),
        "schema": {"type": "string"},
        "example": example,
    }


def parameter_json(parameter: Parameter, labels: Labels) -> Json:
    """Return a parameter behind the question mark, described in the language of the labels."""
    schema = value_schema(parameter)
    if parameter.repeatable:
        schema = {"type": "array", "items": schema}
        if parameter.most is not None:
            schema["maxItems"] = parameter.most
    found: Json = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": labels.gettext(parameter.about),
        "schema": schema,
    }
    if parameter.repeatable:
        found |= {"style": "form", "explode": True}
    if parameter.example:
        found["example"] = [parameter.example] if parameter.repeatable else parameter.example
        if parameter.kind == "number":
            found["example"] = int(parameter.example)
    return found


def value_schema(parameter: Parameter) -> Json:
    """Return the JSON Schema of one value of a parameter."""
    schema: Json = {"type": "string"}
    if parameter.kind == "number":
        schema = {"type": "integer", "minimum": parameter.least}
        if parameter.most is not None:
            schema["maximum"] = parameter.most
    elif parameter.kind == "choice":
        schema["enum"] = list(parameter.choices)
    elif parameter.kind == "names":
        one = "|".join(parameter.choices)
        schema["pattern"] = f"^({one})(,({one}))*$"
    elif parameter.longest is not None:
        schema["maxLength"] = parameter.longest
    if parameter.required:
        schema["minLength"] = 1
    if parameter.default not in (None, ""):
        schema["default"] = parameter.default
    return schema


def _error(status: int, labels: Labels) -> Json:
    return {
        "description": labels.gettext(STATUSES[status]),
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
    }


def _plain(schema: Any) -> Any:
    """Return a schema without the titles that pydantic makes of names."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {}
    for name, value in schema.items():
        if name == "title" and isinstance(value, str):
            continue
        if name == "properties":
            found[name] = {key: _plain(one) for key, one in value.items()}
        else:
            found[name] = _plain(value)
    return found


def _translated(schema: Any, labels: Labels) -> Any:
    """Return a schema with its descriptions in the language of the labels."""
    if isinstance(schema, list):
        return [_translated(one, labels) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: labels.gettext(value)
        if name == "description" and isinstance(value, str)
        else _translated(value, labels)
        for name, value in schema.items()
    }
