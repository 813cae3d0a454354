"""Binding: order, title, labels, and tags that still lead to their pages."""

from io import BytesIO

import pikepdf
import pytest

from schoolcare.paper import binding, pdf

PAGE = '<html lang="th"><head><title>ก</title></head><body class="minutes">{}</body></html>'


@pytest.fixture
def part() -> bytes:
    """Two pages, a link on the first."""
    body = '<h1>หัวข้อ</h1><p><a href="https://example.org/">ก</a></p><p class="new">ข</p>'
    return pdf.render_pdf(PAGE.format(body), title="ก")


@pytest.fixture
def target(tmp_path):
    return tmp_path / "pack.pdf"


def test_merge_sets_title_language_and_page_labels(part, target, tmp_path):
    (tmp_path / "part.pdf").write_bytes(part)

    pages = binding.merge(
        [part, tmp_path / "part.pdf"], target, title="รวมเล่ม", page_labels=["๑-", "๒-"]
    )

    assert pages == 4
    with pikepdf.open(target) as pack:
        assert [page.label for page in pack.pages] == ["๑-1", "๑-2", "๒-1", "๒-2"]
        assert str(pack.docinfo["/Title"]) == "รวมเล่ม"
        assert str(pack.Root.Lang) == "th"
        assert pack.Root.ViewerPreferences.DisplayDocTitle is True
        assert pack.open_metadata()["dc:title"] == "รวมเล่ม"


def test_merge_without_labels_numbers_through(part, target):
    binding.merge([part, part], target, title="รวมเล่ม")

    with pikepdf.open(target) as pack:
        assert [page.label for page in pack.pages] == ["1", "2", "3", "4"]


def test_merge_keeps_the_tags_of_every_page_and_link(part, target):
    binding.merge([part, part, part], target, title="รวมเล่ม")

    with pikepdf.open(target) as pack:
        root = pack.Root.StructTreeRoot
        numbers = list(root.ParentTree.Nums)
        elements = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        assert len(elements) == root.ParentTreeNextKey == 9
        assert [str(one.S) for one in root.K[0].K] == ["/Part"] * 3
        for page in pack.pages:
            found = elements[int(page.obj.StructParents)]
            assert {one.Pg.objgen for one in found} == {page.obj.objgen}
        links = [link for page in pack.pages for link in page.obj.get("/Annots", [])]
        assert [str(elements[int(link.StructParent)].S) for link in links] == ["/Link"] * 3


def test_merge_drops_the_tags_of_a_long_pack(part, target, monkeypatch):
    monkeypatch.setattr(binding, "TAGGED_PAGES", 5)

    assert binding.merge([part, part, part], target, title="รวมเล่ม") == 6

    with pikepdf.open(target) as pack:
        assert "/StructTreeRoot" not in pack.Root
        assert "/MarkInfo" not in pack.Root


def test_merge_takes_a_part_without_tags(part, target):
    plain = BytesIO()
    with pikepdf.open(BytesIO(part)) as document:
        del document.Root.StructTreeRoot
        document.save(plain)

    assert binding.merge([plain.getvalue(), part], target, title="รวมเล่ม") == 4
