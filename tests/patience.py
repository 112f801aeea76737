"""Limits of the applications that tests ask: no answer is given up for a slow machine."""

from web.http.limits import AnswerLimits

PATIENT = AnswerLimits(seconds=600)
