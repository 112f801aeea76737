"""From a list of feeds to articles in an archive: polled politely, kept, published in batches.

``feed_list`` reads the list, ``fetching`` asks one server at a time and none of the own network,
``feed_reading`` makes articles of what came, ``state`` remembers, ``following`` leads. Of ``index``
it imports articles, addresses, errors, limits, ingestion, records, sources, stores and updates.
"""
