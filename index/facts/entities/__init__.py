"""People and organisations that a text names; imports the analyzer, agencies and places."""
