"""From counts to what a reader sees of them: trees and pages of a facet's values, and timelines.

Of ``search`` it imports the query and the results; of ``index`` the facets, the analysis, the
article and what the facts know of dates. It counts nothing itself: an engine does.
"""
