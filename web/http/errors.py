"""Errors as pages for readers, or as JSON for programs."""

from flask import (
    Flask,
    Response,
    current_app,
    jsonify,
    make_response,
    render_template,
    request,
    url_for,
)
from werkzeug.exceptions import BadHost, HTTPException

from index.errors import (
    AnalyzerMismatch,
    EngineError,
    FihrisError,
    IndexDamaged,
    IndexMissing,
    QueryInvalid,
)
from web.http import messages
from web.i18n.labels import Labels
from web.i18n.language import is_for_programs, language
from web.url.address import address
from web.url.parameters import TYPING

#: When to ask again where a cluster does not answer.
_SECONDS_TO_RETRY = 30

_CODES = {404: "not_found", 405: "method_not_allowed", 500: "internal_error"}


class ArticleNotFound(HTTPException):
    """The archive has no article of this id."""

    code = 404
    reason = "article_not_found"


class FacetNotFound(HTTPException):
    """There is no facet of this name."""

    code = 404
    reason = "facet_not_found"


def register(app: Flask) -> None:
    """Answer every error of ``app`` in the language of the request."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(QueryInvalid, _query_invalid)
    for error in (IndexMissing, IndexDamaged, AnalyzerMismatch):
        app.register_error_handler(error, _index_unusable)
    app.register_error_handler(EngineError, _engine_failed)


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    code = getattr(error, "reason", None) or _CODES.get(status, "request_failed")
    if isinstance(error, BadHost) and not is_for_programs():
        # Nothing can be linked to under no host, so there is no page to show.
        return Response(messages.sentence(Labels(language()), code), status, mimetype="text/plain")
    response = _answer(status, code)
    allowed = dict(error.get_headers()).get("Allow")
    if allowed:
        response.headers["Allow"] = allowed
    return response


def _query_invalid(error: QueryInvalid) -> Response:
    return _answer(422, error.code, invalid=error)


def _index_unusable(error: FihrisError) -> Response:
    # The paths in its text are for the log, not for the public.
    current_app.logger.error("%s", error)
    return _answer(503, messages.index_code(error), command=messages.REINDEX)


def _engine_failed(error: EngineError) -> Response:
    current_app.logger.error("%s", error)
    response = _answer(503, messages.engine_code(error))
    response.headers["Retry-After"] = str(_SECONDS_TO_RETRY)
    return response


def _answer(
    status: int, code: str, *, invalid: QueryInvalid | None = None, command: str = ""
) -> Response:
    labels = Labels(language())
    message = messages.sentence(labels, code, invalid)
    parameter = invalid.parameter if invalid else None
    if is_for_programs():
        message = f"{message} {command}".strip()
        response = jsonify(error={"code": code, "message": message, "parameter": parameter})
    else:
        page = render_template(
            "error.html",
            status=status,
            heading=messages.heading(labels, status),
            message=message,
            command=command,
            retry=_retry(parameter) if parameter else "",
        )
        response = make_response(page)
    response.status_code = status
    return response


def _retry(parameter: str) -> str:
    """Return the address of the same search without the parameter at fault.

    It is one of the search page, since no other page refuses parameters.
    """
    left_out = (parameter, TYPING)
    kept = [pair for pair in request.args.items(multi=True) if pair[0] not in left_out]
    return address(url_for("pages.search"), kept)
