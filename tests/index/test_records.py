"""An article packed and unpacked is the same article."""

import json
import pickle
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, NamedEntity, NameMention
from index.records import (
    PackedEntities,
    article_json,
    from_bytes,
    listed,
    packed,
    stored_article,
    to_bytes,
)

_TEXT = st.text('سالم\n"\\ ', max_size=9)
_MENTIONS = st.builds(
    NameMention, _TEXT, st.sampled_from(["title", "body"]), st.integers(0, 99), _TEXT
)
_NAMES = st.lists(
    st.builds(
        NamedEntity, _TEXT, st.lists(_MENTIONS, min_size=1, max_size=2).map(tuple), _TEXT, _TEXT
    ),
    max_size=3,
).map(tuple)
ARTICLES = st.builds(
    Article, id=st.just("1"), title=_TEXT, body=_TEXT, persons=_NAMES, organisations=_NAMES
)


@given(ARTICLES)
def test_packing_keeps_everything(article: Article) -> None:
    found = from_bytes(to_bytes(article))
    assert found == article
    assert article == found
    assert hash(found) == hash(article)
    assert to_bytes(found) == to_bytes(article)
    assert article_json(found) == article_json(article)
    assert stored_article(json.loads(json.dumps(article_json(found)))) == article


@given(ARTICLES)
def test_names_pass_from_process_to_process_as_they_are(article: Article) -> None:
    passed = pickle.loads(pickle.dumps(packed(article)))
    assert passed == article
    assert to_bytes(passed) == to_bytes(article)
    assert article_json(passed) == article_json(article)
    for name in ("persons", "organisations"):
        entities = getattr(article, name)
        assert bool(getattr(passed, name)) == bool(entities)
        assert len(getattr(packed(article), name)) == len(entities)
        assert listed(getattr(passed, name)) == listed(entities)


def test_names_are_read_when_they_are_looked_at() -> None:
    names = PackedEntities(b'[["\xd8\xb3",[["\xd8\xb3","body",3,""]],"",""]]')
    (only,) = names
    assert (only.name, only.mentions[0].start) == ("س", 3)
    assert (len(names), names[0], list(names[:1])) == (1, only, [only])
    assert names == (only,)
    assert names != ()
    article = Article(id="1", persons=(only,))
    assert replace(article, persons=names) == article


@pytest.mark.parametrize("record", [b"", b"x", to_bytes(Article(id="1"))[:-1]])
def test_what_is_none_is_told(record: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_bytes(record)
