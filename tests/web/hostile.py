"""Articles as no paper prints them, for everything that writes articles in a format of its own."""

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import strategies as st

from index.article import Article
from index.ingestion import printable

_SIGNS = (
    "{}\\%#$&_~^\"'`,;:=@|<>[]()\t\n\r\x00\x0b\x1f\x7f\x85\u2028\u2029\u200b\u200f"
    "\u202a\u202e\u2066\u2069\ufeff\ufffe\uffff«»،؛-+abzقمح١٢٣"
)

texts = st.one_of(
    st.text(st.sampled_from(_SIGNS), max_size=30),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)
parts = st.lists(texts, max_size=3).map(tuple)
moments = st.one_of(
    st.none(),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.sampled_from([timezone(timedelta(hours=3)), UTC])),
)
#: Articles as the intake leaves them.
articles = st.builds(
    Article,
    id=texts.filter(bool),
    url=st.one_of(texts, texts.map("https://paper.example/".__add__)),
    title=texts,
    deck=texts,
    body=texts,
    caption=texts,
    credit=texts,
    byline=texts,
    datelines=parts,
    section=texts,
    section_id=st.sampled_from(["", "economy"]),
    agencies=parts,
    photo_agencies=parts,
    text_agencies=parts,
    source=texts,
    places=parts,
    published=moments,
    published_evidence=st.sampled_from(["given", "inferred"]),
).map(printable)

PLAIN = Article(
    id="wheat-1",
    url="https://paper.example/wheat/1",
    title="ارتفاع أسعار القمح",
    deck="الجفاف يخفض المحصول",
    body="قالت الوزارة إن المحصول تأثر.",
    byline="كتبت سلمى الحاج",
    datelines=("بيروت",),
    places=("بيروت",),
    section="اقتصاد",
    section_id="economy",
    agencies=("reuters", "afp"),
    photo_agencies=("reuters",),
    text_agencies=("afp",),
    source="صحيفة المرفأ",
    published=datetime(2024, 10, 28, 14, 30),
    published_evidence="given",
)
BARE = Article(id="x", body="نص وحده.")
HOSTILE = Article(
    id='{"\\}',
    url="https://paper.example/{%}\\?q=ق مح",
    title='@misc{x,\n title = "}" \\input{/etc/passwd} 100% #1 $x_1^2$ ~ & \u202eTY  - BOOK',
    deck="</script><!-- ]]> \u2028 &amp;",
    body="=cmd|' /C calc'!A0",
    byline="} and {",
    datelines=("a and b", "=1+1"),
    section="+section",
    agencies=("one and two", "{three"),
    source="@paper",
    published=date(987, 6, 5),
    published_evidence="inferred",
)
EXAMPLES = (PLAIN, BARE, HOSTILE)
