"""The facts of an article as a record that programs read, and as lines that people do."""

from collections.abc import Sequence
from typing import Any

from index.article import Article, DateMention, NamedEntity

Record = dict[str, Any]


def facts_json(article: Article, same_story: Sequence[str] = ()) -> Record:
    """Return an article as a record for programs; what is absent is ``None`` or an empty list.

    ``from`` and ``to`` of a date are days, both included; ``start`` is its offset in the body.

    Args:
        article: with its facts.
        same_story: ids of the articles beside it that are copies of its text, or its teaser.
    """
    return {
        "id": article.id,
        "url": article.url or None,
        "kind": article.kind,
        "title": article.title or None,
        "deck": article.deck or None,
        "caption": article.caption or None,
        "credit": article.credit or None,
        "agencies": list(article.agencies),
        "photo_agencies": list(article.photo_agencies),
        "text_agencies": list(article.text_agencies),
        "section": article.section or None,
        "section_id": article.section_id or None,
        "byline": article.byline or None,
        "datelines": list(article.datelines),
        "places": list(article.places),
        "source": article.source or None,
        "issue": article.issue or None,
        "page": article.page or None,
        "published": article.published.isoformat() if article.published else None,
        "published_evidence": article.published_evidence,
        "published_reasons": list(article.published_reasons),
        "captured": article.captured.isoformat() if article.captured else None,
        "dates": [mention_json(mention) for mention in article.dates],
        "persons": [
            entity_json(person) | {"role": person.role or None} for person in article.persons
        ],
        "organisations": [entity_json(organisation) for organisation in article.organisations],
        "same_story": list(same_story),
        "body": article.body or None,
    }


def mention_json(mention: DateMention) -> Record:
    """Return a date that a text mentions as a record for programs."""
    return {
        "text": mention.text,
        "start": mention.start,
        "from": mention.first.isoformat(),
        "to": mention.last.isoformat(),
        "precision": mention.precision,
    }


def entity_json(entity: NamedEntity) -> Record:
    """Return a person or an organisation as a record for programs: each form of the name once."""
    forms = dict.fromkeys(mention.text for mention in entity.mentions)
    return {"name": entity.name, "mentions": list(forms)}


def facts_text(article: Article, same_story: Sequence[str] = ()) -> str:
    """Return an article as text for people, a line for each fact that is there."""
    lines = [f"{article.kind}: {article.title}"]
    for name, value in facts_json(article, same_story).items():
        if name in ("kind", "title") or value in (None, []):
            continue
        if name == "dates":
            value = [f"{row['text']} = {row['from']}..{row['to']}" for row in value]
        if name in ("persons", "organisations"):
            value = [row["name"] for row in value]
        shown = "، ".join(value) if isinstance(value, list) else value
        lines.append(f"    {name}: " + shown.replace("\n\n", "\n        "))
    return "\n".join(lines) + "\n"
