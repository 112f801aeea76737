"""What was read of which file on disk: kept with every publication, compared with what is there.

``record`` is what is kept, ``survey`` what is there now, ``gathering`` fills the record during a
build, ``planning`` decides what an update has to do, ``taking_in`` leads. Of ``index`` it imports
articles and their versions, arrays, limits, sources, articles as they are taken in and prepared,
and progress.
"""
