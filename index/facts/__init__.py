"""What an article itself tells: dates, agencies, places, sections, and which are copies.

Of ``index`` it imports the analysis, the articles and the reader of its tables.
"""
