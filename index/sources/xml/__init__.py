"""What is written in XML: feeds, exports of sites, and the formats in which agencies deliver.

Of ``index`` it imports the article and the facts, and of the sources ``files`` and ``records``.
"""
