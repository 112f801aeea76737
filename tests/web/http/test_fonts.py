"""The fonts: whole, compressed for who can read it, and named by the style sheet."""

import brotli
import pytest
from flask.testing import FlaskClient

from web.http.fonts import FONTS


@pytest.mark.parametrize("name", FONTS)
def test_a_font_comes_whole_and_compressed(client: FlaskClient, name: str) -> None:
    path = f"/fonts/{name}.ttf"
    plain = client.get(path)
    assert plain.mimetype == "font/ttf"
    assert plain.data[:4] == b"\x00\x01\x00\x00"
    packed = client.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(packed.data) == plain.data
    assert "immutable" in packed.headers["Cache-Control"]
    refused = client.get(path, headers={"Accept-Encoding": "br;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_the_style_sheet_names_every_font(client: FlaskClient) -> None:
    sheet = client.get("/en/fonts.css").get_data(as_text=True)
    for name, font in FONTS.items():
        assert f'url("/fonts/{name}.ttf")' in sheet
        assert f'"{font.family}"' in sheet


def test_no_other_font(client: FlaskClient) -> None:
    assert client.get("/fonts/none.ttf").status_code == 404
