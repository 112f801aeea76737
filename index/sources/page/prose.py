"""Whether page text holds an article at all, or only what surrounds articles on a site."""

import re

from index.article import Article
from index.sources.page.lines import BUTTON, ends_sentence, is_related, lines_of

_PARAGRAPH_WORDS = 8
#: A page without the layout's signs that has this much running text is an article all the same.
_ENOUGH_WORDS = 60
_OTHER_SITES = re.compile(
    r"تسجيل (?:الدخول|دخول)|كلمة (?:المرور|السر)|إنشاء حساب|جميع الحقوق محفوظة|سياسة الخصوصية"
    r"|ملفات تعريف الارتباط|الصفحة (?:المطلوبة )?غير موجودة|JavaScript|جافا ?سكريبت|404|©"
)


def is_of_the_layout(text: str) -> bool:
    """Tell whether the page has a text size button or a heading over teasers."""
    return any(line.text == BUTTON or is_related(line.text) for line in lines_of(text))


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
    foreign = _OTHER_SITES.search(whole_text) is not None
    return bool(prose) and not foreign and 3 * words >= len(whole_text.split())


def _is_prose(text: str) -> bool:
    count = len(text.split())
    listed = len(re.findall(r"\s[|•·›>]\s", text)) >= 2
    return not listed and (count >= _PARAGRAPH_WORDS or (count >= 2 and ends_sentence(text)))
