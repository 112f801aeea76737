"""Some three hundred searches of every kind, always the same, made of fifty queries."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, cycle

#: The parameters of a search, as an address has them.
Parameters = tuple[tuple[str, str], ...]

_FILTERS = (
    ("agency", "رويترز"),
    ("agency", "spa"),
    ("photo_agency", "_none"),
    ("text_agency", "afp"),
    ("dateline", "الرياض"),
    ("dateline", "جده"),
    ("source", "alriyadh"),
    ("source", "الاقتصادية"),
    ("section", "sport"),
    ("section", "اقتصاد"),
    ("date", "2015-08"),
    ("date", "أغسطس 2015"),
    ("mentioned", "2014"),
    ("mentioned", "2015-07"),
)
_OTHERWISE = (
    ("sort", "newest"),
    ("sort", "oldest"),
    ("page", "2"),
    ("page", "٣"),
    ("size", "3"),
    ("size", "25"),
    ("words", "all"),
    ("spellings", "typed"),
    ("copies", "together"),
    ("from", "2015-08"),
    ("to", "2015-07-25"),
    ("from", "15 شوال 1436"),
    ("from", "2015-07-20"),
)
#: Typed with the keyboard set to Latin letters, names in Latin letters, and words with slips.
_MISTYPED = (
    *("hgvdhq", "hgkt'", "hgsu,]dm", "hglgk sglhk", "hgd,l", ";vm hgr]l", "hgjugdl", "ughv"),
    *("riyadh", "obama", "daesh", "aramco", "putin", "ronaldo", "real madrid", "al hilal"),
    *("hillary clinton", "youtube", "netanyahu", "jeddah", "merkel", "iphone", "messi 2015"),
    *("السعوديه", "الرياظ", "الحكومه الامريكية", "مستشفا", "مباراه", "الإقتصاد", "وزاره الصحه"),
    *("لكهرباء", "الجامعت", "التعلييم", "مجلس الوزرا", "اليمنن", "الملك سلمن"),
)
#: The query language, well and badly used.
_LANGUAGE = (
    *("عنوان:النفط", "عنوان:(اليمن عدن)", "وكالة:رويترز اليمن", "مصدر:الرياض", "قسم:رياضة الهلال"),
    *("حرفي:كتاب", "صيغ:كتاب", "عائلة:كتاب", "جذع:كتاب", "exact:مدرسة", "wide:مدرسة الرياض"),
    *("(نفط OR غاز) -إيران", "اليمن -(عدن OR صنعاء)", '"الملك سلمان" -"ولي العهد"', "-السعودية"),
    *(
        '"مجلس الأمن',
        "(اليمن",
        "OR",
        "-",
        '""',
        "؟؟؟",
        "*",
        "ا*",
        "عنوان:",
        ":",
        "  ",
        "١٢٣",
        "2015",
    ),
    *("«كأس العالم» 2015", "تاريخ:2015-08 اليمن", "مذكور:2014 النفط", "في من على", "😀 اليمن"),
    *("ٱلسُّعُودِيَّةُ", "الســـعودية", "covid-19", "G20", "S&P 500", "<script>", "السعودية\u200f", "ﷲ"),
    " ".join(["اليمن", "عدن", "صنعاء", "تعز"] * 20),
)
#: Addresses that are refused, or read with a remark.
_REFUSED: tuple[Parameters, ...] = (
    (("q", "النفط"), ("page", "0")),
    (("q", "النفط"), ("page", "1000000")),
    (("q", "النفط"), ("size", "1000")),
    (("q", "النفط"), ("sort", "best")),
    (("q", "النفط"), ("from", "امس")),
    (("q", "النفط"), ("from", "2015-09"), ("to", "2015-07")),
    (("q", "النفط"), ("after", "x")),
    (("q", "النفط"), ("colour", "red")),
    (("q", "النفط"), ("sort", "newest"), ("sort", "oldest")),
    (("section", "لا قسم كهذا"),),
    (("agency", "no such agency"), ("q", "النفط")),
    (("date", "2015-13"),),
    (),
)


def searches(queries: Sequence[str]) -> list[Parameters]:
    """Return searches of every kind, each once: 320 of the fifty queries of ``bench/speed``.

    Args:
        queries: texts of queries, some with operators; they are filtered, quoted, cut short and
            put in another order in turn.
    """
    return list(dict.fromkeys(chain(*_kinds(queries))))


def _kinds(queries: Sequence[str]) -> Iterator[Iterable[Parameters]]:
    yield _REFUSED
    yield (_asked(text) for text in (*_LANGUAGE, *_MISTYPED))
    yield (_asked(text) for text in queries)
    words = [text for text in queries if text.replace(" ", "").isalpha()]
    yield (_asked(f'"{text}"') for text in words[::3] if " " in text)
    yield (_asked(f"{text[:-2]}*") for text in words[1::4])
    yield (
        _asked(f"{text} -{other.split()[0]}")
        for text, other in zip(words[::4], words[2::4], strict=False)
    )
    yield _filtered(queries, 1)
    yield _filtered(queries[1:], 2)
    yield ((("not_" + name, value), *_asked(text)) for (name, value), text in _paired(queries, 5))
    yield ((pair, *_asked(text)) for text, pair in zip(queries[2:], cycle(_OTHERWISE)))
    yield ((pair,) for pair in (*_FILTERS, *_OTHERWISE))
    yield ((one, other) for one, other in zip(_FILTERS, _OTHERWISE, strict=False))


def _filtered(queries: Sequence[str], filters: int) -> Iterator[Parameters]:
    """Give every second query so many filters at once."""
    for number, text in enumerate(queries[::2]):
        places = (number + 3 * nth for nth in range(filters))
        yield (*_asked(text), *(_FILTERS[place % len(_FILTERS)] for place in places))


def _paired(queries: Sequence[str], step: int) -> Iterator[tuple[tuple[str, str], str]]:
    return zip(cycle(_FILTERS), queries[::step])


def _asked(text: str) -> Parameters:
    return (("q", text),)
