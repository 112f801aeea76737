"""Persons that a text names; imports the analyzer, tables and places."""
