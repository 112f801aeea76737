"""What Jinja is made to write shorter is what it wrote before."""

import pytest
from flask import Flask, render_template_string
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Undefined
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from markupsafe import Markup, escape

from web.http.generating import written


@given(st.text() | st.integers() | st.floats() | st.none() | st.text().map(Markup))
def test_a_value_is_written_as_markupsafe_escapes_it(value: object) -> None:
    assert written(value) == str(escape(value))


def test_what_is_not_defined_is_written_as_nothing() -> None:
    assert written(Undefined()) == ""


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{ value }}", "&lt;b&gt; &amp; &#34;c&#34; &#39;d&#39;"),
        ("{{ value|safe }}", "<b> & \"c\" 'd'"),
        ("{{ value|upper }}", "&lt;B&gt; &amp; &#34;C&#34; &#39;D&#39;"),
        ("{{ 'x' if false }}|{{ nothing }}", "|"),
        ("{% autoescape false %}{{ value }}{% endautoescape %}", "<b> & \"c\" 'd'"),
        ("{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ m('&') }}", "<i>&amp;</i>"),
        ("{% set x %}<i>{{ '&' }}</i>{% endset %}{{ x }}", "<i>&amp;</i>"),
        ("{{ labels.number(1234) }}", "1,234"),
        ("{{ _('Search') }} {{ _('100 %%') }}", "بحث 100 %"),
        ("{{ _('at most %(number)s letters', number='<') }}", "&lt; حرفًا على الأكثر"),
        ("{% for row in rows %}{{ row.real }}{% endfor %}", "12"),
    ],
)
def test_templates(app: Flask, template: str, shown: str) -> None:
    with app.test_request_context("/"):
        found = render_template_string(template, value="<b> & \"c\" 'd'", rows=(1, 2))
    assert found == shown


def test_where_no_compiled_template_can_be_kept_it_is_compiled_anew(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: FileSystemBytecodeCache, bucket: Bucket) -> None:
        raise PermissionError

    monkeypatch.setattr(FileSystemBytecodeCache, "dump_bytecode", refuse)
    cache = app.jinja_env.bytecode_cache
    assert cache is not None
    cache.set_bucket(Bucket(app.jinja_env, "key", "checksum"))


def test_a_compiled_template_is_of_its_source_and_of_how_it_was_compiled(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = app.jinja_env.bytecode_cache
    assert cache is not None
    before = cache.get_source_checksum("a")
    assert cache.get_source_checksum("b") != before
    monkeypatch.setattr("jinja2.__version__", "0")
    assert cache.get_source_checksum("a") != before
