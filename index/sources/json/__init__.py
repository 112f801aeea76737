"""What is written in JSON: records with names of their own, and formats that others have defined.

Of ``index`` it imports the article and the facts, and of the sources ``files`` and ``records``.
"""
