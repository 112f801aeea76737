"""What pages and JSON show of the facts of articles, and of their copies."""

from flask.testing import FlaskClient

from tests.web.page import get


def test_the_copies_of_a_text_are_one_card(facts_client: FlaskClient) -> None:
    page = get(facts_client, q="الجسر القديم")
    assert page.html.count('<article class="card"') == 1
    assert "3 نتائج" in page.html
    assert "هذه 3 مقالات في نص واحد" in page.html
    assert page.target("نسختان أخريان").startswith("/articles/bridge?")
    assert page.target("نسختان أخريان").endswith("#copies")
    assert "عكاظ" in page.html
    every = [("q", "الجسر القديم"), ("copies", "together")]
    assert page.asks("اعرض كل نسخة وحدها") == every
    together = get(facts_client, q="الجسر القديم", copies="together")
    assert together.html.count('<article class="card"') == 3
    assert together.asks("اطوِ النسخ") == every[:1]


def test_pages_of_results_hold_hits_not_copies(facts_client: FlaskClient) -> None:
    page = get(facts_client, size="5")
    assert page.html.count('<article class="card"') == 5
    assert 'rel="prev"' not in page.html
    assert 'rel="next"' not in page.html


def test_an_article_shows_its_facts_and_leads_to_its_copies(facts_client: FlaskClient) -> None:
    page = get(facts_client, "/articles/bridge")
    for shown in ("28 أكتوبر 2024", "وكالة الصورة", "رويترز", "وكالة النص", "الشرق الأوسط"):
        assert shown in page.html
    assert page.asks("27 أكتوبر 2024") == [("mentioned", "2024-10-27")]
    assert "نسختان أخريان من هذا النص" in page.html
    assert page.target("الجسر القديم يُغلق شهرًا") == "/articles/bridge-copy"


def test_a_teaser_leads_to_the_full_article(facts_client: FlaskClient) -> None:
    page = get(facts_client, "/articles/teaser")
    assert page.target("اقرأ المقالة الكاملة") == "/articles/bridge"
    assert "كُتب عن" not in page.html, "no line for what it does not have"
    assert "تاريخ النشر" not in page.html


def test_how_the_day_is_known_is_said_where_the_source_does_not_give_it(
    facts_client: FlaskClient,
) -> None:
    page = get(facts_client, "/articles/stated")
    assert "كما تذكره الصفحة" in page.html
    assert "2024/11/05" in page.html
    assert "كما تذكره الصفحة" not in get(facts_client, "/articles/bridge").html


def test_facets_with_nothing_to_choose_are_left_out(client: FlaskClient) -> None:
    page = get(client, q="المنتخب")
    assert "facet-mentioned" not in page.html
    assert "facet-section" in page.html


def test_facets_of_facts_add_up(facts_client: FlaskClient) -> None:
    page = get(facts_client, dateline="كيف")
    assert "المكان:" in page.html
    assert page.asks("أزل المكان: كييف") == []
    both = [("dateline", "كييف"), ("mentioned", "2024")]
    assert page.asks("2024 2") in ([("dateline", "كييف"), ("date", "2024")], both)


def test_json_of_copies_and_related(facts_client: FlaskClient) -> None:
    answer = facts_client.get("/api/v1/search", query_string={"q": "الجسر القديم"}).get_json()
    (hit,) = answer["hits"]
    assert (answer["total"], answer["listed"]) == (3, 1)
    assert (hit["id"], hit["copies"]) == ("bridge", 2)
    assert [paper["value"] for paper in hit["copied_by"]] == ["aawsat", "okaz"]
    article = facts_client.get("/api/v1/articles/teaser").get_json()
    assert [copy["id"] for copy in article["copies"]] == ["bridge", "bridge-copy"]
    assert (article["kind"], article["published"]) == ("teaser", None)
    dates = facts_client.get("/api/v1/articles/bridge").get_json()["dates"]
    assert dates[0] == {
        "text": "أمس (الأحد)", "start": 13, "from": "2024-10-27", "to": "2024-10-27",
        "precision": "day",
    }  # fmt: skip
