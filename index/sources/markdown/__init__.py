"""Articles written in Markdown, as site generators and notebooks keep them.

Of ``index`` it imports the article, the names of days in texts, and of the sources ``files`` and
``records``.
"""
