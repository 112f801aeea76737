"""Answers in JSON and their documents; imports ``web.http``, ``web.i18n`` and ``web.url``."""
