"""The sheet in the place of WeasyPrint's own: the same look, and every element of a paper in it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from weasyprint import HTML

from schoolcare.paper import pdf
from tests.paper_reading import picture

PAGE = (
    '<html lang="th"><head><title>ก</title><style>@counter-style paper {{ system: extends thai }}'
    '</style></head><body class="{}">{}</body></html>'
)
INLINE = {"span", "svg", "path", "circle", "rect", "polygon", "polyline", "g"}
BODIES = {
    "official": '<h1>ก</h1><hr class="short"><p>น<br>น้ำ <b>ข</b> <i>ค</i></p>',
    "report": "<table><thead><tr><th>ก</th></tr></thead><tr><td>๑</td></tr></table>",
    "wide": '<table class="grid"><tr><th>ก<small>ข</small></th><td>๑</td></tr></table>',
    "form": "<h2>ก</h2><dl><dt>ก</dt><dd>ข</dd></dl><ol><li>ก</li></ol><ul><li>ข</li></ul>",
    "minutes": "<header><h3>ก</h3></header><figure>ร<figcaption>ข</figcaption></figure><em>ฉ</em>",
}


@pytest.mark.parametrize("kind", BODIES)
def test_papers_look_as_by_the_whole_sheet(kind, monkeypatch):
    html = PAGE.format(kind, BODIES[kind])
    ours = picture(pdf.render_pdf(html, title="ก"))
    monkeypatch.setattr(pdf.Paper, "_ua_stylesheets", HTML._ua_stylesheets)

    assert ours == picture(pdf.render_pdf(html, title="ก"))


def test_every_element_of_a_paper_is_known_to_the_sheet():
    css = pdf.static_path(pdf.ELEMENTS).read_text()
    known = set(
        re.findall(r"[a-z][a-z0-9]*", re.sub(r"/\*.*?\*/|\{[^}]*\}", "", css, flags=re.DOTALL))
    )
    papers = Path(settings.BASE_DIR, "templates").glob("**/print/**/*.html")
    used = {tag for paper in papers for tag in re.findall(r"<([a-z][a-z0-9]*)", paper.read_text())}

    assert used - known - INLINE == set()
