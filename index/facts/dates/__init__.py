"""When: the day an article was published, the days it mentions, and the periods people type.

Of ``index`` it imports the articles and the reader of its tables.
"""
