"""What else is written for what was typed: groups of words that may stand for each other.

Of ``search`` it imports the language, the conditions, the formulas of the ranking and the results;
of ``index`` the analysis, the errors and the reader of tables.
"""
