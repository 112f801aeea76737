"""What entries of feeds tell of their photos in the elements of Media RSS."""

from lxml import etree  # type: ignore[import-untyped]

from index.sources.xml.elements import value_of
from index.sources.xml.namespaces import named


def within_group(element: etree._Element, name: str) -> tuple[str, ...]:
    """Return what elements of this name say in the groups of media of an entry."""
    groups = [one for one in element if named(one) == "media:group"]
    found = (value_of(one) for group in groups for one in group if named(one) == name)
    return tuple(filter(None, found))


def of_photos(element: etree._Element, name: str) -> tuple[str, ...]:
    """Return what stands in the descriptions of photos: inside ``media:content`` of an image."""
    found = []
    for one in element.iter(etree.Element):
        holder = one.getparent()
        if named(one) != name or holder is None or named(holder) != "media:content":
            continue
        kind = holder.get("medium") or holder.get("type") or "image"
        if kind.startswith("image"):
            found.append(value_of(one))
    return tuple(dict.fromkeys(filter(None, found)))
