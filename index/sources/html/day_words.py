"""The words beside a printed day: whether it is that of publication, of a change, of an event."""

import re

from index.sources.html.labels import bare

_LABEL = (
    r"(?:تم )?(?:ال)?(?:نشر|نشرت|منشور|نشره)(?: (?:هذا )?(?:ال)?(?:خبر|مقال|مقاله|موضوع))?"
    r"(?: (?:في|يوم|بتاريخ|علي|من))?|تاريخ (?:ال)?(?:نشر|اضافه|مقال|خبر|مقاله)(?: (?:في|بتاريخ))?"
    r"|(?:تمت )?اضيفت? (?:في|بتاريخ)|(?:تمت )?(?:ال)?اضافه (?:في|بتاريخ)|كتب (?:في|بتاريخ|يوم)"
    r"|(?:بتاريخ|التاريخ|تاريخ)|first published|published(?: on| at)?|posted(?: on| at)?"
    r"|publish date"
)
#: All of these are compared bare. Before a day that may be that of publication.
PUBLICATION = re.compile(rf"(?:{_LABEL})(?=\W|\d|$)")
#: A label of publication beyond doubt.
SURE = re.compile(r"نشر|اضاف|اضيف|publish|posted")
#: Beside the day of a change.
UPDATE = re.compile(
    r"(?:اخر|اخير|تاريخ ال)\s*(?:تحديث|تعديل)|(?:تم |تمت )?(?:ال)?(?:تحديث|تعديل|تحديثه)\b"
    r"|حدث(?:ت)? في"
    r"|عدل في|updated|modified|last (?:update|edit)"
)
#: Before a day on which something else happens: «ينعقد المؤتمر في 2 أكتوبر».
OF_EVENT = re.compile(
    r"(?:\S+ ){2,}(?:في|يوم|عن|صباح|مساء)\s*$|(?:.* )?(?:حتي|منذ|بعد|قبل|خلال|من|بين|الي|بحلول)\s*$"
)
#: Words before a day on which something else was: «ولد في 2 أكتوبر 1922», "Born 2 Oct 1922".
OTHER_DAY = re.compile(
    r"(?<!\w)(?:ولدت?|(?:من )?مواليد|الميلاد|تاريخ (?:ميلاد|ولاده|وفاه|تاسيس)|الولاده|الوفاه"
    r"|التاسيس|توفيت?|رحلت?|مات|ماتت|استشهدت?|اغتيلت?|تاسست?|انشئت?|التقطت?|وقعت?|عقدت?|اقيمت?"
    r"|انطلقت?|بدات?|انتهت?|(?:س)?[يت](?:بدا|نعقد|عقد|نطلق|فتتح|قام|صادف|نتهي|ستمر|عرض|شهد|حتفل)"
    r"|born|died|founded|established|event date|starts?|ends?|since|until|due|deadline|taken"
    r")(?!\w)"
)
#: A line that begins so says who wrote the text.
SIGNED = re.compile(r"\W*(?:كتبت?|بقلم|بواسطه|حرر|ارسل|مرسله|اعداد|تحرير)(?=\W)")


def is_update(text: str) -> bool:
    """Tell whether a line says of a day that it is that of a change alone."""
    plain = bare(text)
    return bool(UPDATE.search(plain)) and not SURE.search(plain)


def is_named(text: str) -> bool:
    """Tell whether a line names its day as that of publication: «نُشر: 2 أكتوبر 2022»."""
    label = PUBLICATION.search(bare(text))
    return bool(label and SURE.search(label[0]))
