"""Whether page text holds an article at all, or only what surrounds articles on a site."""

import re
from collections.abc import Sequence

from index.article import Article
from index.sources.page.lines import BUTTON, Line, ends_sentence, is_related

_PARAGRAPH_WORDS = 8
#: A page without the layout's signs that has this much running text is an article all the same.
_ENOUGH_WORDS = 60
#: So much is an article if only the line below it is the site's.
_ENOUGH_ABOVE = 20
_OTHER_SITES = re.compile(
    r"تسجيل (?:الدخول|دخول)|كلمة المرور|(?:أدخل|ادخل|نسيت|استعادة|تغيير) كلمة السر|إنشاء حساب"
    r"|جميع الحقوق محفوظة|سياسة الخصوصية|ملفات تعريف الارتباط"
    r"|الصفحة (?:المطلوبة )?غير موجودة|JavaScript|جافا ?سكريبت|©"
    r"|(?:خطأ|error)\W*404|404\W*(?:not found|error|page|خطأ|الصفحة|غير موجود)|^404$",
    re.I | re.M,
)


def is_of_the_layout(lines: Sequence[Line]) -> bool:
    """Tell whether a page of these lines has a text size button or a heading over teasers."""
    return any(line.text == BUTTON or is_related(line.text) for line in lines)


def has_prose(article: Article) -> bool:
    """Tell whether there is running text, and more of it than a menu or a form has."""
    if article.kind == "teaser":
        return bool(article.body)
    paragraphs = article.body.split("\n\n")
    prose = [text for text in paragraphs if _is_prose(text)]
    words = sum(len(text.split()) for text in prose)
    if words >= _ENOUGH_WORDS:
        return True
    whole_text = f"{article.title}\n{article.body}"
    if prose and _OTHER_SITES.search(paragraphs[-1]) and not _is_prose(paragraphs[-1]):
        # A line of the site's at the end says nothing of what stands over it.
        above = "\n".join([article.title, *paragraphs[:-1]])
        return words >= _ENOUGH_ABOVE and not _OTHER_SITES.search(above)
    foreign = _OTHER_SITES.search(whole_text) is not None
    return bool(prose) and not foreign and 3 * words >= len(whole_text.split())


def _is_prose(text: str) -> bool:
    count = len(text.split())
    listed = len(re.findall(r"\s[|•·›>]\s", text)) >= 2
    return not listed and (count >= _PARAGRAPH_WORDS or (count >= 2 and ends_sentence(text)))
