"""What ``--engine`` names, opened to be searched."""

import settings
from commands.opening import address_of
from search.searcher import Searcher, open_archive


def engine_at(engine: str | None) -> Searcher:
    """Open the archive at an address, or at that of the settings, to search it.

    Raises:
        FihrisError: where the address or a setting has no meaning.
    """
    values = settings.read()
    return open_archive(
        address_of(engine),
        values.cluster,
        cache_megabytes=values.cache_megabytes,
        present=values.present,
    )
