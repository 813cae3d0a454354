"""Only rules that a paper can use, and rules of tables joined: quicker, and the same look."""

import re

import pytest
from weasyprint import CSS, draw

from schoolcare.paper import pdf, rulings
from schoolcare.paper.rules import Sheet
from tests.paper_reading import picture

PAGE = (
    '<html lang="th"><head><title>ก</title><style>@counter-style paper {{ system: extends thai }}'
    '{css}</style></head><body class="report">{body}</body></html>'
)
ROWS = "<tr><td>๑</td><td colspan=2>ก</td></tr><tr><td>๒</td><td>ข</td><td>ค</td></tr>" * 4
TABLE = f'<table class="grid"><thead><tr><th>ก</th><th>ข</th><th>ค</th></tr></thead>{ROWS}</table>'
FORM = '<p class="fill"><b>ก</b> <i class="v">ข</i></p><p class="set">ก <i class="v m14"></i></p>'


def page(body: str, css: str = "") -> str:
    return PAGE.format(body=body, css=css).replace("colspan=2", 'colspan="2"')


def asked(css: str, classes: str) -> int:
    """How many selectors of the sheet a paper with these classes can use."""
    used = Sheet(css).for_paper(f'<p class="{classes}">')
    return used.matcher.order


@pytest.mark.parametrize(
    ("classes", "count"), [("", 2), ("a", 4), ("b", 3), ("a b", 6), ("c", 2), ("ab", 2)]
)
def test_rules_of_absent_classes_are_left_out(classes, count):
    css = "p { color: red } .a, .b { margin: 0 } .a .b p { margin: 0 } p:not(.c) { margin: 1pt }"

    assert asked(css + ".a > i::before { content: 'ก' }", classes) == count


def test_rules_keep_their_order():
    sheet = Sheet(".a { margin: 0 } .b { margin: 1pt } .a { margin: 2pt }")
    entries = sheet.for_paper('<p class="a">').matcher.class_selectors["a"]

    assert [payload[0][0][1].value for *_, payload in entries] == [0, 2]


def test_no_selector_of_papers_has_a_comma_in_brackets():
    """They are told apart at their commas."""
    css = pdf.static_path(pdf.STYLESHEET).read_text()

    assert re.findall(r":(?:is|where|has|not)\([^)]*,[^)]*\)", css) == []


def test_papers_look_as_by_every_rule(monkeypatch):
    html = page(TABLE + FORM)
    ours = picture(pdf.render_pdf(html, title="ก"))
    every = CSS(string="", **pdf.stylesheet().parts)
    monkeypatch.setattr(Sheet, "for_paper", lambda self, html: every)

    assert ours == picture(pdf.render_pdf(html, title="ก"))


@pytest.mark.parametrize(
    "css",
    [
        "",
        ".grid td + td { border: 1pt dashed #900 }",
        ".grid td { border-color: #090; border-width: .5pt 0 }",
        ".grid td { border: 2pt double #000 } .grid th { border: 0 }",
    ],
)
def test_joined_rules_look_as_those_drawn_alone(css, monkeypatch):
    html = page(TABLE, css)
    ours = picture(pdf.render_pdf(html, title="ก"))
    monkeypatch.setattr(draw, "draw_collapsed_borders", rulings._drawn_alone)
    alone = picture(pdf.render_pdf(html, title="ก"))

    apart = [abs(one - other) for one, other in zip(ours, alone, strict=True) if one != other]
    assert max(apart) < 80  # of 255, where edges lay over each other's ends
    assert len(apart) < 2000  # of six million


def test_edges_that_go_on_in_each_other_are_one_line():
    lying = [((0.0, 5.0), (4.0, 5.0)), ((3.9, 5.0), (9.0, 5.0)), ((12.0, 5.0), (13.0, 5.0))]
    standing = [((2.0, 8.0), (2.0, 9.0)), ((2.0, 0.0), (2.0, 8.0))]

    assert list(rulings.joined(lying + standing)) == [
        ((0.0, 5.0), (9.0, 5.0)),
        ((12.0, 5.0), (13.0, 5.0)),
        ((2.0, 0.0), (2.0, 9.0)),
    ]
