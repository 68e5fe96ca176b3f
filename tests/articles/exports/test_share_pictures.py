"""The picture of a page where its address is shared."""

import io
import re
from hashlib import sha256

import pytest
from PIL import Image

from articles.exports import share_picture
from articles.exports.share_picture import article_picture
from tests.addresses import ARTICLE, POLICY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", [POLICY, ARTICLE])
def test_a_page_names_its_picture_and_it_has_the_size_that_services_ask_for(client, shipped, page):
    named = re.search(r'og:image" content="http://testserver([^"]+)"', client.get(page).content.decode())[1]
    answer = client.get(named)
    assert (named, answer["Content-Type"]) == (f"{page[:-1]}.png", "image/png")
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    assert len(answer.content) < 100_000
    assert client.get(named, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_every_article_has_one_of_its_own(shipped, monkeypatch):
    """As drawn: nine tenths of the work is to make a PNG of it, as the pages above are asked for."""
    monkeypatch.setattr(share_picture, "_png", lambda image: sha256(image.tobytes()).digest())
    pictures = {article_picture(article, site_name="库") for article in shipped.articles.for_reading()}
    assert len(pictures) == 34
    assert None not in pictures


def test_a_character_that_the_font_lacks_gives_the_picture_of_the_site(client, article):
    lacking = article(25)
    assert article_picture(lacking, site_name="库")
    lacking.text = f"𠮷{lacking.text}"
    assert article_picture(lacking, site_name="库") is None


@pytest.mark.parametrize("path", [f"{POLICY}articles/99.png", "/policies/nothing.png"])
def test_what_is_not_there_has_none(client, shipped, path):
    assert client.get(path).status_code == 404
