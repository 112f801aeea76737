"""The day that the name of a file states, as ``2024-10-28-jisr.md`` does."""

import re
from datetime import date
from pathlib import PurePosixPath

#: At the beginning: what stands further in a name may be the day of a crawl or an edition. Eight
#: digits alone may be the number of the article.
_DAY = re.compile(
    r"(\d{4})[-_.](\d{1,2})[-_.](\d{1,2})(?!\d)|((?:18|19|20)\d\d)(\d\d)(\d\d)(?=[-_ ])"
)


def day_of_name(name: str) -> tuple[date, str] | None:
    """Return the day with which a file's name begins, and that name; ``None`` where it has none.

    Args:
        name: the path of the file. A file called index has the name of its folder.
    """
    path = PurePosixPath(name)
    own = path.parent.name if path.stem.lower() in ("index", "_index") else path.name
    found = _DAY.match(own)
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups() if part)), own
    except ValueError:
        return None
