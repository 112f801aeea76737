"""Where an article stands: its paper and that paper's country, which tell namesakes apart."""

import re
from dataclasses import dataclass
from functools import lru_cache

from index.analysis import folded_words
from index.article import Article
from index.facts.agency_lines import AGENCIES
from index.facts.agency_table import resolve
from index.facts.places import country_of, may_be_country

_ORIGINS_KEPT = 1024
#: An article is asked several times, one after the other.
_ADDRESSES_KEPT = 16
_HOST = re.compile(r"[A-Za-z]+://(?:[^/?#@]*@)?(?:www\.)?([^/?#:]+)")
_HOSTS = {host: agency.id for agency in AGENCIES.values() for host in agency.hosts}
#: The Arab countries, whose media share their names.
_ARAB_COUNTRIES_WORDS = "AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE"
ARAB_COUNTRIES = frozenset(_ARAB_COUNTRIES_WORDS.split())
#: What the media of a country are called, also by their town.
_NATIONALITIES = {
    "SA": "السعودية", "AE": "الإماراتية", "KW": "الكويتية", "QA": "القطرية", "BH": "البحرينية",
    "OM": "العمانية", "YE": "اليمنية", "IQ": "العراقية", "SY": "السورية", "JO": "الأردنية",
    "LB": "اللبنانية البيروتية", "PS": "الفلسطينية", "EG": "المصرية القاهرية", "LY": "الليبية",
    "SD": "السودانية", "TN": "التونسية", "DZ": "الجزائرية", "MA": "المغربية", "KM": "القمرية",
    "MR": "الموريتانية", "SO": "الصومالية", "DJ": "الجيبوتية",
}  # fmt: skip
#: The country that such a word names.
COUNTRY_NAMED = {
    word: country for country, words in _NATIONALITIES.items() for word in folded_words(words)
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article stands.

    Attributes:
        own: id of its paper, agency or broadcaster; empty where the table has none for it.
        country: of that, or the one that its address or the name of its source tells, as ISO
            3166 alpha-2; empty where neither does.
        itself: id of who credits nobody by its own name: the source that is named, and a paper
            on its own site. An agency's own site signs its texts as others print them.
    """

    own: str = ""
    country: str = ""
    itself: str = ""


def origin_of(article: Article) -> Origin:
    """Return where an article stands, as its source and its address tell.

    The site that it lies on comes before the source, which may be the agency that wrote it.
    """
    return _origin(article.source, _host(article.url) if article.url else "")


@lru_cache(maxsize=_ADDRESSES_KEPT)
def _host(url: str) -> str:
    match = _HOST.match(url)
    return match[1].lower() if match else ""


@lru_cache(maxsize=_ORIGINS_KEPT)
def _origin(source: str, host: str) -> Origin:
    site = on_site(host)
    country = _country_of_host(host) or _country_in(source)
    named = resolve(source, country) or ""
    own = site or named
    if not own:
        return Origin("", country)
    is_paper = AGENCIES[own].kind in ("paper", "site")
    return Origin(own, AGENCIES[own].country, itself=own if is_paper or own == named else "")


def on_site(host: str) -> str:
    """Return whose site it is: ``arabic.rt.com`` and ``m.arabic.rt.com`` are one."""
    while host:
        if host in _HOSTS:
            return _HOSTS[host]
        host = host.partition(".")[2]
    return ""


def _country_of_host(host: str) -> str:
    end = host.rpartition(".")[2].upper()
    return end if end in ARAB_COUNTRIES else ""


def _country_in(source: str) -> str:
    """Return the country that the name of a source has in it: «أخبار الجزائر»."""
    called = (COUNTRY_NAMED[word] for word in folded_words(source) if word in COUNTRY_NAMED)
    named = (country_of(word) for word in source.split() if may_be_country(word))
    return next(called, "") or next(named, "")
