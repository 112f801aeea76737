"""What readers are told of a feed that gives nothing, by what is the matter with it."""

from index.feeds.troubles import Trouble
from index.translatable import translatable as _
from web.i18n.catalogue import translations
from web.i18n.language import Language

SENTENCES: dict[Trouble, str] = {
    "address": _("Its address cannot be used."),
    "own_network": _("Its address cannot be used."),
    "robots": _("Its site does not let programs read it."),
    "unreachable": _("Its site cannot be reached."),
    "slow": _("Its site takes too long to answer."),
    "too_large": _("What its site sends is too long."),
    "redirects": _("Its site leads from one address to another without end."),
    "refused": _("Its site does not give it to us."),
    "missing": _("Its site does not have it."),
    "gone": _("It has ended."),
    "busy": _("Its site has too much to do."),
    "failing": _("Its site fails."),
    "no_feed": _("Its site sends something else in its place."),
    "damaged": _("What its site sends cannot be read."),
}


def trouble_told(trouble: Trouble | None, language: Language) -> str:
    """Return what is the matter with a feed, in a sentence; empty where nothing is."""
    return translations(language).gettext(SENTENCES[trouble]) if trouble else ""
