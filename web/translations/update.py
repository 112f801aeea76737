"""Bring ``ar.po`` up to date with the sentences that stand in the code; ``make messages`` runs it.

usage: python -m web.translations.update [--check]

Sentences that are new come without a translation, those that are gone go, and every sentence names
the files that it stands in. ``--check`` changes nothing and ends with 1 where something would
change.
"""

import sys
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.frontend import BaseError, CommandLineInterface

ROOT = Path(__file__).resolve().parents[2]
_FOLDER = Path(__file__).resolve().parent

#: Where sentences stand.
ROOMS = ("index", "search", "web")

#: Functions besides Babel's own that take a sentence, and which arguments those of a count are.
KEYWORDS = ("translatable", "_n:1,2", "countable:1,2")


def update(catalogue: Path, *, check: bool = False) -> bool:
    """Give a catalogue the sentences that stand in the code.

    Args:
        catalogue: of Arabic, a ``.po`` file.
        check: whether to look only.

    Returns:
        Whether it was up to date or is now.
    """
    with TemporaryDirectory() as folder:
        found = f"{folder}/found.pot"
        words = [part for word in KEYWORDS for part in ("-k", word)]
        _pybabel(
            *("extract", "-F", str(_FOLDER / "mapping.cfg"), *words, "--sort-output"),
            # Without line numbers: they would change with every line of code.
            *("--add-location=file", "-o", found, *ROOMS),
        )
        options = ["--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date"]
        options += ["--check"] if check else []
        try:
            _pybabel("update", "-l", "ar", "-i", found, "-o", str(catalogue), "-w", "100", *options)
        except BaseError:
            if not check:
                raise
            return False
    return True


def _pybabel(*arguments: str) -> None:
    """Run a command of Babel from the checkout, so that references begin there.

    Raises:
        BaseError: where it has something to complain of.
    """
    with chdir(ROOT):
        CommandLineInterface().run(["pybabel", "-q", *arguments])  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    sys.exit(not update(_FOLDER / "ar.po", check="--check" in sys.argv[1:]))
