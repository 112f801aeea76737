"""What the REST interface of WordPress puts beside a post: author and categories by name."""

from collections.abc import Iterator, Mapping

Record = Mapping[str, object]


def embedded(values: Record) -> Record:
    """Return a post with the names of its author and categories in the place of their numbers.

    Args:
        values: as ``/wp-json/wp/v2/posts?_embed`` gives them; other records stay as they are.
    """
    held = values.get("_embedded")
    if not isinstance(held, dict):
        return values
    found = {name: value for name, value in values.items() if name != "_embedded"}
    authors = [name for one in _objects(held.get("author")) if (name := one.get("name"))]
    terms = list(_objects(held.get("wp:term")))
    if authors:
        found["author"] = authors
    for taxonomy, name in (("category", "categories"), ("post_tag", "tags")):
        names = [one.get("name") for one in terms if one.get("taxonomy") == taxonomy]
        if names:
            found[name] = names
    for picture in _objects(held.get("wp:featuredmedia")):
        if picture.get("caption"):
            found["caption"] = picture["caption"]
    return found


def _objects(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, list):
        for one in value:
            yield from _objects(one)
    elif isinstance(value, dict):
        yield value
