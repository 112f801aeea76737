"""Articles out of the text of a saved web page, by the lines that stand around them.

Of ``index`` it imports articles, facts and the particles of the analysis; of the other sources
``index.sources.files``, ``index.sources.records`` and ``index.sources.reading``.
"""
