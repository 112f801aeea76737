"""What is Arabic is read in its own letters or refused, whatever is declared."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sources.files.complaints import complaint
from index.sources.files.declared import decoded
from index.sources.files.encodings import choose, likely
from index.sources.files.garbled import garbled
from index.sources.reading import DAMAGE
from tests.index.sources.reading import input_file, read_bytes

SENTENCES = (
    "أعلن وزير الزراعة اليوم أن موسم التمور هذا العام سيكون الأفضل منذ عشر سنوات",
    "وقال الوزير إن أسعار القمح ستبقى ثابتة حتى نهاية العام",
    "ويصل المحصول إلى الأسواق في مطلع الشهر المقبل كما ذكرت الوزارة في بيانها",
    "افتتحت البلدية حديقة جديدة قرب محطة الحافلات وسط المدينة",
    "عاد قطار المساء أمس إلى المحطة القديمة بعد عامين من الترميم",
    "فاز فريق المدينة على ضيفه بهدفين دون رد في المباراة الأخيرة",
    "تتوقع الأرصاد أمطاراً غزيرة على المرتفعات مساء الخميس",
    "زار الرئيس معرض الكتاب واطلع على أجنحة دور النشر العربية",
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859-6")
DECLARED = (
    *(None, "", "utf-8", "windows-1256", "iso-8859-1", "windows-1252", "latin1", "iso-8859-6"),
    *("utf-16", "us-ascii", "x-unknown", "utf-7", "hex", "unicode_escape", "shift_jis"),
)
LATIN = ("", "Reuters a dit: été à Paris", "The Ministry", "naïve café")
TEXTS = st.builds(
    lambda parts, latin: "\n".join([*parts, latin]),
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6),
    st.sampled_from(LATIN),
)


@given(text=TEXTS, encoding=st.sampled_from(ENCODINGS), declared=st.sampled_from(DECLARED))
@settings(max_examples=400, deadline=None)
def test_the_letters_come_back_or_none(text: str, encoding: str, declared: str | None) -> None:
    raw = text.encode(encoding, "ignore")
    try:
        found = decoded(raw, declared).text
    except UnicodeDecodeError:
        return
    assert found == (raw.decode(encoding))


@pytest.mark.parametrize("encoding", [*ENCODINGS, "mac-arabic", "cp720"])
@pytest.mark.parametrize("declared", DECLARED)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_enough(sentence: str, declared: str | None, encoding: str) -> None:
    assert (
        decoded(sentence.encode(encoding, "ignore"), declared).text.split()[:3]
        == (sentence.split()[:3])
    )


@given(
    words=st.lists(st.sampled_from(" ".join(SENTENCES).split()), min_size=1, max_size=3),
    encoding=st.sampled_from(["cp1256", "iso8859-6"]),
)
@settings(max_examples=300, deadline=None)
def test_a_few_words_are_read_rightly_or_refused(words: list[str], encoding: str) -> None:
    text = " ".join(words)
    choice = choose(text.encode(encoding, "ignore"))
    if choice is not None:
        raw = text.encode(encoding, "ignore")
        assert raw.decode(choice.codec) == raw.decode(encoding)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Президент России встретился с министром иностранных дел в Москве"),
        ("koi8-r", "Президент России встретился с министром иностранных дел в Москве"),
        ("cp1253", "Ο πρωθυπουργός συναντήθηκε με τον υπουργό στην Αθήνα σήμερα"),
        ("cp1254", "Cumhurbaşkanı bugün İstanbul'da açıklama yaptı, şöyle dedi: çok güçlü"),
        ("cp1250", "Příliš žluťoučký kůň úpěl ďábelské ódy"),
        ("cp1252", "Señor Núñez habló en Málaga; die Größe der Übung; København blåbær"),
        ("cp1252", "Le président français a été reçu à l'Élysée où il a déjeuné"),
        ("gb18030", "国家主席今天在北京会见了外交部长"),
        ("tis-620", "นายกรัฐมนตรีพบรัฐมนตรีต่างประเทศ"),
        ("shift_jis", "首相は今日東京で外務大臣と会談した"),
    ],
)
@pytest.mark.parametrize("times", [1, 30])
def test_other_languages_are_not_taken_for_arabic(encoding: str, text: str, times: int) -> None:
    raw = "\n".join([text] * times).encode(encoding)
    assert not re.search("[\u0621-\u064a]{2}", decoded(raw, encoding).text)
    choice = choose(raw)
    assert choice is None or choice.codec == "cp1252"


@pytest.mark.parametrize(
    ("text", "first", "others"),
    [("عرب", "cp1256", True), ("أسعار التمور في الأسواق", "cp1256", False), ("hello", None, False)],
)
def test_what_it_looks_like(text: str, first: str | None, others: bool) -> None:
    found = likely(text.encode("windows-1256"))
    assert (found[0] if found else None) == first
    assert (len(found) > 1) == others


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.txt", "a.json", "b.txt"])
@pytest.mark.parametrize("encoding", ["windows-1256", "iso8859-6", "utf-16-le"])
def test_every_format_of_plain_text_is_read(name: str, encoding: str) -> None:
    title, body = SENTENCES[3], ". ".join(SENTENCES[:3]) + "."
    texts = {
        "a.csv": f"title,body\n{title},{body}\n",
        "a.jsonl": f'{{"title": "{title}", "body": "{body}"}}\n',
        "a.txt": f"{title}\n\n{body}\n",
        "a.json": f'[{{"title": "{title}", "content": "{body}"}}]',
        "b.txt": f"<DOC>\n<TITLE>{title}</TITLE>\n<TEXT>{body}</TEXT>\n</DOC>\n",
    }
    outcome = read_bytes(texts[name].encode(encoding, "ignore"), name)
    assert outcome.article.title == title
    assert not outcome.problems
    assert any("which does not say so" in one.message for one in outcome.recognitions)


LINES = [f'{{"title": "خبر رقم {n} من المدينة", "body": "{SENTENCES[n % 8]}."}}' for n in range(20)]


@given(at=st.integers(min_value=0), byte=st.sampled_from([0x80, 0xFF, 0xC3, 0xFE, 0xED]))
@settings(max_examples=100, deadline=None)
def test_a_damaged_byte_costs_one_line(at: int, byte: int) -> None:
    raw = bytearray("\n".join(LINES).encode())
    beyond = [place for place, old in enumerate(raw) if old > 0x7F]
    raw[beyond[at % len(beyond)]] = byte
    outcome = read_bytes(bytes(raw), "a.jsonl")
    assert len(outcome.articles) >= len(LINES) - 1
    assert DAMAGE not in repr(outcome.articles)
    assert len(outcome.articles) + len(outcome.problems) == len(LINES)


@given(at=st.integers(min_value=0))
@settings(max_examples=60, deadline=None)
def test_a_damaged_byte_in_a_page_costs_one_paragraph(at: int) -> None:
    paragraphs = [f"{sentence}، والرقم {number}." for number, sentence in enumerate(SENTENCES * 6)]
    raw = bytearray("\n\n".join(["الحديقة العامة تفتح أبوابها", *paragraphs]).encode())
    start = raw.index(paragraphs[1].encode())
    beyond = [place for place, old in enumerate(raw) if old > 0x7F and place > start]
    raw[beyond[at % len(beyond)]] = 0xFF
    outcome = read_bytes(bytes(raw), "a.txt")
    kept = outcome.article.body.split("\n\n")
    assert len(kept) == len(paragraphs) - 1
    assert set(kept) <= set(paragraphs)
    (told,) = outcome.problems
    assert told.reason == "damaged"
    assert told.line == raw.count(b"\n", 0, raw.index(0xFF)) + 1


@pytest.mark.parametrize(
    ("read_as", "really", "name"),
    [
        ("cp1252", "utf-8", "WINDOWS-1252"),
        ("cp1256", "utf-8", "WINDOWS-1256"),
        ("mac-roman", "utf-8", "MACINTOSH"),
        ("cp437", "utf-8", "CP437"),
        ("cp1251", "utf-8", "WINDOWS-1251"),
        ("cp1252", "cp1256", "WINDOWS-1252"),
        ("cp1252", "iso8859-6", "WINDOWS-1252"),
    ],
)
def test_garbled_letters_are_told(read_as: str, really: str, name: str) -> None:
    wrong = " ".join(SENTENCES[:2]).encode(really, "ignore").decode(read_as, "replace")
    found = garbled(wrong)
    assert found is not None
    assert f"iconv -f UTF-8 -t {name} FILE" in str(found)
    assert garbled(" ".join([*SENTENCES, wrong[:12]])) is None


@pytest.mark.parametrize(
    "text", [*SENTENCES, "Été à Málaga, São Paulo, Çelik, Übung", "§ 3 ط و§ 4"]
)
def test_sound_letters_are_not_called_garbled(text: str) -> None:
    assert garbled(text) is None


def test_a_garbled_paragraph_is_left_out_and_told() -> None:
    wrong = SENTENCES[1].encode().decode("cp1252", "replace")
    body = "\\n\\n".join([SENTENCES[0], wrong, SENTENCES[2]])
    outcome = read_bytes(f'{{"title": "{SENTENCES[3]}", "body": "{body}"}}', "a.jsonl")
    assert outcome.article.body == f"{SENTENCES[0]}\n\n{SENTENCES[2]}"
    assert outcome.reasons == ["damaged"]
    assert "1 paragraph is left out" in outcome.messages


def test_letters_that_were_lost_before_are_told_once() -> None:
    line = f'{{"title": "{SENTENCES[3]}", "body": "{{0}} \ufffd {SENTENCES[1]}"}}\n'
    outcome = read_bytes(
        "".join(line.replace("{0}", str(number)) for number in range(3)), "a.jsonl"
    )
    assert len(outcome.articles) == 3
    assert outcome.reasons == ["damaged"]


def test_a_sound_file_is_not_complained_of() -> None:
    assert complaint(input_file("\n".join(SENTENCES))) is None


@pytest.mark.parametrize("codec", ["iso8859-6", "cp1256"])
@pytest.mark.parametrize("words", ["افتتاح معرض الكتاب", "وزير المالية", "انطلاق مهرجان القدس"])
def test_few_letters_are_read_as_declared_where_that_is_likeliest(codec: str, words: str) -> None:
    choice = choose(words.encode(codec), codec)
    assert choice is not None
    assert choice.codec == codec
