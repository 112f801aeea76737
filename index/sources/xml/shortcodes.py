"""The content of a WordPress post as HTML: paragraphs made, shortcodes taken off.

WordPress keeps line ends where the reader sees paragraphs, and ``[name …]`` where plugins put
something in. The text inside of a pair stays: page builders wrap whole articles.
"""

import re
from dataclasses import dataclass

from index.sources.xml import fragments

_KNOWN = (
    r"caption|wp_caption|gallery|embed|audio|video|playlist|vc_\w+|et_pb_\w+|fusion_\w+|su_\w+"
    r"|tie_\w+|td_\w+|cs_\w+|mk_\w+|av_\w+|elementor-template|rev_slider|layerslider|metaslider"
    r"|slideshow|nggallery|ngg_images|contact-form(?:-7)?|wpforms|ninja_forms?|gravityform"
    r"|mc4wp_form|poll|polldaddy|ads?|adrotate|adsense|quads|toc|ez-toc|related_posts|relatedposts"
    r"|youtube|vimeo|dailymotion|soundcloud|facebook|fb_embed|twitter|tweet|instagram|telegram"
    r"|googlemaps|map|google_map|dropcap|highlight|button|box|toggle|tabs?|accordion|spoiler"
    r"|divider|spacer|clear|one_\w+|two_\w+|three_\w+|columns?|row|pullquote|blockquote|quote"
    r"|more|nextpage|raw|code|sourcecode|lightbox|icon|social|share|addtoany|jetpack-\w+"
    r"|sitemap|archives|latest_posts|recent_posts|display-posts|show_more|hidden|iframe|flv|pdf"
    r"|pdf-embedder|download|download_link|shortcode|print_link|sc"
)
_CODE = re.compile(
    r"\[(?P<end>/?)(?P<name>[a-z][a-z0-9_-]{0,40})(?P<rest>(?:\s[^\[\]]*)?)/?\](?!\])"
)
_IS_KNOWN = re.compile(_KNOWN)
_ATTRIBUTE = re.compile(r"[\w-]+\s*=\s*\S")
_CAPTION = re.compile(
    r"\[(?P<name>caption|wp_caption)(?P<rest>(?:\s[^\[\]]*)?)\](?P<inside>(?:(?!\[(?:wp_)?caption\b).)*?)"
    r"\[/(?P=name)\]",
    re.S,
)
_CAPTION_ATTRIBUTE = re.compile(r"""caption=(?:"|&quot;|&#8221;|”|″|')(.+?)(?:"|&quot;|”|″|'|$)""")
#: What plugins show in the place of an address or of numbers of photos.
_EMBEDDED = re.compile(
    r"\[(?P<name>embed|youtube|vimeo|dailymotion|soundcloud|facebook|twitter|tweet|instagram|audio"
    r"|video|flv|iframe|telegram|pdf)(?P<rest>(?:\s[^\[\]]*)?)\]\s*[^\s\[\]<>]*\s*\[/(?P=name)\]"
)
#: A line that is an address alone: WordPress shows what is there.
_ADDRESS_ALONE = re.compile(r"^[ \t]*https?://\S+[ \t]*$", re.M)
_BLOCK_COMMENT = re.compile(r"<!--\s*/?wp:")
_KEPT_LINES = re.compile(
    r"<(pre|script|style|textarea)\b(?:(?!<\1\b).)*?</\1\s*>|<[^<>]*>|\n", re.S | re.I
)


@dataclass(frozen=True, slots=True)
class Post:
    """What the content of a post holds.

    Attributes:
        text: in paragraphs.
        captions: of its photos.
        codes: names of the shortcodes that were taken off.
    """

    text: str
    captions: tuple[str, ...]
    codes: tuple[str, ...]


def post_of(content: str) -> Post:
    """Return the text of a post.

    Args:
        content: as ``content:encoded`` holds it: HTML, with or without comments of blocks.
    """
    captions: list[str] = []
    codes: list[str] = []

    def captioned(found: re.Match[str]) -> str:
        codes.append(found["name"])
        told = _CAPTION_ATTRIBUTE.search(found["rest"])
        text = fragments.read(found["inside"]).text or fragments.read(told[1] if told else "").text
        captions.append(" ".join(text.split()))
        return "\n\n"

    content = _CAPTION.sub(captioned, content)
    if "[" in content:
        content = _without_codes(content, codes)
    content = _ADDRESS_ALONE.sub("", content)
    if not _BLOCK_COMMENT.search(content):
        content = _KEPT_LINES.sub(lambda found: "<br>" if found[0] == "\n" else found[0], content)
    read = fragments.read(content)
    return Post(
        read.text,
        tuple(dict.fromkeys(filter(None, (*captions, *read.captions)))),
        tuple(dict.fromkeys(codes)),
    )


def _without_codes(content: str, codes: list[str]) -> str:
    def embedded(found: re.Match[str]) -> str:
        codes.append(found["name"])
        return "\n"

    content = _EMBEDDED.sub(embedded, content)
    closed = {found["name"] for found in _CODE.finditer(content) if found["end"]}

    def gone(found: re.Match[str]) -> str:
        name = found["name"]
        if found.start() and content[found.start() - 1] == "[":
            return found[0]  # «[[gallery]]» shows «[gallery]»
        if _IS_KNOWN.fullmatch(name) or name in closed or _ATTRIBUTE.search(found["rest"]):
            codes.append(name)
            return "\n"
        return found[0]

    return _CODE.sub(gone, content)
