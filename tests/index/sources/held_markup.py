"""Files of markup in which every text, attribute and value of metadata is marked."""

from tests.index.sources.held import MORE, TEXT, Held, Marks, held
from tests.index.sources.html.test_mhtml import saved
from tests.index.sources.html.web_archive_builder import answer, packed, record

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _rss(mark: Marks) -> str:
    names = ("content http://purl.org/rss/1.0/modules/content/",
             "dc http://purl.org/dc/elements/1.1/", "media http://search.yahoo.com/mrss/",
             "slash http://purl.org/rss/1.0/modules/slash/",
             "atom http://www.w3.org/2005/Atom", "own https://own.example/")  # fmt: skip
    spaces = " ".join('xmlns:{}="{}"'.format(*name.split()) for name in names)
    return (
        f'{_XML}<rss version="2.0" {spaces}><channel><title>{mark("title")}</title>'
        f"<link>https://paper.example/</link><description>{mark('description')}</description>"
        f"<copyright>{mark('copyright')}</copyright><managingEditor>{mark('managingEditor')}"
        f"</managingEditor><lastBuildDate>{mark.value('Fri, 01 Nov 2024', 'lastBuildDate')} "
        f"10:00:00 GMT</lastBuildDate><own:channel>{mark('own:channel')}</own:channel><item>"
        f"<title>{mark(text='جسر {} فوق الوادي')}</title>"
        f"<link>{mark.value('https://paper.example/7')}</link>"
        f"<guid isPermaLink='false'>{mark.value('g-417', 'guid')}</guid>"
        f"<category>{mark()}</category><category>{mark('categories')}</category>"
        f"<dc:creator>{mark(text='سعاد {}')}</dc:creator><dc:creator>{mark(text='علي {}')}"
        f"</dc:creator><author>w@paper.example ({mark(text='عمر {}')})</author>"
        f"<pubDate>Mon, 28 Oct 2024 14:30:00 +0100</pubDate>"
        f"<atom:updated>{mark.value('2024-11-02', 'updated')}T10:00:00Z</atom:updated>"
        f"<description>{mark(text='وصل {} ضفتي المدينة')}</description>"
        f"<content:encoded><![CDATA[<p>{mark.body()}</p><figure><img alt='x'/><figcaption>"
        f"{mark()}</figcaption></figure><ul><li>{mark()}</li></ul><p>{MORE}.</p>]]>"
        f"</content:encoded><enclosure url='https://paper.example/{mark('enclosure')}.mp3'/>"
        f"<media:content url='https://paper.example/i.jpg' medium='image'><media:credit>{mark()}"
        f"</media:credit><media:description>{mark('media:description')}</media:description></media:content>"
        f"<media:keywords>{mark('media:keywords')}</media:keywords>"
        f"<comments>https://paper.example/{mark('comments')}</comments>"
        f"<slash:comments>{mark.value('417', 'slash:comments')}</slash:comments>"
        f"<source url='https://x.example/'>{mark()}</source><own:mood>{mark('own:mood')}</own:mood>"
        "</item></channel></rss>"
    )


def _atom(mark: Marks) -> str:
    return (
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom"><title>{mark()}</title>'
        f"<subtitle>{mark('subtitle')}</subtitle><rights>{mark('rights')}</rights>"
        f"<updated>{mark.value('2024-11-03', 'updated')}T10:00:00Z</updated><entry>"
        f"<id>{mark.value('urn:417', 'guid')}</id><title>{mark(text='جسر {} فوق الوادي')}</title>"
        f"<link rel='alternate' href='{mark.value('https://paper.example/7')}'/>"
        f"<link rel='enclosure' href='https://paper.example/{mark('link enclosure')}'/>"
        f"<category term='{mark()}'/><category term='{mark('categories')}'/>"
        f"<author><name>{mark(text='سعاد {}')}</name><uri>https://paper.example/u</uri></author>"
        f"<contributor><name>{mark('contributor')}</name></contributor>"
        f"<published>2024-10-28T14:30:00+01:00</published>"
        f"<updated>{mark.value('2024-11-02', 'updated')}T10:00:00Z</updated>"
        f"<summary>{mark(text='وصل {} ضفتي المدينة')}</summary><rights>{mark('rights')}</rights>"
        f"<content type='html'>&lt;p&gt;{mark.body()}&lt;/p&gt;</content></entry></feed>"
    )


def _wxr(mark: Marks) -> str:
    draft = (
        f"<item><title>{mark('draft', text='مسودة {}')}</title><content:encoded>"
        f"{mark('draft', text=TEXT + ' {}')}</content:encoded><wp:status>draft</wp:status>"
        "<wp:post_type>post</wp:post_type></item>"
    )
    return (
        f'{_XML}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/" '
        f'xmlns:own="https://own.example/"><channel><title>{mark()}</title>'
        f"<description>{mark('description')}</description>"
        "<wp:author><wp:author_login>suad</wp:author_login><wp:author_display_name>"
        f"{mark(text='سعاد {}')}</wp:author_display_name></wp:author>{draft}<item>"
        f"<title>{mark(text='جسر {} فوق الوادي')}</title>"
        f"<link>{mark.value('https://paper.example/7')}</link>"
        "<pubDate>Mon, 28 Oct 2024 13:30:00 +0000</pubDate><dc:creator>suad</dc:creator>"
        f"<guid>https://paper.example/?p={mark.value('417', 'guid')}</guid>"
        f"<description>{mark('description')}</description>"
        f"<content:encoded><![CDATA[{mark.body()}\n\n[caption]<img src='a.jpg' /> {mark()}"
        "[/caption]\n\n"
        f"{mark(text=MORE + ' {}.')}\n\n[vc_row]{mark()}[/vc_row]]]></content:encoded>"
        f"<excerpt:encoded>{mark(text='وصل {} ضفتي المدينة')}</excerpt:encoded>"
        "<wp:post_date>2024-10-28 14:30:00</wp:post_date>"
        "<wp:post_date_gmt>2024-10-28 13:30:00</wp:post_date_gmt>"
        f"<wp:post_modified>{mark.value('2024-11-02 10:00:00', 'wp:post_modified')}"
        "</wp:post_modified><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>"
        f"<category domain='category' nicename='a'>{mark()}</category>"
        f"<category domain='category' nicename='b'>{mark('categories')}</category>"
        f"<category domain='post_tag' nicename='c'>{mark('tags')}</category>"
        f"<category domain='region' nicename='d'>{mark('region')}</category>"
        f"<wp:postmeta><wp:meta_key>mood</wp:meta_key><wp:meta_value>{mark('mood')}"
        "</wp:meta_value></wp:postmeta><wp:postmeta><wp:meta_key>_inner</wp:meta_key>"
        f"<wp:meta_value>{mark('_inner')}</wp:meta_value></wp:postmeta>"
        f"<wp:comment><wp:comment_content>{mark('comments')}</wp:comment_content></wp:comment>"
        f"<own:field>{mark('own:field')}</own:field></item></channel></rss>"
    )


def _newsml(mark: Marks) -> str:
    return (
        f'{_XML}<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:417" version="1" '
        'xml:lang="ar"><rightsInfo><copyrightHolder literal="'
        f'{mark("rightsInfo")}"/></rightsInfo><itemMeta><itemClass qcode="ninat:text"/>'
        f'<provider literal="{mark()}"/><versionCreated>'
        f"{mark.value('2024-10-29', 'versionCreated')}T15:00:00Z</versionCreated>"
        "<firstCreated>2024-10-28T14:30:00+01:00</firstCreated>"
        f'<pubStatus qcode="stat:usable"/><edNote>{mark("edNote")}</edNote>'
        f"<signal qcode='s:{mark('signal')}'/></itemMeta><contentMeta>"
        f"<urgency>4</urgency><slugline>{mark('slugline')}</slugline>"
        f"<located><name>{mark()}</name></located>"
        f"<headline>{mark(text='جسر {} فوق الوادي')}</headline>"
        f"<headline role='hl:short'>{mark('further headline')}</headline>"
        f"<by>{mark(text='سعاد {}')}</by><creditline>{mark()}</creditline>"
        f"<creator><name>{mark('creator')}</name></creator>"
        f"<subject type='cpnat:abstract'><name>{mark()}</name></subject>"
        f"<subject type='cpnat:person'><name>{mark('further subject')}</name></subject>"
        f"<keyword>{mark('keyword')}</keyword><genre><name>{mark('genre')}</name></genre>"
        f"<description>{mark(text='وصل {} ضفتي المدينة')}</description>"
        f"<contentCreated>{mark.value('2024-10-27', 'contentCreated')}</contentCreated>"
        f"<contentModified>{mark.value('2024-11-02', 'contentModified')}</contentModified>"
        "</contentMeta><contentSet><inlineXML contenttype='application/xhtml+xml'>"
        "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body>"
        f"<p>{mark.body()}</p><ul><li>{mark()}</li></ul></body></html></inlineXML>"
        "</contentSet></newsItem>"
    )


def _newsml_one(mark: Marks) -> str:
    return (
        '<NewsML Version="1.2"><NewsItem xml:lang="ar"><Identification><NewsIdentifier>'
        "<ProviderId>wat.example</ProviderId><DateId>20241028</DateId><NewsItemId>T417</NewsItemId>"
        f"<RevisionId>1</RevisionId></NewsIdentifier><NameLabel>{mark('NameLabel')}</NameLabel>"
        "</Identification><NewsManagement><FirstCreated>20241028T143000+0100</FirstCreated>"
        f"<ThisRevisionCreated>{mark.value('20241102', 'ThisRevisionCreated')}T100000Z"
        '</ThisRevisionCreated><Status FormalName="Usable"/><Urgency FormalName="4"/>'
        f"<Instruction FormalName='{mark('Instruction')}'/></NewsManagement><NewsComponent>"
        f"<NewsLines><HeadLine>{mark(text='جسر {} فوق الوادي')}</HeadLine>"
        f"<SubHeadLine>{mark(text='بعد {} من العمل')}</SubHeadLine>"
        f"<ByLine>{mark(text='سعاد {}')}</ByLine><DateLine>{mark()}, 28-10-2024 (وات)</DateLine>"
        f"<SlugLine>{mark('SlugLine')}</SlugLine><CopyrightLine>{mark('CopyrightLine')}"
        f"</CopyrightLine><KeywordLine>{mark('KeywordLine')}</KeywordLine></NewsLines>"
        f"<AdministrativeMetadata><Provider><Party FormalName='{mark()}'/></Provider><Creator>"
        f"<Party FormalName='{mark('Creator')}'/></Creator></AdministrativeMetadata>"
        f"<DescriptiveMetadata><Language FormalName='ar'/><Location><Property FormalName='City' "
        f"Value='{mark('Location')}'/></Location></DescriptiveMetadata>"
        f"<ContentItem><DataContent><nitf><body><body.content><p>{mark.body()}</p>"
        "</body.content></body></nitf></DataContent></ContentItem></NewsComponent></NewsItem>"
        "</NewsML>"
    )


def _nitf(mark: Marks) -> str:
    return (
        f"{_XML}<nitf><head><title>{mark('title')}</title>"
        f"<meta name='mood' content='{mark('meta mood')}'/><docdata><doc-id id-string='n-417'/>"
        "<date.issue norm='20241028T143000+0100'/>"
        f"<date.expire norm='{mark.value('20241102', 'date.expire')}'/>"
        f"<urgency ed-urg='4'/><du-key key='{mark('du-key')}'/><doc.copyright holder='"
        f"{mark('doc.copyright')}'/><key-list><keyword key='{mark('key-list')}'/></key-list>"
        f"<ed-msg info='{mark('ed-msg')}'/><identified-content><person>"
        f"{mark('identified-content')}</person></identified-content></docdata>"
        f"<pubdata name='{mark()}' issue='{mark()}' position.section='{mark()}' "
        f"volume='{mark('pubdata volume')}' position.sequence='417'/>"
        f"<revision-history comment='{mark('revision-history')}'/></head><body><body.head><hedline>"
        f"<hl1>{mark(text='جسر {} فوق الوادي')}</hl1><hl2>{mark(text='بعد {} من العمل')}</hl2>"
        f"</hedline><note><p>{mark('note')}</p></note><byline>{mark(text='سعاد {}')}</byline>"
        f"<distributor>{mark()}</distributor><dateline><location>{mark()}</location></dateline>"
        f"<abstract><p>{mark('abstract')}</p></abstract></body.head><body.content>"
        f"<p>{mark.body()}</p><media media-type='image'><media-caption>{mark()}</media-caption>"
        f"<media-producer>{mark()}</media-producer></media><ul><li>{mark()}</li></ul>"
        f"</body.content><body.end><tagline>{mark('tagline')}</tagline><bibliography>"
        f"{mark('bibliography')}</bibliography></body.end></body></nitf>"
    )


def _alto(mark: Marks) -> str:
    def block(text: str) -> str:
        words = "".join(f'<String CONTENT="{word}" WC="0.9"/><SP/>' for word in text.split())
        return f"<TextBlock><TextLine>{words}</TextLine></TextBlock>"

    return (
        f'{_XML}<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description>'
        f"<sourceImageInformation><fileName>{mark('sourceImageInformation')}.tif</fileName>"
        f"</sourceImageInformation><OCRProcessing><ocrProcessingStep><processingDateTime>"
        f"{mark.value('2019-11-02', 'OCRProcessing')}</processingDateTime>"
        "</ocrProcessingStep></OCRProcessing></Description><Tags>"
        f"<OtherTag ID='t' LABEL='{mark('Tags')}'/></Tags><Layout>"
        f"<Page ID='P4' PHYSICAL_IMG_NR='417'><TopMargin>{block(mark('TopMargin'))}</TopMargin>"
        f"<PrintSpace>{block(mark.body())}{block(mark(text=MORE + ' {}.'))}<ComposedBlock>"
        f"{block(mark())}</ComposedBlock></PrintSpace></Page></Layout></alto>"
    )


def _hocr(mark: Marks) -> str:
    def paragraph(text: str) -> str:
        words = "".join(f"<span class='ocrx_word' title='x_wconf 91'>{one}</span> "
                        for one in text.split())  # fmt: skip
        return f"<p class='ocr_par'><span class='ocr_line' title='bbox 1 1 9 9'>{words}</span></p>"

    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{mark('title')}</title>"
        f"<meta name='ocr-system' content='tesseract 5'></head><body><div class='ocr_page' "
        "title='image &quot;p4.png&quot;; bbox 0 0 900 1200; ppageno 3'><div class='ocr_carea'>"
        f"{paragraph(mark.body())}{paragraph(mark(text=MORE + ' {}.'))}</div>"
        f"<div class='ocr_footer'>{mark('ocr_footer')}</div></div></body></html>"
    )


def page(mark: Marks) -> str:
    return (
        f'<!doctype html>\n<html lang="ar"><head><meta charset="utf-8"><title>'
        f"{mark('title')}</title><meta property='og:site_name' content='{mark()}'>"
        f"<meta property='article:section' content='{mark()}'>"
        f"<meta property='article:tag' content='{mark('article:tag')}'>"
        f"<meta name='keywords' content='{mark('keywords')}'>"
        "<meta property='article:published_time' content='2024-10-28T14:30:00+01:00'>"
        "<meta property='article:modified_time' content='"
        f"{mark.value('2024-11-02', 'article:modified_time')}'>"
        f"<meta name='author' content='{mark(text='سعاد {}')}'>"
        f"<meta name='description' content='{mark(text='وصل {} ضفتي المدينة')}'>"
        f"<link rel='canonical' href='{mark.value('https://paper.example/7')}'></head><body>"
        f"<header>{mark('headers')}</header><nav><a href='/'>{mark('menus')}</a></nav><article>"
        f"<h1>{mark(text='جسر {} فوق الوادي الكبير')}</h1><figure><img><figcaption>{mark()}"
        f"</figcaption></figure>\n<p>{mark.body()}</p>\n<p>{mark(text=MORE + ' {}.')}</p>\n"
        f"<blockquote>{mark(text='قال {} إن العمل انتهى.')}</blockquote><ul><li>{mark()}</li></ul>"
        f"<table><tr><td>{mark()}</td><td>35</td></tr><tr><td>2011</td><td>{mark()}</td></tr></table>"
        f"<form>{mark('forms')}</form></article><aside>{mark('asides')}</aside>"
        f"<section id='comments' class='comments'><p>{mark('comments')}</p></section>"
        f"<footer>{mark('footers')}</footer></body></html>"
    )


def _warc(mark: Marks) -> bytes:
    body = page(mark).encode()
    other = f"<p>{mark('images')}</p>".encode()
    return packed(
        record(b"software: x\r\n", type="warcinfo", of="application/warc-fields"),
        record(answer(body), url="https://paper.example/7"),
        record(answer(other, type="image/png"), url="https://paper.example/i.png"),
    )


MARKUP: tuple[Held, ...] = (
    held("feed", "a.xml", _rss),
    held("feed", "a.atom", _atom),
    held("wxr", "a.xml", _wxr),
    held("newsml", "a.xml", _newsml),
    held("newsml", "b.xml", _newsml_one),
    held("nitf", "a.xml", _nitf),
    held("alto", "a.xml", _alto),
    held("hocr", "a.hocr", _hocr),
    held("html", "a.html", page),
    held("warc", "a.warc.gz", _warc),
    held("mhtml", "a.mhtml", lambda mark: saved(page(mark).encode(), "8bit")),
)
