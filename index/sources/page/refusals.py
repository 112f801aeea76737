"""Texts that are no article: lists, tables, subtitles, logs, programs, licences; each told why."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from index.analysis import fold
from index.analysis.stop import is_stop_word

_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdfb\ufe70-\ufefc]")
_CUE = re.compile(r"[\d:.,]{5,12} --> [\d:.,]{5,12}.*")
_STAMPED = re.compile(r"\W{0,3}\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}[\s,،T]+\W?\d{1,2}:\d\d")
_CODE = re.compile(
    r".*[;{}]|</?[a-z]\w*[^>]*>|(?:#include|#!|//|/\*|\*/|<\?php|>>>).*"
    r"|(?:def|class|import|from|return|function|var|let|const|public|private|if|for|while|else|elif"
    r"|SELECT|INSERT|export|msgid|msgstr)[\s(:].*|[A-Za-z_][\w.]* ?[=(\[].*"
)
_OF_CODE = re.compile("[A-Za-z{};/*>]")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_LICENCE = re.compile(
    r"\W*(?:(?:the )?(?:mit|apache|bsd|gnu|mozilla|creative commons)\b.*licen[cs]e.*|copyright\b.*"
    r"|gnu (?:lesser |affero )?general public licen[cs]e.*|creative commons\b.*"
    r"|(?:ال)?رخصة (?:المشاع الإبداعي|جنو|غنو|أباتشي|موزيلا).*|شروط الاست(?:خدام|عمال)\W*"
    r"|سياسة الخصوصية\W*|اتفاقية (?:الترخيص|الاستخدام|ترخيص).*|إخلاء (?:ال)?مسؤولية\W*)",
    re.I,
)
_MANUAL = re.compile(
    r"\W*(?:(?:\$ ?)?(?:pip3?|npm|git|apt|sudo|docker|yarn|make|cd) .*|```.*|read ?me\b.*|اقرأني\W*"
    r"|installation\W*|usage\W*|(?:طريقة )?التثبيت\W*|المتطلبات\W*|الترخيص\W*|الاستخدام\W*)",
    re.I,
)
_ENTRY = re.compile(r"[^:=\t–—]{1,40}?(?:\s*[:=\t]|\s+[–—-])\s*\S.*")
_ENDS = (".", "؟", "!", "…", ".»", '."')
_NUMBER = re.compile(r"[\d٠-٩۰-۹.,٫٬%٪/+:-]+")
_SEPARATORS = "\t|;؛,"

_SHORT_LINE, _SHORT_ENTRY = 4, 12
#: Of running text, one word in eight and more is a particle; of a list of words hardly any.
_FEWEST_PARTICLES, _SURE_PARTICLES, _MOST_PARTICLES = 0.02, 0.08, 0.6
_ENOUGH_WORDS, _MANY_WORDS = 12, 60
_LONGEST_ARTICLE, _LOOKED_AT = 100_000, 500
_LINES_LOOKED_AT, _LETTERS_LOOKED_AT = 200, 3_000
_BETWEEN = re.compile(r"\s*[،,؛;]\s*")
_ENOUGH_PIECES, _LONGEST_PIECE = 8, 1.5


def refusal(text: str, lines: Sequence[str]) -> str | None:
    """Return why a text is no article; ``None`` where nothing speaks against it.

    Args:
        text: as it stands in the file.
        lines: those with text in them, paragraphs put together.
    """
    tests: tuple[Callable[[Sequence[str]], str | None], ...] = (
        *(
            _collection,
            _subtitles,
            _log,
            _links,
            _code,
            _manual,
            _licence,
            _table,
            _numbers,
            _list,
            _glossary,
        ),
        *(_words,),
    )
    raw = [line.strip() for line in text.splitlines() if line.strip()]
    found = (test(raw if test in _OF_RAW_LINES else lines) for test in tests)
    return next(filter(None, found), None)


def _collection(lines: Sequence[str]) -> str | None:
    if sum(map(len, lines)) < 2 * _LONGEST_ARTICLE:
        return None
    words = sum(len(line.split()) for line in lines)
    if words > _LONGEST_ARTICLE:
        return f"it is a book or many articles: {words} words; give each article a file or a row"
    return None


def _subtitles(lines: Sequence[str]) -> str | None:
    cues = sum(bool(_CUE.fullmatch(line)) for line in lines)
    return f"it is subtitles: {cues} lines are times of them" if cues > 1 else None


def _log(lines: Sequence[str]) -> str | None:
    stamped = sum(bool(_STAMPED.match(line)) for line in lines)
    if stamped >= 3 and stamped * 5 >= len(lines) * 2:
        return f"it is a log or a chat: {_of(stamped, lines)} begin with a day and a time"
    return None


def _links(lines: Sequence[str]) -> str | None:
    linked = sum(bool(_LINK.search(line)) for line in lines)
    if len(lines) < 2 or linked * 2 < len(lines):
        return None
    without = sum(len(_WORD.findall(_LINK.sub("", line))) for line in lines)
    if without <= 6 * len(lines):
        return f"it is a list of links: {_of(linked, lines)} have one"
    return None


def _code(lines: Sequence[str]) -> str | None:
    code = sum(bool(_OF_CODE.search(line) and _CODE.fullmatch(line)) for line in lines)
    if code >= 3 and code * 3 >= len(lines):
        return f"it looks like a program: {_of(code, lines)} are code"
    looked_at = "".join(lines[:_LINES_LOOKED_AT])[:_LETTERS_LOOKED_AT]
    arabic = len(_ARABIC.findall(looked_at))
    if arabic * 4 < len(looked_at) and arabic * 4 < (letters := sum(map(str.isalpha, looked_at))):
        return (
            f"{100 * arabic // max(1, letters)} of 100 letters are Arabic, too few for an article"
        )
    return None


def _manual(lines: Sequence[str]) -> str | None:
    found = [line for line in lines if _MANUAL.fullmatch(line)]
    if len(found) >= 2:
        return f"it looks like the manual of a program: «{found[0][:40]}», «{found[1][:40]}»"
    return None


def _licence(lines: Sequence[str]) -> str | None:
    if lines and _LICENCE.fullmatch(lines[0]):
        return f"it begins as a licence or terms of use do: «{lines[0][:60]}»"
    return None


def _table(lines: Sequence[str]) -> str | None:
    for sign in filter("\n".join(lines).__contains__, _SEPARATORS):
        counts = Counter(line.count(sign) for line in lines)
        times, rows = counts.most_common(1)[0] if counts else (0, 0)
        is_sure = times >= (1 if sign == "\t" else 2)
        if not is_sure or len(lines) < 3 or rows * 10 < len(lines) * 9:
            continue
        cells = [len(cell.split()) for line in lines for cell in line.split(sign)]
        if sign == "\t" or max(cells) <= _SHORT_LINE:
            return f"it is a table: {_of(rows, lines)} have {times} {sign!r}; call it .csv or .tsv"
    return None


def _numbers(lines: Sequence[str]) -> str | None:
    words = " ".join(lines[:_LINES_LOOKED_AT]).split()
    numbers = sum(map(bool, map(_NUMBER.fullmatch, words)))
    if numbers * 2 >= len(words):
        return f"it is a table of numbers: {numbers} of {len(words)} words are numbers"
    return None


def _list(lines: Sequence[str]) -> str | None:
    short = [len(line.split()) <= _SHORT_LINE and not line.endswith(_ENDS) for line in lines]
    if len(lines) >= 5 and sum(short) * 5 >= 4 * len(lines):
        return f"it is a list: {_of(sum(short), lines)} have at most {_SHORT_LINE} words"
    return None


def _glossary(lines: Sequence[str]) -> str | None:
    entries = [
        line
        for line in lines
        if len(line.split()) <= _SHORT_ENTRY and _ENTRY.fullmatch(line)
    ]  # fmt: skip
    if len(lines) >= 5 and len(entries) * 4 >= 3 * len(lines):
        return f"it is a form or a glossary: {_of(len(entries), lines)} are a name and what it has"
    return None


def _words(lines: Sequence[str]) -> str | None:
    words = _first_words(lines)
    if len(words) < _ENOUGH_WORDS:
        return None
    pieces = [len(piece.split()) for line in lines for piece in _BETWEEN.split(line) if piece]
    if len(pieces) >= _ENOUGH_PIECES and sum(pieces) <= _LONGEST_PIECE * len(pieces):
        return f"it is a list: {len(pieces)} pieces between commas have hardly more than a word"
    if len(words) >= _MANY_WORDS and len(set(words)) == len(words):
        return f"it is a list of words: of {len(words)} words none comes twice"
    particles = sum(map(_is_particle, words))
    told = f"{particles} of {len(words)} words are particles such as «في» and «من»"
    if particles > _MOST_PARTICLES * len(words):
        return f"it is a list of words: {told}"
    has_sentences = any(line.endswith(_ENDS) or ". " in line for line in lines)
    few = particles < _FEWEST_PARTICLES * len(words)
    if few and (len(words) >= _MANY_WORDS or not has_sentences):
        return f"it is a list of words or names: {told}"
    return None


def is_surely_running(lines: Sequence[str]) -> bool:
    """Tell whether it is much text with as many particles as sentences have."""
    words = _first_words(lines)
    particles = sum(map(_is_particle, words))
    return len(words) >= _MANY_WORDS and particles >= _SURE_PARTICLES * len(words)


def _first_words(lines: Sequence[str]) -> list[str]:
    """Return so many words of a text as tell what it is."""
    words: list[str] = []
    for line in lines:
        words += _WORD.findall(line)
        if len(words) >= _LOOKED_AT:
            break
    return words[:_LOOKED_AT]


@lru_cache(maxsize=20_000)
def _is_particle(word: str) -> bool:
    return is_stop_word(fold(word)) or word == "على"


_OF_RAW_LINES = (_subtitles, _log, _links, _code, _manual, _table)


def _of(some: int, lines: Sequence[str]) -> str:
    return f"{some} of {len(lines)} lines"
