"""Which articles answer a query, in which order, and what its reader is told: question to answer.

The modules of the room itself are the question (``query``), the answer (``results``), and the way
between them (``searcher``, which knows no engine). It imports ``index``, and nothing of ``web``.
"""
