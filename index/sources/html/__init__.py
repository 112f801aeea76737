"""``html``: pages as a news site serves them, and what pages are kept in.

Of ``index`` it imports the article and the facts, and of the sources ``files``, ``records`` and the
running text of ``page``.
"""
