"""Section labels in front of captions: «SECTION CAPTION (CREDIT)» in one line.

Which names may stand there, and how surely, the table of :mod:`index.facts.sections` says by a
sign. Many a name also begins a caption that has no section: «روسيا تطلق …», «كتب قديمة على …». Such
a name is cut off only where what follows reads like a caption of its own; a wrong cut would cost
the caption its first word, a missed one costs no more than a facet.
"""

import re
from collections import defaultdict

from index.analysis.words import INVISIBLE
from index.facts.sections import SECTIONS as _TREE
from index.facts.sections import Front, ancestors

_UNSEEN = re.compile(f"[{INVISIBLE}]")
_CREDIT = re.compile(r"\([^()]{1,40}\)$")
_SENTENCE_END = re.compile(r"[.!؟…:]»?$")
#: Papers leave hamza and dots off: «شمال افريقيا», «رياضه عالميه».
_BARE = str.maketrans("أإآةى", "اااهي")

#: Words that go on with a sentence and begin no caption.
_CONTINUATIONS = (
    "في من على إلى الى عن مع منذ بعد قبل خلال ضد بين نحو حول تحت فوق دون بلا أمام عبر حتى "
    "لدى عند هي هو هم هذا هذه ذلك تلك التي الذي الذين كما قد لقد لم لن لا ليس ليست ما هل كان "
    "كانت باتت بات سوف أو أم ثم بل كله كلها كل نفسها نفسه ذاتها وحدها اليوم غدا أمس الآن "
    "أيضا جدا فقط أكثر أقل الأول الأولى الثاني الثانية الثالث الثالثة الجديد الجديدة القديم "
    "القديمة الكبير الكبرى الكبيرة الحر الحرة العام العامة الخاص الخاصة المتحدة المقبل "
    "المقبلة الماضي الماضية الحديث الحديثة السوداء البيضاء الخضراء الحمراء أعلن أكد قال رفض "
    "طلب فاز خسر قرر وقع بدأ عاد"
)
_GOING_ON = frozenset(_CONTINUATIONS.split())
_ADJECTIVES = frozenset(word for word in _GOING_ON if re.match(r"ال(?!ذ|تي|ى$|ي|آن)", word))
_CLITIC = re.compile(r"(?!ولي$|ولاي|والد|والي|وبر)(?:وال|فال|بال|كال|لل|وب|ول|وم|وأ|وإ|وت|وي)\S")
#: «السعودي», «العالمية»: an adjective of the label.
_RELATION = re.compile(r"ال\S{2,}(?:ي|ية|يون|يين)$")
_VERB_TO_COME = re.compile(r"س[يت]\S{2,}")
_NO_VERB_TO_COME = re.compile(r"سيار|سيد|سياح|سياس|سيول|سينا|سينم|سيوف|سيرك|ستار|ستاد|ستوديو|ستون")
_PRESENT = re.compile(r"[يت]\S{2,}")
_NO_PRESENT = re.compile(
    r"يمني|يهود|يابان|يونان|يوم|يخت|يافط|يوسف|يخوت|يد$|يورو"
    r"|ت\S{2,}(?:ة|ات)$|ت\S\Sي\S$|تجمع$|تجمهر$|تمثال|تماثيل|تلميذ|تلاميذ|تاجر|تجار|تصاعد$|تصادم$"
    r"|تبادل$|توافد$|تل$|تلال$|تونسي|تركي|تابوت|ترمب$|ترامب$|توأم|تحف$|تعاون$"
)
#: «أطلقت», «فازت»; nouns of that shape are few.
_PAST = re.compile(r"(?!ال)\S{2,}[^ا\s]ت$")
_NO_PAST = ("بيوت", "بيت", "صوت", "بنت", "حوت", "يخت", "زيت", "وقت", "تابوت")
#: What may belong to an indefinite label: «كتب الأطفال», «كتب قديمة».
_BELONGING = re.compile(r"ال\S+|\S+(?:ة|ات|ي|ين|ون)$")
#: Indefinite labels that nothing can belong to.
_NO_NOUNS = frozenset({"خاص"})


def _names_by_first_word() -> dict[str, list[tuple[tuple[str, ...], Front, bool]]]:
    """Return the names with words, sign and whether they are common nouns, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Front, bool]]] = defaultdict(list)
    for section in _TREE.values():
        for name in (section.label, *section.synonyms):
            words = tuple(name.split())
            is_noun = not (
                name.startswith("ال")
                or name in _NO_NOUNS
                or "world" in (section.id, *ancestors(section.id))
            )
            found[words[0].translate(_BARE)].append(
                (words, dict(section.fronts).get(name, ""), is_noun)
            )
    for names in found.values():
        names.sort(key=lambda name: -len(name[0]))
    return dict(found)


_NAMES = _names_by_first_word()


def split_section(line: str, *, labelled: bool = False) -> tuple[str, str]:
    """Split the section label from the front of a line; empty where no section fits.

    A line that is a label and nothing else is one whatever its sign.

    Args:
        line: such as ``شمال أفريقيا سوق في القاهرة (رويترز)``.
        labelled: whether the captions beside it have labels. Then one that seems to begin with a
            name has it for a label, unless the words behind it make it a longer one.

    Returns:
        The label as printed and the rest of the line; an empty label and the whole line where no
        section fits.
    """
    printed = _UNSEEN.sub("", line).split()
    for words, sign, is_noun in _NAMES.get(printed[0].translate(_BARE) if printed else "", ()):
        found = printed[: len(words)]
        if not all(map(_is_word, found, words)) or len(found) < len(words):
            continue
        rest = line.split(maxsplit=len(words))[len(words) :]
        if (
            not rest
            or _may_stand(sign, rest[0], is_noun)
            or (labelled and _goes_free(sign, rest[0]))
        ):
            return " ".join(found), rest[0].strip() if rest else ""
    return "", line


def _is_word(printed: str, word: str) -> bool:
    """Tell whether it is the word as the table has it, or with less of its signs."""
    return printed == word or printed == word.translate(_BARE)


def _goes_free(sign: Front, rest: str) -> bool:
    """Tell whether the rest may be the caption behind a label, though it could go on with it."""
    first = rest.split()[0]
    joined = first.startswith("و") and _CLITIC.match(first)
    return bool(sign) and not (joined or _RELATION.match(first) or first in _ADJECTIVES)


def _may_stand(sign: Front, rest: str, is_noun: bool) -> bool:
    caption = rest[:-1] if rest.endswith(").") else rest
    credited = _CREDIT.search(caption) is not None
    if sign == "~":
        return _is_caption(rest) and not (is_noun and _BELONGING.match(rest.split()[0]))
    if sign == "=":
        return (credited and caption == rest) or _is_caption(caption)
    if sign == "!":
        return credited and _is_caption(caption)
    return sign == "+"


def _is_caption(text: str) -> bool:
    """Tell whether a text reads like a caption and not like the rest of a sentence."""
    first, *others = text.split()
    first = first.strip("،")
    if not others or _SENTENCE_END.search(text) or not (first[:1].isalpha() or first[:1] in '«"'):
        return False
    return not (first in _GOING_ON or _CLITIC.match(first) or _goes_with_label(first))


def _goes_with_label(first: str) -> bool:
    """Tell whether a word is the label's adjective, or the verb whose subject it is."""
    if _RELATION.match(first) or (_PAST.match(first) and first not in _NO_PAST):
        return True
    if _VERB_TO_COME.match(first) and not _NO_VERB_TO_COME.match(first):
        return True
    return bool(_PRESENT.match(first) and not _NO_PRESENT.match(first))
