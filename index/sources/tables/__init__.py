"""What is written in rows and columns.

Of ``index`` it imports the article and the facts, and of the sources ``files`` and ``records``.
"""
