"""Papers: right Thai text for every reader, the regulation's measures, nothing from outside."""

import hashlib
import io

import pypdf
import pytest
from django.core.exceptions import SuspiciousFileOperation
from fontTools import agl
from fontTools.ttLib import TTFont

from schoolcare.paper import pdf
from tests.paper_measure import assert_paper, measures
from tests.paper_reading import readers, text_by

WORDS = (
    *("ปู่", "ญี่ปุ่น", "กำลัง", "น้ำ", "ผู้ใหญ่บ้าน", "เก้าอี้", "ฐาน", "ญาติ", "ก๊วยเตี๋ยว", "ป้ำ", "ฟื้น"),
    *("ปี๊บ", "ฝ้าย", "ที่", "นี้", "ซื้อ", "ฤๅษี", "๑๒๓๔๕๖๗๘๙๐", "พ.ศ.", "การ", "ทำงาน", "บ้าน"),
)
PAGE = (
    '<html lang="th"><head><title>ก</title><style>@counter-style paper {{ system: extends thai }}'
    '</style></head><body class="{kind}">{body}</body></html>'
)
GARUDA = '<div class="garuda">ตราครุฑ</div>'


def page(body: str, kind: str = "report") -> str:
    return PAGE.format(body=body, kind=kind)


def letter(paragraphs: int) -> str:
    text = "ด้วยโรงเรียนกำหนดจัดประชุมผู้ปกครอง เพื่อรับทราบผลการเยี่ยมบ้านนักเรียน และพิจารณาร่วมกัน"
    paper = f'{GARUDA}<div class="body">{f"<p>{text}</p>" * paragraphs}</div>'
    return page(paper, "official")


@pytest.mark.parametrize("reader", ["pdftotext -raw", "pypdf", "pdfium"])
def test_text_of_the_22_words_is_found_by_every_reader(reader):
    body = f"<p>{' '.join(WORDS)}</p><p><b>{' '.join(WORDS)}</b></p>"

    text = text_by(reader, pdf.render_pdf(page(body), title="คำ"))

    assert [word for word in WORDS if text.count(word) < 2] == []


def test_pages_are_found_without_reading_tags():
    """Binding opens each of 1,200 forms: unpacking their tags would take twice the rest."""
    data = pdf.render_pdf(page("<p>ก</p>" * 3), title="ก")

    assert b"/Type /Page" in data
    assert b"/StructElem" not in data


@pytest.mark.parametrize("word", ["ปำ", "ฝ่ำ", "ต่ำ", "ญุฐฺ", "พุทฺธํ", "ฟื้นฟู", "office", "☐☑○◉✓"])
def test_text_of_rare_shapes_is_found(word):
    assert word in text_by("pypdf", pdf.render_pdf(page(f"<p>{word}</p>"), title="คำ"))


@pytest.mark.parametrize("sign", ["👩", "👍🏽", "中", "က", "\ue000"])
def test_sign_that_no_font_has_stops_no_paper(sign):
    found = readers(pdf.render_pdf(page(f"<p>น้ำ{sign}บ้าน</p>"), title="คำ"))

    assert f"น้ำ{sign}บ้าน" in found["pdfium"]
    assert f"น้ำ{sign}บ้าน" in found["pdftotext -raw"]


def test_map_of_glyphs_covers_every_code():
    made = pypdf.PdfReader(io.BytesIO(pdf.render_pdf(page("<p>น้ำ</p>"), title="คำ")))
    (font,) = made.pages[0]["/Resources"]["/Font"].values()

    assert b"<0000> <ffff>" in font["/ToUnicode"].get_data()


@pytest.mark.parametrize("name", pdf.FONTS.values())
def test_font_glyph_names_spell_their_characters(name):
    characters = TTFont(pdf.static_path(name)).getBestCmap()

    assert {chr(code): agl.toUnicode(glyph) for code, glyph in characters.items()} == {
        chr(code): chr(code) for code in characters
    }


def test_letter_of_two_pages_keeps_the_measures_of_the_regulation():
    html = letter(24)

    assert_paper(pdf.render_pdf(html, title="หนังสือเชิญประชุม"), "letter", html=html)


@pytest.mark.parametrize(
    ("spoilt", "measure"),
    [
        ("p { margin-left: -9mm }", "left margin"),
        ("p { font-size: 12pt }", "type sizes"),
        ("p { line-height: 24pt !important }", "line pitch"),
        (".garuda { height: 34mm !important }", "Garuda"),
        ("@page { @top-center { content: none } }", "number p2"),
    ],
)
def test_oracle_notices_a_spoilt_letter(spoilt, measure):
    html = letter(24).replace("</style>", f"{spoilt}</style>")

    found = {name: good for name, good, _ in measures(pdf.render_pdf(html, title="ก"), "letter")}

    assert not found[measure]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/a.png",
        "https://example.org/a.png",
        "file:///etc/passwd",
        "ftp://example.org/a",
        "static:../pyproject.toml",
        "static:../../etc/passwd",
        "static:/etc/passwd",
        "static:nothing.css",
        "stored:../../../etc/passwd",
        f"stored:{'a' * 64}/../x",
        "/etc/passwd",
    ],
)
def test_fetcher_refuses_what_is_not_the_papers_own(url):
    with pytest.raises((ValueError, OSError, SuspiciousFileOperation)):
        pdf.StaticOnlyFetcher().fetch(url)


def test_fetcher_opens_no_connection_for_a_paper(monkeypatch):
    def refuse(*args, **kwargs):
        pytest.fail("a paper opened a connection")

    monkeypatch.setattr("socket.create_connection", refuse)

    made = pdf.render_pdf(page('<img src="http://127.0.0.1:9/a.png" alt="ภาพ">บ้าน'), title="ก")

    assert "บ้าน" in text_by("pypdf", made)


def test_fetcher_gives_a_stored_file_by_its_hash(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    sha256 = hashlib.sha256(b"large").hexdigest()
    path = pdf.folder_path(sha256)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"large")
    fetch = pdf.StaticOnlyFetcher().fetch

    assert fetch(f"stored:{sha256}.600").read() == b"large"
    path.with_name(f"{sha256}.600").write_bytes(b"small")
    assert fetch(f"stored:{sha256}.600").read() == b"small"
    assert fetch(f"stored:{sha256}").read() == b"large"
