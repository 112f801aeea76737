"""Near-duplicates: wire stories that many papers run with small changes, found and grouped.

Of ``index`` it imports the analysis and the articles.
"""
