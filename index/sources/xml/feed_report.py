"""What a feed holds beside its articles, and what is wrong with it, told once a file."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.sources.reading import InputFile, Problem, Recognition
from index.sources.xml.entries import ROUTINE, Entry, counted
from index.sources.xml.entry_texts import Texts
from index.sources.xml.parsing import Damage, elsewhere
from index.sources.xml.sections import section_of

_MEDIA = re.compile(r"enclosure|media:(?:content|group)|itunes:.*|podcast:.*")


@dataclass(slots=True)
class Report:
    """Counts what is left out or mended of a feed.

    Attributes:
        entries: how many were read.
        without_text: those of them that are a headline alone.
        lines: how many entries each remark is true of.
        elements: names of elements that are not kept.
        unpublished: how many entries are no published articles, by what they are.
        changes: number, name and date of each entry that names the day of a change alone.
    """

    entries: int = 0
    without_text: int = 0
    lines: Counter[str] = field(default_factory=Counter)
    elements: Counter[str] = field(default_factory=Counter)
    unpublished: Counter[str] = field(default_factory=Counter)
    changes: list[tuple[int, str, str]] = field(default_factory=list)

    def count(self, entry: Entry, texts: Texts, number: int) -> None:
        """Count an entry, the one of this number in the file."""
        self.entries += 1
        self.without_text += not texts.body
        section = section_of(entry.categories)
        seen = {
            "have a relative link; it is joined to the address of the feed": entry.joined,
            "have their markup escaped twice or more; it is read as markup": texts.unwrapped,
            "end with lines of the site (appeared first on, read more); they are left out": bool(
                texts.left
            ),
            "have the name of the paper behind their headline; it is left out": texts.shortened,
            "are cut and lead to the whole article; they are teasers": texts.is_cut,
            "have further categories than their section; they are left out": any(
                one != section for one in entry.categories
            ),
        }
        self.lines.update(line for line, is_so in seen.items() if is_so)
        self.elements.update(entry.left)
        also = {
            "guid": entry.link and entry.guid not in ("", entry.link),
            entry.changed[0] if entry.changed else "": entry.published,
            "media:description": texts.caption and set(entry.captions) - {texts.caption},
        }
        self.elements.update(name for name, is_so in also.items() if name and is_so)
        if entry.spoken and (entry.contents or entry.summaries):
            self.elements.update(["itunes:summary"])
        if entry.changed and not entry.published:
            self.changes.append((number, *entry.changed))

    def told(
        self, file: InputFile, ways: Counter[str], damages: Sequence[Damage]
    ) -> Iterator[Problem | Recognition]:
        """Yield what was counted.

        Args:
            file: the feed.
            ways: how many entries are known by something else than their link.
            damages: where it is not well-formed.
        """
        if damages:
            yield _damaged(file, damages)
        del self.unpublished[""]
        if self.unpublished:
            message = f"left out, for it is no published article: {counted(self.unpublished)}"
            yield Problem("left_out", file.name, message)
        if self.changes:
            first, name, day = self.changes[0]
            message = (
                f"{len(self.changes)} of {self.entries} entries name the day of a change or of a "
                f"draft alone, as {name!r} {day[:60]!r}; that is no publication, and none is taken "
                "from it; where it is one all the same, write it as <published>"
            )
            yield Problem("bad_date", file.name, message, record=first)
        for way, count in sorted(ways.items()):
            message = (
                f"{count} of {self.entries} entries share their link or guid with others, or have "
                f"the site's; they have no address of their own and are known by their {way}"
            )
            yield Problem("left_out", file.name, message)
        for line, count in self.lines.items():
            yield Recognition(file.name, f"{count} of {self.entries} entries {line}")
        routine = Counter({name: n for name, n in self.elements.items() if ROUTINE.fullmatch(name)})
        if routine:
            yield Recognition(file.name, f"elements left out: {counted(routine)}")
        if others := self.elements - routine:
            message = (
                f"elements that are not known, or stand again, are left out: {counted(others)}"
            )
            yield Problem("unknown_field", file.name, message)
        if (
            self.entries
            and self.without_text == self.entries
            and any(map(_MEDIA.fullmatch, self.elements))
        ):
            message = (
                "no entry has a text, for they are of sound or video; their headlines are read"
            )
            yield Problem("left_out", file.name, message)


def _damaged(file: InputFile, damages: Sequence[Damage]) -> Problem:
    first = min(damages, key=lambda one: one.line)
    message = (
        f"the feed is not well-formed here{elsewhere(damages)} ({first.message}); what can be read "
        "is read, "
        "text beside the damage may be missing; take the feed anew or mend it"
    )
    return Problem("broken", file.name, message, line=first.line)
