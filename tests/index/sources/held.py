"""What files hold: every text in them is marked, and known by the name it has there."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

#: Running text of news, long enough for a page of its own.
TEXT = (
    "قال الوزير إن الجسر الجديد فُتح صباح أمس أمام السيارات والمشاة، بعد أعمال استغرقت عامين كاملين "
    "وشارك فيها مئتا عامل من أبناء المدينة"
)
MORE = (
    "ويبلغ طول الجسر مئة متر، وتصل جانبيه طريق تمر بالسوق القديمة ثم تنتهي عند محطة الحافلات التي "
    "أعيد بناؤها في العام الماضي"
)

_LETTERS = "بتدرسشفقلن"


@dataclass
class Marks:
    """Makes marks, and notes the names under which they stand.

    Attributes:
        made: each mark with the words that may speak of it in its stead.
    """

    made: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def __call__(self, *names: str, text: str = "{}") -> str:
        """Return a text with a new mark at its braces."""
        first, second = divmod(len(self.made), len(_LETTERS))
        mark = f"مر{_LETTERS[first]}و{_LETTERS[second]}ان"
        self.made.append((mark, names))
        return text.replace("{}", mark)

    def value(self, value: str, *names: str) -> str:
        """Return a value that is its own mark: a date, a number, an address."""
        self.made.append((value, names))
        return value

    def body(self) -> str:
        """Return a paragraph with a mark in it."""
        return self(text=f"{TEXT}، كما جاء في {{}} من البيان.")


@dataclass(frozen=True)
class Held:
    """A file and what it holds.

    Attributes:
        format: that it is.
        name: of the file.
        raw: its bytes.
        marks: each with the words that may tell of it.
    """

    format: str
    name: str
    raw: bytes
    marks: tuple[tuple[str, tuple[str, ...]], ...]


def held(format: str, name: str, make: Callable[[Marks], str | bytes]) -> Held:
    """Return the file that a function makes with marks."""
    marks = Marks()
    raw = make(marks)
    return Held(format, name, raw.encode() if isinstance(raw, str) else raw, tuple(marks.made))


def lost(marks: Iterable[tuple[str, tuple[str, ...]]], kept: str, told: str) -> list[str]:
    """Return the marks that are neither kept nor told of, each with its names."""
    return [
        f"{mark} {names}"
        for mark, names in marks
        if mark not in kept and mark not in told and not any(_named(name, told) for name in names)
    ]


def _named(name: str, told: str) -> bool:
    return re.search(rf"(?<![\w]){re.escape(name)}(?!\w)", told) is not None
