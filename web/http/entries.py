"""Entries of the log: what requests and files are called cannot begin another, or hide one.

A path may hold line breaks and whatever commands the terminal that shows the log.
"""

import logging

from flask import Flask

from index.visible import visible_line


class _OnOneLine(logging.Filter):
    """Writes out every sign of a message that would command; what was raised follows as it is."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the message of an entry, which is then kept."""
        record.msg, record.args = visible_line(record.getMessage()), ()
        return True


_ON_ONE_LINE = _OnOneLine()


def register(app: Flask) -> None:
    """Keep the entries of ``app``, and of the server that it runs in, on one line each."""
    for logger in (app.logger, logging.getLogger("waitress"), logging.getLogger("gunicorn.error")):
        logger.addFilter(_ON_ONE_LINE)
