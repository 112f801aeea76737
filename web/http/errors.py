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
from werkzeug.exceptions import HTTPException

from index.errors import (
    AnalyzerMismatch,
    EngineError,
    FihrisError,
    IndexDamaged,
    IndexMissing,
    QueryInvalid,
    TimeExceeded,
)
from web.http import messages
from web.http.request_watching import of_request
from web.i18n.labels import Labels
from web.i18n.language import is_for_programs, language
from web.url.address import address
from web.url.parameters import TYPING
from web.url.reading import read_page_search

#: When to ask again where a cluster does not answer.
_SECONDS_TO_RETRY = 30
#: The same where an answer took too long, which may be because of what else is asked now.
_SECONDS_TO_REST = 10

_CODES = {404: "not_found", 405: "method_not_allowed", 500: "internal_error"}


class ArticleNotFound(HTTPException):
    """The archive has no article of this id."""

    code = 404
    reason = "article_not_found"


class _Later(HTTPException):
    """What may be asked again, in some seconds."""

    def __init__(self, seconds: int) -> None:
        """
        Args:
            seconds: until then.
        """
        super().__init__()
        self.seconds = seconds


class SearchFails(HTTPException):
    """A search of the archive ends in an error that nobody foresaw."""

    code = 503
    reason = "search_fails"


class RateExceeded(_Later):
    """A client asks more often than it may."""

    code = 429
    reason = "rate_exceeded"


class ExportsBusy(_Later):
    """As many exports are given out as may be at the same time."""

    code = 503
    reason = "exports_busy"


class AddressTooLong(HTTPException):
    """An address that is longer, or has more parameters, than anything that is answered."""

    code = 414

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


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
    app.register_error_handler(TimeExceeded, _took_too_long)


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    code = getattr(error, "reason", None) or _CODES.get(status, "request_failed")
    later = error.seconds if isinstance(error, _Later) else None
    if later and not is_for_programs() and not _wants_page():
        response = _plain(status, code)
    else:
        response = _answer(status, code)
    if later:
        response.headers["Retry-After"] = str(later)
    allowed = dict(error.get_headers()).get("Allow")
    if allowed:
        response.headers["Allow"] = allowed
    return response


def _plain(status: int, code: str) -> Response:
    _tell(code)
    return Response(messages.sentence(Labels(language()), code), status, mimetype="text/plain")


def _wants_page() -> bool:
    """Tell whether a client names HTML, as browsers do, rather than takes anything."""
    return "text/html" in request.accept_mimetypes.values()


def _tell(code: str) -> None:
    if seen := of_request():
        seen.code = code


def _query_invalid(error: QueryInvalid) -> Response:
    return _answer(422, error.code, invalid=error)


def _index_unusable(error: FihrisError) -> Response:
    # Paths and the command that mends it are for the log, not for the public.
    current_app.logger.error("%s; it is built by: %s", error, messages.REINDEX)
    return _answer(503, messages.index_code(error))


def _engine_failed(error: EngineError) -> Response:
    current_app.logger.error("%s", error)
    response = _answer(503, messages.engine_code(error))
    response.headers["Retry-After"] = str(_SECONDS_TO_RETRY)
    return response


def _took_too_long(_error: TimeExceeded) -> Response:
    current_app.logger.warning("%s: given up after the time that an answer may take", request.path)
    response = _answer(503, messages.TOOK_TOO_LONG)
    response.headers["Retry-After"] = str(_SECONDS_TO_REST)
    return response


def _answer(status: int, code: str, *, invalid: QueryInvalid | None = None) -> Response:
    _tell(code)
    labels = Labels(language())
    message = messages.sentence(labels, code, invalid)
    parameter = invalid.parameter if invalid else None
    if is_for_programs():
        response = jsonify(error={"code": code, "message": message, "parameter": parameter})
    else:
        page = render_template(
            "error.html",
            status=status,
            heading=messages.heading(labels, status, code),
            message=message,
            retry=_retry(parameter) if parameter else "",
        )
        response = make_response(page)
    response.status_code = status
    return response


def _retry(parameter: str) -> str:
    """Return the address of the same search without the parameters at fault.

    It is one of the search page, since no other page refuses parameters.

    Args:
        parameter: that was found at fault first.
    """
    left_out = {parameter, TYPING}
    while True:
        kept = [pair for pair in request.args.items(multi=True) if pair[0] not in left_out]
        try:
            read_page_search(kept)
        except QueryInvalid as error:
            if error.parameter in left_out:
                return url_for("pages.search")
            left_out.add(error.parameter)
        else:
            return address(url_for("pages.search"), kept)
