"""What readers of several formats share: fields, dates, section labels, paragraphs.

Of ``index`` it imports articles, facts and the words of the analysis; of the other sources
``index.sources.files`` and ``index.sources.reading``.
"""
