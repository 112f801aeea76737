"""Organisations that a text names; imports the analyzer and the table of agencies."""
