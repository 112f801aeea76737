"""``html``: pages as a news site serves them, and what pages are kept in.

Of ``index`` it imports the article and the facts, and of the sources ``files``, ``records`` and the
running text of ``page``.

``reader`` decodes and parses, ``page_reading`` puts the article together: the address from
``metadata``, the headline, the text (``blocks``, ``region``, ``links``, ``body``), the day
(``publication``, ``printed_days``, ``day_words``), the writer, the section, the caption.
``furniture`` and ``labels`` know what is the site's, ``list_pages`` which pages are no articles.
``warc`` and ``mhtml`` hand such pages on.
"""
