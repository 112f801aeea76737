"""From paths to files, and from their bytes to letters, whatever the format.

Of ``index`` it imports the errors and the reader of tables, and of the other sources only
``index.sources.reading``.
"""
