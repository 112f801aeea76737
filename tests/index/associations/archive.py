"""An archive on a few subjects among made-up words, large enough to relate its words."""

import random

from index.article import Article

SUBJECTS = (
    ("حريق", "دخان", "إطفاء", "لهب", "رماد", "إخماد", "احتراق", "شرارة"),
    ("قمح", "شعير", "حصاد", "بيدر", "سنابل", "طحين", "فلاح", "حقل"),
    ("محكمة", "قاض", "شاهد", "متهم", "براءة", "دفاع", "جلسة", "إدانة"),
    ("سفينة", "ميناء", "بحار", "مرساة", "شراع", "موج", "قبطان", "غرق"),
    ("مسرح", "مخرج", "ممثل", "جمهور", "ستارة", "عرض", "نص", "خشبة"),
    ("تلميذ", "معلم", "درس", "دفتر", "سبورة", "امتحان", "كتاب", "صف"),
)
_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
_WORDS_OF_A_TEXT = 430


def related_archive(count: int = 240, seed: int = 1) -> list[Article]:
    """Draw articles in which the words of a subject stand near each other.

    Args:
        count: how many, on one subject after the other.
        seed: of the drawing.
    """
    chance = random.Random(seed)
    filling = ["".join(chance.choices(_LETTERS, k=5)) for _ in range(600)]
    return [_article(number, chance, filling) for number in range(count)]


def _article(number: int, chance: random.Random, filling: list[str]) -> Article:
    subject = SUBJECTS[number % len(SUBJECTS)]
    words: list[str] = []
    while len(words) < _WORDS_OF_A_TEXT:
        words += chance.choices(filling, k=4)
        words += chance.sample(subject, 3)
    return Article(id=f"a{number:03}", title=f"{words[4]} {words[5]}", body=" ".join(words))
