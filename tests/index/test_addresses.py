"""Which addresses are one, and which never are."""

from random import Random
from urllib.parse import quote

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from index.addresses import address_key, keys_of, spellings

SAME = [
    # Escapes, in either case of their letters; what needs none (RFC 3986, 6.2.2.1 and 6.2.2.2).
    ("https://paper.example/أخبار/7", "https://paper.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/7"),
    ("https://paper.example/أخبار/7", "https://paper.example/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/7"),
    ("https://paper.example/أخ%D8%A8ار", "https://paper.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1"),
    ("https://paper.example/a-b_c.d~e", "https://paper.example/%61%2Db%5fc%2Ed%7Ee"),
    ("https://paper.example/a b", "https://paper.example/a%20b"),
    ("https://paper.example/«خبر»", "https://paper.example/%C2%AB%D8%AE%D8%A8%D8%B1%C2%BB"),
    ("https://paper.example/100%", "https://paper.example/100%25"),
    ("https://paper.example/?q=قمح", "https://paper.example/?q=%D9%82%D9%85%D8%AD"),
    # Scheme, host, port (6.2.2.1, 6.2.3).
    ("https://paper.example/7", "http://paper.example/7"),
    ("https://paper.example/7", "HTTPS://Paper.EXAMPLE/7"),
    ("https://paper.example/7", "//paper.example/7"),
    ("https://paper.example/7", "https://paper.example./7"),
    ("https://paper.example/7", "https://paper.example:443/7"),
    ("http://paper.example/7", "http://paper.example:80/7"),
    ("https://paper.example/7", "https://paper.example:/7"),
    ("https://paper.example:8080/7", "http://paper.example:08080/7"),
    ("https://صحيفة.example/7", "https://xn--ogbhx3c3b.example/7"),
    ("https://صحيفة.example/7", "http://XN--OGBHX3C3B.example/7/"),
    ("https://صحيفة.example/7", "https://%D8%B5%D8%AD%D9%8A%D9%81%D8%A9.example/7"),
    # The slash at the end, steps in the path.
    ("https://paper.example", "https://paper.example/"),
    ("https://paper.example/7", "https://paper.example/7/"),
    ("https://paper.example/7?id=5", "https://paper.example/7/?id=5"),
    ("https://paper.example/a/7", "https://paper.example/b/.././a/7"),
    ("https://paper.example/a", "https://paper.example/a/b/.."),
    # Places in the page, where the reader came from, nothing asked for.
    ("https://paper.example/7", "https://paper.example/7#comments"),
    ("https://paper.example/7", "https://paper.example/7#:~:text=القمح"),
    ("https://paper.example/7", "https://paper.example/7?"),
    ("https://paper.example/7", "https://paper.example/7/?utm_source=x&UTM_Medium=y&fbclid=z"),
    ("https://paper.example/?id=5", "https://paper.example/?utm_source=x&id=5&gclid=z#top"),
    ("https://paper.example/7", " \u200f https://paper.example/7\n"),
    ("https://paper.example/7?utm%5Fid=5", "https://paper.example/7"),
]  # fmt: skip

DIFFERENT = [
    ("https://paper.example/7", "https://www.paper.example/7"),
    ("https://paper.example/7", "https://m.paper.example/7"),
    ("https://paper.example/7", "https://amp.paper.example/7"),
    ("https://paper.example/7", "https://paper.example.org/7"),
    ("https://paper.example/7", "https://paper.example:8080/7"),
    ("https://paper.example/7", "http://paper.example:443/7"),
    ("https://straße.example/7", "https://strasse.example/7"),
    ("https://a.example/7", "https://xn--a-.example/7"),
    ("https://a.example/c.example/7", "https://℀.example/7"),
    ("https://paper.example/News", "https://paper.example/news"),
    ("https://paper.example/a%2Fb", "https://paper.example/a/b"),
    ("https://paper.example/a%3Fid=5", "https://paper.example/a?id=5"),
    ("https://paper.example/a%23b", "https://paper.example/a#b"),
    ("https://paper.example/a%2525", "https://paper.example/a%25"),
    ("https://paper.example/a+b", "https://paper.example/a%20b"),
    ("https://paper.example/a\\b", "https://paper.example/a/b"),
    ("https://paper.example/7//", "https://paper.example/7/"),
    ("https://paper.example//7", "https://paper.example/7"),
    ("https://paper.example/7/index.html", "https://paper.example/7/"),
    ("https://paper.example/7/amp", "https://paper.example/7"),
    ("https://paper.example/أخبار", "https://paper.example/اخبار"),
    ("https://paper.example/أ", "https://paper.example/ا\u0654"),
    ("https://paper.example/?id=5", "https://paper.example/?id=6"),
    ("https://paper.example/?id=5", "https://paper.example/?ID=5"),
    ("https://paper.example/?id=5&page=2", "https://paper.example/?page=2&id=5"),
    ("https://paper.example/?id=5", "https://paper.example/?id=5&lang=ar"),
    ("https://paper.example/?id=5", "https://paper.example/"),
    ("https://paper.example/?source=rss", "https://paper.example/"),
    ("https://paper.example/?ref=5", "https://paper.example/?ref=6"),
    ("https://paper.example/?a=utm_b", "https://paper.example/"),
    ("https://paper.example/#!/news/5", "https://paper.example/#!/news/6"),
    ("https://paper.example/#/news/5", "https://paper.example/"),
    ("https://user@paper.example/7", "https://paper.example/7"),
    ("ftp://paper.example/7", "https://paper.example/7"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_address_share_a_key(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_may_be_another_page_has_another_key(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "7",
            "",
            "n/a",
            "sha256-0",
            "urn:uuid:7",
            "tag:x,1:/7/",
            "paper.example/7/",
            "/7/",
            "صفحة",
        ),
        *("ftp://Paper.example/", "http:///7", "//", "http://::", "http://A:b/", "http://a b/"),
    ],
)
def test_what_is_no_address_is_its_own_key(name: str) -> None:
    assert address_key(name) == name
    assert list(spellings(name)) == [name]


def test_an_article_has_the_keys_of_its_url_and_of_an_id_that_is_an_address() -> None:
    assert keys_of("7", "https://paper.example/7/") == ("//paper.example/7",)
    assert keys_of("https://paper.example/7", "http://paper.example/7") == ("//paper.example/7",)
    assert keys_of("http://a.example/", "http://b.example/") == ("//b.example", "//a.example")
    assert keys_of("7", "") == ()


HOSTS = st.sampled_from(
    ["paper.example", "www.paper.example", "صحيفة.example", "paper.example:8080", "a.b.example"]
)
SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="/?#&") | st.sampled_from(
    "أخبار٪%.~ -_+;:@"
)
#: A step of a path or a parameter as it is meant; a step of dots is none.
STEPS = st.text(SIGNS, min_size=1, max_size=6).filter(lambda step: set(step) - set("."))
PAGES = st.tuples(
    HOSTS,
    st.lists(STEPS, max_size=3),
    st.lists(st.tuples(st.sampled_from(["id", "p", "Page"]), STEPS), max_size=2),
)
Page = tuple[str, list[str], list[tuple[str, str]]]
CHANCES = st.randoms(use_true_random=False)


def written(page: Page, chance: Random) -> str:
    """One of the spellings of a page's address."""

    def escaped(text: str) -> str:
        return "".join(one(sign) for sign in text)

    def one(sign: str) -> str:
        plain = sign.isalnum() or sign in "-_.~"
        if plain and chance.random() < 0.6:
            return sign
        # What an address gives a meaning to is escaped always here, what may not stand in it never
        # needs to be.
        made = "".join(f"%{byte:02X}" for byte in sign.encode())
        return made.lower() if chance.random() < 0.5 else made

    host, steps, parameters = page
    scheme = chance.choice(["http", "https", "HTTPS"])
    host = "".join(chance.choice([sign, sign.upper()]) for sign in host)
    path = "".join(f"/{escaped(step)}" for step in steps) + chance.choice(["", "/"])
    asked = [f"{name}={escaped(value)}" for name, value in parameters]
    asked.insert(chance.randint(0, len(asked)), chance.choice(["", "utm_source=x", "fbclid=%D8"]))
    query = "?" + "&".join(asked) if any(asked) else chance.choice(["", "?"])
    return f"{scheme}://{host}{path}{query}" + chance.choice(["", "#top"])


@given(page=PAGES, one=CHANCES, other=CHANCES)
def test_however_it_is_written_it_is_one_address(page: Page, one: Random, other: Random) -> None:
    assert address_key(written(page, one)) == address_key(written(page, other))


@given(one=PAGES, other=PAGES, chance=CHANCES)
def test_two_pages_are_two_addresses(one: Page, other: Page, chance: Random) -> None:
    assume(one != other)
    assert address_key(written(one, chance)) != address_key(written(other, chance))


ANYTHING = st.text(max_size=30) | st.builds(
    lambda *parts: "".join(parts),
    st.sampled_from(["http://", "https://", "//", "HTTP://", " https://"]),
    st.text(st.sampled_from("aآ.@:[]%2Fx-n\u3002ＡßİK℀\u0130 \ud800")),
    st.text(st.sampled_from("/.?#%2fF&=utm_آ \\!\ud800\u2028")),
)


@given(ANYTHING)
@example("http://x/a/%2e%2E/")
@example("https://x:80/")
@example("//x:080")
@example("HTTP://0../")
@example("https://XN--0ZWM56D%2e.example/")
def test_the_key_of_a_key_is_itself(address: str) -> None:
    key = address_key(address)
    assert address_key(key) == key


@given(ANYTHING)
def test_the_usual_spellings_have_the_key(address: str) -> None:
    key = address_key(address)
    # A port is that of one scheme alone; behind a fragment there is no path.
    assume(not key.endswith((":80", ":443")) and ":80/" not in key and ":443/" not in key)
    assume("#" not in key)
    assert {address_key(one) for one in spellings(key)} == {key}


@given(st.text(st.sampled_from("abcxyzأبجد0123-")).filter(bool))
def test_hosts_of_other_letters_are_other_hosts(label: str) -> None:
    escaped = quote(label)
    assert address_key(f"https://{escaped}.example/") == address_key(f"https://{label}.example")
    assert address_key(f"https://{label}x.example/") != address_key(f"https://{label}.example")
