"""What ``--engine`` names, opened to be searched."""

from pathlib import Path

import settings
from commands.opening import address_of
from search.related.groups import own_groups, read_groups
from search.related.thesaurus import Thesaurus
from search.searcher import Searcher, open_archive


def engine_at(engine: str | None) -> Searcher:
    """Open the archive at an address, or at that of the settings, to search it.

    Raises:
        FihrisError: where the address or a setting has no meaning, or a line of the editor's groups
            of related words is none.
    """
    values = settings.read()
    written = read_groups(Path(values.synonyms)) if values.synonyms else ()
    return open_archive(
        address_of(engine),
        values.cluster,
        cache_megabytes=values.cache_megabytes,
        present=values.present,
        thesaurus=Thesaurus((*written, *own_groups())),
    )
