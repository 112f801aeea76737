"""A small archive, written for the recorded answers of a cluster."""

from datetime import date, datetime

from index.article import Article, NamedEntity, NameMention

_HARVEST = "بدأ موسم حصاد القمح في الوادي، وقال وزير الزراعة إن السعر مناسب للمزارعين (واس)."
_MATCH = "فاز الفريق الأزرق في مباراة الأمس بهدفين، وصفق الجمهور طويلا (رويترز)."

_MINISTER = NamedEntity("سالم الراوي", (NameMention("سالم الراوي", "caption", 0),))
_WRITER = NamedEntity("عبدالله الراوى", (NameMention("عبدالله الراوى", "caption", 0),))

#: Two texts are printed more than once: see :data:`LEADS`.
ARTICLES = (
    Article(
        id="harvest", url="https://example.org/harvest", title="حصاد القمح يبدأ في الوادي",
        deck="السعر مناسب", body=_HARVEST, section="اقتصاد", source="okaz", datelines=("الرياض",),
        published=datetime(2024, 5, 1, 9, 30),
    ),
    Article(
        id="harvest, again", title="حصاد القمح يبدأ في الوادي", body=_HARVEST, section="economy",
        source="aawsat", datelines=("الرياض",), published=date(2024, 5, 2),
    ),
    Article(
        id="harvest, undated", title="حصاد القمح يبدأ في الوادي", body=_HARVEST, source="المرسى",
    ),
    Article(
        id="match", title="الفريق الأزرق يفوز", body=_MATCH, section="football", source="okaz",
        agencies=("رويترز",), published=date(2024, 5, 3),
    ),
    Article(
        id="match, again", url="https://example.org/match", title="الفريق الأزرق يفوز",
        body=_MATCH, section="sport", source="المرسى", agencies=("reuters", "afp"),
        published=date(2024, 5, 3),
    ),
    Article(
        id="price", title="سعر القمح يرتفع في السوق", section="markets", source="aawsat",
        body="ارتفع سعر القمح في السوق أمس، وسأل الناس عن القمح وعن سعره في كل سوق.",
        byline="سليم الحداد", published=date(2024, 5, 6), persons=(_MINISTER, _WRITER),
    ),
    Article(
        id="price, later", title="أسعار القمح تتراجع", section="markets", source="okaz",
        body="تراجعت الأسعار في أسواق المدينة بعد وصول القمح الجديد. القمح يكفي الناس.",
        agencies=("afp",), datelines=("القاهرة",), published=date(2024, 6, 10),
    ),
    Article(
        id="minister", title="وزير الزراعة يزور المزارعين", section="local", source="okaz",
        body="زار الوزير قرى الوادي يوم 1 مايو 2024 وتحدث عن القمح والماء والطريق.",
        caption="الوزير في الحقل (واس)", datelines=("الرياض",), published=date(2024, 5, 7),
        persons=(_MINISTER,),
    ),
    Article(
        id="school", title="مدرسة جديدة في القرية", section="local", source="aawsat",
        body="تفتح المدرسة أبوابها في الخريف، وفيها مكتبة للتلاميذ ومعلمون من القرى المجاورة.",
        datelines=("بغداد",), published=date(2024, 7, 1),
    ),
    Article(
        id="schools", title="المدارس تستعد", section="local", source="المرسى",
        body="تستعد مدارس المدينة للعام الجديد، والدراسة تبدأ في الخريف كما قال وزير التعليم.",
        published=date(2024, 7, 15),
    ),
    Article(
        id="bread", title="رغيف الخبز وقصته", section="باب الذاكرة", source="المرسى",
        body="كان الخبز يصنع من قمح الوادي في عام 1960، وتتذكر الجدات سنة 1948 والسوق القديم.",
        byline="ليلى منصور", published=date(2019, 3, 4),
    ),
    Article(
        id="rain", title="أمطار على الوادي", section="local", source="okaz", agencies=("spa",),
        body="هطلت الأمطار على الوادي ثلاثة أيام، وفرح بها المزارعون قبل موسم القمح.",
        datelines=("الرياض", "جدة"), published=date(2024, 5, 20),
    ),
    Article(
        id="road", title="الطريق إلى السوق", section="local", source="aawsat",
        body="يصل الطريق الجديد بين القرية والسوق، ويقول السائقون إنه أقصر بكثير.",
        published=date(2024, 5, 21),
    ),
    Article(
        id="agency", title="رويترز تفتح مكتبا", section="world", source="aawsat",
        body="افتتحت وكالة رويترز مكتبا في المدينة، وقالت إن عشرة مراسلين يعملون فيه.",
        published=date(2024, 5, 22),
    ),
    Article(
        id="film", title="فيلم عن الوادي", section="culture", source="okaz",
        body="صور المخرج فيلما عن حياة المزارعين في الوادي، ويعرض في تموز 2024.",
        byline="ليلى منصور", published=date(2024, 6, 30),
    ),
    Article(
        id="team", title="الفريق الأخضر يستعد للمباراة", section="football", source="المرسى",
        body="يستعد الفريق الأخضر لمباراة الغد، وقال مدربه إن اللاعبين بخير.",
        agencies=("afp",), published=date(2024, 5, 4),
    ),
    Article(
        id="google", title="غوغل تدعم العربية", section="", source="aawsat",
        body="أعلنت شركة غوغل (Google) دعم لهجات عربية في برنامجها الجديد.",
        published=date(2024, 6, 2),
    ),
    Article(
        id="letter", title="رسالة من قارئ", body="أقرأ الصحيفة كل صباح، وأحب باب السوق والقمح.",
    ),
    Article(
        id="sugar", title="سعر السكر ثابت", section="markets", source="okaz",
        body="بقي سعر السكر كما هو في السوق، وقال التجار إن السكر كثير.",
        datelines=("القاهرة",), published=date(2024, 5, 8),
    ),
    Article(
        id="council", title="مجلس الوزراء يبحث سعر القمح", section="politics", source="okaz",
        body="بحث مجلس الوزراء في جلسته سعر القمح وخطة الوزير لدعم المزارعين.",
        agencies=("spa",), datelines=("الرياض",), published=date(2024, 5, 9),
    ),
    Article(
        id="council, later", title="مجلس الوزراء يقر الخطة", section="politics", source="aawsat",
        body="أقر مجلس الوزراء خطة الزراعة، وفيها سعر القمح لثلاث سنوات ودعم للطرق.",
        agencies=("spa", "رويترز"), datelines=("الرياض",), published=date(2024, 5, 16),
    ),
    Article(
        id="fish", title="صيادو الميناء", section="local", source="المرسى",
        body="عاد الصيادون إلى الميناء بسمك كثير، وباعوه في السوق قبل الظهر.",
        datelines=("جدة",), published=date(2024, 5, 10),
    ),
)  # fmt: skip

#: Of each article the number of the one that represents the copies of its text.
LEADS = (0, 0, 0, 3, 3, *range(5, len(ARTICLES)))

#: The ids of the copies of one text, its representative first.
HARVEST = ("harvest", "harvest, undated", "harvest, again")
MATCH = ("match", "match, again")
