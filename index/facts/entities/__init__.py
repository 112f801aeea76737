"""People and organisations that a text names; imports the analyzer and the table of agencies."""
