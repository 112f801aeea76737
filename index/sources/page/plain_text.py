"""Text without the signs of a news page: an article as a person or a program saved it.

It is a headline and paragraphs, paragraphs alone, one line, lines broken at some width, or a text
under labelled lines («العنوان: …»). What is no article is refused, and told why.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from index.article import Article, identity
from index.facts.agency_lines import AGENCIES
from index.facts.agency_table import resolve
from index.facts.dates import publication
from index.facts.dates.expressions import expressions
from index.facts.dates.publication_clues import day_of
from index.facts.leading_dateline import leading_dateline
from index.facts.sections import resolve as resolve_section
from index.sources.files.decoding import mend_line, mend_name
from index.sources.page.documents import documents
from index.sources.page.full_articles import parse_full
from index.sources.page.labelled_heads import LabelledHead, labelled_head
from index.sources.page.lines import Line, identified, is_publication, lines_of
from index.sources.page.prose import has_prose
from index.sources.page.refusals import is_surely_running, refusal
from index.sources.page.wrapping import unwrapped
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.records import dates
from index.sources.records.dates.file_names import day_of_name

_NO_ARTICLE = (
    "no article in the page: {}; an article has running text, or the line TT of a news page"
)
_NO_PROSE = "it has no paragraph of running text"
_PAGE_END = re.compile(r"[ \t]*\n?[ \t]*\n*\f\n*")
_PAGE_NUMBER = re.compile(
    r"[-–—(\[]\s*\d{1,4}\s*[-–—)\]]|(?:صفحة|الصفحة|page)\s*:?\s*\d{1,4}(?:\s*(?:من|of|/)\s*\d{1,4})?",
    re.I,
)
_LONE_NUMBER = re.compile(r"\d{1,4}")
_INDENT = re.compile(r"(?:\t| {3,}|\u3000)\S")
#: How far below the headline its day and its writer may stand.
_UNDER_HEADLINE = 4
_WRITTEN_BY = re.compile(
    r"(?:(?:كتبت?|تقرير|إعداد|أعده|أعدته|تحقيق|حاوره|حاورته|ترجمة)\s*[:/–-]|بقلم\s*[:/–-]?|by\s*:?\s)\s*"
    r"(?P<name>[^:.؟!\n]{3,60})",
    re.I,
)
_BESIDE_A_DAY = re.compile(
    r"(?:تم +)?(?:ال)?ن[ـ\u064f]?شرت?(?: (?:ال)?(?:خبر|مقال|تقرير))?(?= *:| (?:في|بتاريخ|يوم|ال))"
    r"|(?:ال)?(?:سبت|أحد|احد|اثنين|إثنين|ثلاثاء|أربعاء|اربعاء|خميس|جمعة)|يوم|الموافق|بتاريخ|في|الساعة"
    r"|\d{1,2}:\d\d(?::\d\d)?|صباح[اً]*|مساء[ًا]*|[صم]|هـ|[AP]M|GMT|بتوقيت(?: [^\W\d_]+){0,2}"
    r"|[\W_]+",
    re.I,
)
_LONGEST_DAY_LINE = 70
_DASHES = re.compile(r"\s+[-–—]\s+")
_LONGEST_SIGNATURE = 6


def read(file: InputFile, text: str) -> Iterator[Article | Problem | Recognition]:
    """Yield the article of a text, or all of them where it says that it holds several.

    Args:
        file: that it stands in.
        text: of the file.
    """
    found = documents(plain_lines(text))
    if len(found.parts) > 1:
        how = "numbers" if found.numbered else "labelled heads"
        yield Recognition(file.name, f"{len(found.parts)} articles, parted by their {how}")
    elif found.rulers:
        told = "rulers part sections here: what they part has no labelled heads («العنوان: …»)"
        yield Recognition(file.name, told)
    folder = PurePosixPath(file.name).parent.name
    if resolve_section(folder):
        told = f"the folder {folder!r} has the name of a section; to keep it: fihris.toml beside it"
        yield Recognition(file.name, told)
    told_labels: set[str] = set()
    for part in found.parts:
        for one in _document(file, text, part, titled=not found.numbered):
            if isinstance(one, Problem) and one.reason == "unknown_field":
                if one.message in told_labels:
                    continue
                told_labels.add(one.message)
            yield one


def _dated_by_name(file: InputFile, article: Article) -> Article:
    """Return the article with the day that the file's name states, where the text states none."""
    named = day_of_name(file.name)
    if named is None or article.published or article.published_reasons:
        return article
    day, name = named
    return replace(article, published=day, published_evidence="stated", published_reasons=(name,))


def plain_lines(text: str) -> list[Line]:
    """Return the lines of a text without page numbers; an indented line begins a paragraph."""
    paged = "\f" in text
    raw = _PAGE_END.sub("\n", text).splitlines()
    indented = sum(bool(_INDENT.match(line)) for line in raw)
    if 0 < indented * 2 <= sum(bool(line.strip()) for line in raw):
        raw = [f"\n{line}" if _INDENT.match(line) else line for line in raw]
    lines = lines_of("\n".join(raw))
    return [
        line
        for line in lines
        if not _PAGE_NUMBER.fullmatch(line.text)
        and not (paged and _LONE_NUMBER.fullmatch(line.text))
    ]


def _document(
    file: InputFile, text: str, lines: Sequence[Line], *, titled: bool
) -> Iterator[Article | Problem | Recognition]:
    number = lines[0].number if lines else 1
    head = labelled_head(lines)
    rest = unwrapped(list(head.rest if head else lines))
    why = None if head and "body" in head.values else refusal(text, [one.text for one in rest])
    if why is None:
        article, problems = _article(file, head, rest, number, titled=titled)
        texts = [one.text for one in rest]
        if has_prose(article) or (article.body and (head or is_surely_running(texts))):
            if head:
                yield Recognition(file.name, f"a head of {', '.join(head.values)}")
            found, doubts = publication.dated(article)
            yield found if problems else _dated_by_name(file, found)
            yield from problems
            yield from (Problem("contradiction", file.name, one, line=number) for one in doubts)
            return
        why = "it is a headline alone" if article.title and not article.body else _NO_PROSE
    yield Problem("no_text", file.name, _NO_ARTICLE.format(why), line=number)


def _article(
    file: InputFile, head: LabelledHead | None, rest: list[Line], number: int, *, titled: bool
) -> tuple[Article, list[Problem]]:
    values = head.values if head else {}
    title = values.get("title", "")
    titled = titled and not _is_dateline(rest)
    under, days, writers = _under_headline(rest, titled=titled and not title)
    if title or not titled:
        under = [Line(number, title, -1), *under]
    article = parse_full(under) if under else Article(id="")
    article = replace(
        article,
        byline=article.byline or "، ".join(writers),
        published_reasons=(*article.published_reasons, *days),
    )
    return _headed(file, article, head, number) if head else (identified(article), [])


def _under_headline(
    lines: list[Line], *, titled: bool
) -> tuple[list[Line], list[str], list[str]]:  # fmt: skip
    """Return the lines without the day and the writers printed at the headline, and these."""
    kept: list[Line] = []
    days: list[str] = []
    writers: list[str] = []
    for at, line in enumerate(lines):
        writer = _WRITTEN_BY.fullmatch(line.text)
        if at >= _UNDER_HEADLINE + titled or len(lines) < 2:
            kept.append(line)
        elif _is_day(line.text) and not days:
            days.append(line.text)
        elif writer and at:
            writers.append(writer["name"].strip())
        else:
            kept.append(line)
    return kept, days, writers


def _is_dateline(lines: Sequence[Line]) -> bool:
    """Tell whether the first line is who wrote the text or from where, and no headline."""
    if len(lines) < 2:
        return False
    first = lines[0].text
    parts = _DASHES.split(first)
    if len(parts) > 1 and len(first.split()) <= _LONGEST_SIGNATURE and any(map(resolve, parts)):
        return True
    found = leading_dateline(f"{first}\n{lines[1].text}")
    return bool(found.datelines) and found.end in (len(first), len(first) + 1)


def _is_day(text: str) -> bool:
    """Tell whether a line is a full date and nothing else."""
    if len(text) > _LONGEST_DAY_LINE or is_publication(text):
        return False
    found = expressions(text)
    if not found or not any(day_of(one.first) for one in found):
        return False
    for one in found:
        text = text.replace(one.text, " ", 1)
    return not _BESIDE_A_DAY.sub("", text).strip()


def _headed(
    file: InputFile, article: Article, head: LabelledHead, number: int
) -> tuple[Article, list[Problem]]:
    """Return the article with what its head names, and what is told of that."""
    values = head.values
    day, problems = dates.published(
        values.get("published", ""), file, line=number, name=head.label("published")
    )
    captured, more = dates.published(
        values.get("captured", ""), file, line=number, name=head.label("captured")
    )
    problems += more
    for label in head.unknown:
        message = f"the label {label[:60]!r} over the text is not known; it is left out"
        problems.append(Problem("unknown_field", file.name, message, line=number))
    source, agencies = values.get("source", ""), values.get("agency", "")
    credited = resolve(source)
    if credited and AGENCIES[credited].kind == "agency" and not agencies:
        source, agencies = "", source
    id_, url = mend_line(values.get("id", "")), mend_line(values.get("url", ""))
    places = [mend_name(one) for one in re.split(r"[؛;،,]", values.get("dateline", ""))]
    article = replace(
        article,
        deck=values.get("deck", article.deck),
        credit=values.get("credit", article.credit),
        byline=values.get("byline", article.byline),
        datelines=tuple(filter(None, places)) or article.datelines,
        section=mend_name(values.get("section", "")) or article.section,
        source=mend_name(source),
        agencies=(mend_name(agencies),) if agencies else (),
        issue=values.get("issue", ""),
        page=values.get("page", ""),
        url=url,
        captured=captured,
    )
    if day is not None:
        reasons = (head.printed["published"],)
        article = replace(
            article, published=day, published_evidence="stated", published_reasons=reasons
        )
    text = (article.title, article.deck, article.caption, article.body)
    return replace(article, id=identity(id=id_, url=url, text=text)), problems
