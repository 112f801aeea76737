"""When: the day an article was published, the days it mentions, and the periods people type.

Of ``index`` it imports the articles, the reader of its tables, and what reads the head of an
agency's text.
"""
