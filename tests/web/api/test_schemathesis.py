"""Requests that Schemathesis makes of the OpenAPI document: answered as the document says.

It draws what the document allows and what it does not. The same requests are drawn in every run.
"""

from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from web.api.operations import OPERATIONS

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
)

#: What the document allows of every operation, and what it does not where it allows only something.
ASKED = [
    *((name, GenerationMode.POSITIVE) for name in OPERATIONS),
    *((name, GenerationMode.NEGATIVE) for name, found in OPERATIONS.items() if found.parameters),
]


@pytest.fixture(scope="session")
def api(app: Flask) -> BaseSchema:
    """The document, as the application gives it."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


def has_unwritten_rule(case: Case[Any]) -> bool:
    """Whether a value is read by a rule that a schema has no word for.

    An empty value counts as absent, and spaces around a value belong to none, so that one of the
    longest may have some.
    """
    values = [
        str(value)
        for given in case.query.values()
        for value in (given if isinstance(given, list) else [given])
    ]
    return not values or any(not value.strip() or value != value.strip() for value in values)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "mode"), ASKED)
def test_every_answer_is_as_documented(api: BaseSchema, name: str, mode: GenerationMode) -> None:
    operation = api[OPERATIONS[name].path]["GET"]
    asked = 0

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=40,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def holds(case: Case[Any]) -> None:
        nonlocal asked
        asked += 1
        answer = case.call(headers={"Accept-Encoding": "identity"})
        # The check does not know that 414 refuses, too.
        refused = has_unwritten_rule(case) or answer.status_code == 414
        left_out = [negative_data_rejection] if refused else []
        case.validate_response(answer, checks=[one for one in CHECKS if one not in left_out])

    holds()
    assert asked
