"""Papers read strictly: the same tree as of a parser that takes any HTML, or that parser's own."""

from xml.etree.ElementTree import ParseError

import pytest

from schoolcare.paper import markup, pdf
from tests.paper_reading import lax_body, shape, text_by

PAGE = '<!doctype html>\n<html lang="th"><head><title>ก</title></head><body>{}</body></html>'


@pytest.mark.parametrize(
    "body",
    [
        "<p>บรรทัด<br>ใหม่ &ensp; &lt;br&gt; &amp;ensp; &#x27;ก&#39;</p>",
        '<table><colgroup><col style="width:9mm"><col></colgroup><tbody></tbody></table>',
        '<p><img src="data:image/png,%3C%3E" alt="ก &gt; ข"> <img src="static:a" alt=""></p>',
        '<svg viewBox="0 0 2 2"><path d="M0 0"/><circle r="1"></circle></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" width="2"><path d="M0 0"/></svg>',
        '<hr class="short"><ol><li>ก</li></ol>',
    ],
)
def test_tree_is_that_of_any_parser(body):
    html = PAGE.format(body)

    assert shape(markup.tree(html).find("body")) == lax_body(html)


def test_tree_keeps_a_drawing_inside_a_style_sheet():
    style = ".a { background: url('data:image/svg+xml,<svg><path/><br></svg>') } p > b { top: 0 }"
    html = PAGE.format("ก").replace("</head>", f"<style>{style}</style></head>")

    assert markup.tree(html).findtext("head/style") == style


@pytest.mark.parametrize("body", ["<p>ก<p>น้ำ", "<p class=a>น้ำ</p>", "<p>น้ำ\x0b</p>", "<b>ก</i>น้ำ"])
def test_what_is_not_strict_is_read_by_the_other_parser(body):
    html = PAGE.format(body)

    with pytest.raises(ParseError):
        markup.tree(html)
    assert "น้ำ" in text_by("pdfium", pdf.render_pdf(html, title="ก"))
