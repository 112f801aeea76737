"""The one place where a request gets hold of its engine."""

from collections.abc import Callable
from typing import cast

from flask import Flask, current_app

from search.engines.engine import Engine

_KEY = "fihris.open_engine"


def connect(app: Flask, open_engine: Callable[[], Engine]) -> None:
    """Let the views of ``app`` use the engine that ``open_engine`` gives."""
    app.extensions[_KEY] = open_engine


def engine() -> Engine:
    """The engine of the current application.

    Raises:
        IndexMissing, IndexDamaged, AnalyzerMismatch: where there is no usable index.
    """
    return cast("Callable[[], Engine]", current_app.extensions[_KEY])()
