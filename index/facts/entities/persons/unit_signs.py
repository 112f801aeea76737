"""Signs that tell whether a word belongs to a name where it could also be another word."""

from index.facts.entities.persons.closed_words import group
from index.facts.entities.persons.known_words import ALONE, SURE
from index.facts.entities.persons.letter_signs import has_hamza_behind_clitic
from index.facts.entities.persons.name_text import READINGS, WORDS, NameText
from index.facts.entities.persons.units import Unit

_TIMES = group("time")
_ORDER = group("order")
ARTICLE_BEHIND_CLITIC = ("وال", "وبال", "ولل", "فبال", "بال", "فال", "كال", "لل")
_PREFIXES = ("و", "ف", "ب", "ل", "ك", "ي", "ت", "س", "ن", "ال", "م")
_PRONOUNS = ("ا", "ه", "هم", "ين", "ون", "ات")
#: The pronouns of whom a text speaks to or for.
PRONOUNS_OF_OTHERS = ("كم", "كما", "هما", "هن", "تنا", "ينا")
_ALI = "علي"
_MAGHREBI = ("بو", "بل", "بن")
_SHORTEST_SURNAME = 5  # letters


def is_preposition(text: NameText, at: int) -> bool:
    """Tell whether a word is على, which is folded like علي."""
    return text.terms[at].endswith(_ALI) and text.part.tokens.words[at].endswith("ى")


def is_rather_word(text: NameText, at: int) -> bool:
    """Tell whether a word that may be a first name stands here as the word that it also is."""
    word = text.words[at]
    if word.title and not _is_name_of_title(text, at):
        return True
    if not word.cut:
        return False
    rest = READINGS[text.terms[at][word.cut :]]
    return rest.verb or (rest.exact and text.terms[at][word.cut - 1] in "لبك")


def is_before_foreign_name(text: NameText, at: int) -> bool:
    """Tell whether a word is none of the name behind it: «عودة ديدييه دروغبا», «وجد تشارلز»."""
    behind = text.words[at + 1]
    if text.reading(at).unknown:
        return False  # «لين أندرسون»
    is_foreign = behind.given == SURE and not (behind.arab or behind.cut or behind.title)
    return is_foreign and text.words[at].arab and text.joined(at + 1)


def _is_name_of_title(text: NameText, at: int) -> bool:
    """Tell whether a title is a first name: سلطان بن, «الخبير أمين فارس»."""
    behind = text.words[at + 1]
    if behind.link == "descent":
        return True
    if text.words[at].title == "nation":
        return behind.given > 0 or text.reading(at + 1).unknown
    if text.terms[at - 1].startswith("ال"):
        return True
    may_be_role = text.words[at].title == "role" and text.terms[at].endswith("ه")  # نجمة
    is_surname = behind.surname > 0 or (text.reading(at + 1).unknown and not may_be_role)
    return text.terms[at + 1].startswith("ال") and is_surname and not behind.title


def has_no_clitic(text: NameText, at: int) -> bool:
    """Tell whether a word that could have a clitic has none: وجهان is no و before جهان."""
    whole = text.reading(at)
    if not text.words[at].cut or not whole.noun or whole.clitic or whole.verb:
        return False
    return not (text.words[at + 1].may_be_name or text.reading(at + 1).unknown)


def is_name_like_clitic(text: NameText, at: int, before: Unit) -> bool:
    """Tell whether a word within a name begins like a clitic before one: كرشود, باريك."""
    term, reading = text.terms[at], text.reading(at)
    if before.kind == "given" and not text.words[before.first].arab:
        if term.startswith(("ك", "ف")) and not reading.exact and reading.clitic:
            return not text.joined(at + 1) or text.reading(at + 1).stop  # «جيرومي كوفير وهو»
        return not (term.startswith("و") or reading.exact or reading.clitic)
    return term.startswith(("ك", "ف")) and reading.unknown


def has_pronoun(text: NameText, at: int) -> bool:
    """Tell whether what is folded like a name is a word with a pronoun: ناديه is his club."""
    if not text.words[at].taa or not text.part.tokens.words[at].endswith("ه"):
        return False
    behind = text.words[at + 1]
    is_family = behind.surname >= SURE and not behind.cut and text.reading(at + 1).unknown
    is_family = is_family or (behind.given == SURE and text.words[at - 1].definite)
    if is_family and text.joined(at + 1) and not has_hamza_behind_clitic(text, at + 1):
        return False  # «أسامه هوساوي»
    reading = READINGS[text.terms[at]]
    return reading.noun or reading.verb


def begins_phrase(text: NameText, at: int) -> bool:
    """Tell whether a word that is also an ordinary one goes on as such: نجم الفريق."""
    word = text.words[at]
    is_name = text.words[at + 1].link == "servant"  # «مهدي صباح عبد المحسن»
    if word.saying or (text.terms[at] in _TIMES and not is_name):
        return True
    if not text.joined(at + 1) or is_name:
        return False
    if word.title and not word.definite and text.words[at + 1].surname == ALONE:
        return False  # «الباجي قايد السبسي»
    if word.title and text.words[at + 1].link == "descent":
        return False  # «محمد أمين بن عمر»
    if word.title:
        return not _ends_name(text, at)
    behind, reading = text.words[at + 1], text.reading(at + 1)
    if text.terms[at + 1] == "الله":
        return True  # «رضي الله عنه»
    if text.terms[at].startswith("ال") or text.terms[at + 1] in _TIMES:
        return False
    if behind.may_be_name or behind.link or behind.title or behind.saying:
        return False
    term = text.terms[at + 1]
    if term.startswith("ال") and term.endswith("ي"):
        return False  # «جمعان سعيد الزهراني»
    is_word = term.startswith("ال") and reading.noun and not reading.stop
    return is_word or (reading.place and not reading.noun)


def _ends_name(text: NameText, at: int) -> bool:
    """Tell whether a title is the last word of a name: «ناصر الطيار نائب الرئيس»."""
    word, behind, reading = text.words[at], text.words[at + 1], text.reading(at + 1)
    if word.given and behind.may_be_name and not behind.title:
        return True  # «محمد أمين سلامة»
    if behind.title or behind.may_be_name:
        is_surname = word.title == "nation" or not behind.may_be_name
        return is_surname and word.definite and not (behind.definite and not behind.cut)
    if word.title == "nation":
        return not text.terms[at + 1].startswith("ال")
    return reading.stop or reading.clitic or (reading.verb and not reading.noun)


def is_nisba(text: NameText, at: int, before: Unit) -> bool:
    """Tell whether a word is what a given name is followed by: البجاوي, مارديني."""
    term, reading = text.terms[at], text.reading(at)
    if not text.part.tokens.words[at].endswith("ي") or reading.stop or term in _ORDER:
        return False
    is_definite = term.startswith("ال")
    if reading.exact and not is_definite:  # an adjective of a name would have the article
        is_name = _is_only_name(text, before) or _is_foreign(text, before, at)
        return is_name and not (reading.verb or reading.place)
    if reading.exact:
        return before.kind in ("given", "joined") or _is_middle_name(text, before)
    if reading.verb or reading.clitic or (reading.place and not is_definite):
        return False
    return before.kind in ("given", "joined") or (before.kind == "given?" and is_definite)


def has_article(text: NameText, at: int) -> bool:
    """Tell whether a word is printed with the article; إلياس is only folded like one."""
    return text.part.tokens.words[at].startswith("ال")


def _is_middle_name(text: NameText, before: Unit) -> bool:
    """Tell whether a second first name stands behind one: «محمد الفاضل | العياري»."""
    is_behind = text.joined(before.first) and text.words[before.first - 1].given == SURE
    return before.kind == "given?" and is_behind and has_article(text, before.first)


def is_family_called_so(text: NameText, at: int, before: Unit) -> bool:
    """Tell whether an honorific ends a name: «إياد صالح سعادة، مشيرا»."""
    is_last = not text.joined(at + 1) and text.gap(at + 1).strip().startswith(("،", ",", "."))
    is_bare = not text.words[at].definite or not text.terms[at].startswith("ال")
    return is_last and is_bare and before.kind in ("given", "given?") and text.joined(before.first)


def _is_foreign(text: NameText, before: Unit, at: int) -> bool:
    """Tell whether a foreign name stands before a nisba: «لازلو | بولوني», no «بولوني الجنسية»."""
    first = before.first
    is_first = not (text.joined(first) and text.words[first - 1].may_be_name)
    is_first = is_first or text.words[first - 1].title == "nation"
    is_foreign = before.kind == "family" and is_first and text.reading(first).unknown
    is_foreign = is_foreign and not text.terms[first].startswith("ال")
    return is_foreign and not (text.joined(at + 1) and text.terms[at + 1].startswith("ال"))


def is_before_surname(text: NameText, at: int, before: Unit) -> bool:
    """Tell whether any word stands between a first name and a family name: «راشد لاحج المنصوري»."""
    word, behind, reading = text.words[at], text.words[at + 1], text.reading(at)
    if before.kind not in ("given", "joined") or not text.joined(at + 1):
        return False
    is_surname = behind.surname and text.terms[at + 1].startswith("ال") and not behind.cut
    is_surname = is_surname and (behind.surname >= SURE or behind.title == "nation")
    is_form = reading.noun and not (reading.exact or reading.clitic)  # «بيير-إمريك أوباميانج»
    is_surname = is_surname or (is_form and behind.surname >= SURE and not behind.cut)
    is_surname = is_surname and text.reading(at + 1).unknown
    if not is_surname or reading.stop or reading.place or word.title or word.saying or word.bearer:
        return False
    is_and = text.terms[at].startswith(("و", "ال"))
    return not (is_and or WORDS[text.terms[at][1:]].given) and (reading.noun or reading.clitic)


def is_known_nisba(text: NameText, at: int, before: Unit) -> bool:
    """Tell whether a family name that is a word as well goes with no noun: «إلياس الغربي».

    The adjective of a noun without article has none.
    """
    term, word = text.terms[at], text.words[at]
    if not (term.startswith("ال") and text.part.tokens.words[at].endswith("ي")):
        return False
    is_first = before.kind == "given?" and not has_article(text, before.first)
    if term in _ORDER or text.words[before.first].title:
        return False  # «شعبان الجاري»
    return is_first and not word.title


def is_unknown_surname(text: NameText, at: int, before: Unit) -> bool:
    """Tell whether an unknown word is like a family name: «سماح بوحوال», «ربيع سفياني»."""
    if before.kind != "given?" or not text.words[before.first].arab:
        return False
    term = text.terms[at]
    if len(term) < _SHORTEST_SURNAME or text.words[before.first].title:
        return False
    if term.startswith(_MAGHREBI):
        return True
    return text.part.tokens.words[at].endswith("ي") and not term.startswith(_PREFIXES)


def is_maghrebi(text: NameText, at: int, before: Unit) -> bool:
    """Tell whether a word is a name of the Maghreb such as بالحاج, rather than ب before a word."""
    term = text.terms[at]
    if before.kind not in ("given", "given?") or not term.startswith("بال"):
        return False
    is_name = WORDS[term[1:]].may_be_name and not term.endswith("ه")
    return is_name or WORDS[term[3:]].given > 0


def may_be_surname(text: NameText, at: int) -> bool:
    """Tell whether a form that is like a plural or dual is rather a family name: جرادات."""
    term = text.terms[at]
    if term.startswith("ال"):
        return term.endswith(("ان", "ا")) and not text.reading(at).clitic
    return not term.startswith(_PREFIXES) and term.endswith(("ات", "ان", "ون", "ين"))


def _is_only_name(text: NameText, before: Unit) -> bool:
    """Tell whether what stands before is a given name of Arabs, and no word at all."""
    reading = READINGS[text.terms[before.first]]
    is_name = before.kind == "given" and text.words[before.first].arab
    return is_name and (reading.clitic or not reading.noun)


def is_noun_for_surname(text: NameText, at: int, before: Unit) -> bool:
    """Tell whether a noun behind a given name is the family name: «فهد مزاحم».

    The adjective of a name has the article, and an indefinite object ends in ا, in ه or like a
    plural; what begins a phrase goes on with a noun.
    """
    return _is_only_name(text, before) and is_noun_alone(text, at)


def is_noun_alone(text: NameText, at: int) -> bool:
    """Tell whether a word is a noun without article that begins no phrase."""
    reading, behind = text.reading(at), text.reading(at + 1)
    if not reading.noun or reading.verb or reading.clitic or reading.place or reading.stop:
        return False
    if text.terms[at].startswith("ال") or text.terms[at].endswith((*_PRONOUNS, "ي")):
        return False
    if text.terms[at] in _TIMES:
        return False
    is_end = behind.stop or behind.clitic or (behind.verb and not behind.noun)
    return is_end or not text.joined(at + 1)


def stands_alone(text: NameText, end: int) -> bool:
    """Tell whether a word that is also a name makes no phrase with the word behind it."""
    behind = text.reading(end)
    return not text.joined(end) or behind.stop or behind.verb or not behind.exact


def may_be_foreign(text: NameText, at: int) -> bool:
    """Tell whether a form of a word is rather a foreign name: بوافر before an unknown word."""
    if text.reading(at).clitic:
        return text.joined(at + 1) and text.reading(at + 1).unknown
    return not text.terms[at].endswith(_PRONOUNS)


def is_of_foreign_name(text: NameText, at: int, before: Unit) -> bool:
    """Tell whether a word says something of a foreigner: «كارلوس إدواردو سليمة وفق اللوائح»."""
    word, first = text.words[at], text.words[before.first]
    if word.given == SURE or word.surname >= SURE or not text.reading(at).exact:
        return False
    if before.kind == "unknown":  # «كيفيماكي أدين»
        is_passive = text.reading(at).verb and text.part.tokens.words[at].startswith("أ")
        return is_passive and text.reading(before.first).unknown
    return before.kind == "given" and first.surname >= SURE and not first.arab and word.taa
