"""Work plan, report and manual: what they say of which procedure, and the chart they draw."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from schoolcare import step_runs
from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.models import Procedure, ProcedureStep
from schoolcare.paper import flowchart, standard_table
from schoolcare.paper.lines import width, wrap
from schoolcare.procedures import plans
from tests.factories import make_school, make_user
from tests.paper_measure import assert_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def director(client, school):
    user = make_user(Role.DIRECTOR, school=school)
    client.force_login(user)
    return user


def asked(school, **more):
    day = {"date": "2026-11-21", "digits": "arabic"}
    return {"school": school.code, "year": "2569"} | day | more


def rows_of(paper):
    book = load_workbook(BytesIO(paper))
    return [[cell.value for cell in row] for row in book.active.iter_rows(min_row=2)]


def note(school, by, number, **fields):
    [care] = [one for one in plans(school, 2569) if one.procedure.code == "school-care"]
    run = step_runs.open_run(school, care.steps[number - 1].step, 0, 2569, by=by)
    for name, value in fields.items():
        setattr(run, name, value)
    return step_runs.note_run(run, by=by)


def test_plan_prints_every_time_of_every_step(school, director):
    paper = prepare("work-plan", asked(school, procedure="school-care"), user=director)

    html = paper.html()

    assert "งานสัมพันธ์ชุมชนประจำปี" not in html
    assert html.count("ประเมินผลการปฏิบัติงาน") == 2
    assert "มีนาคม–เมษายน" in html
    assert "(ภายใน 30 เม.ย. 2569)" in html
    assert_paper(paper.pdf(), "wide", html=html)


def test_report_tells_who_did_it_when_and_how_late(school, director):
    note(school, director, 1, done_on=date(2026, 4, 9), note="ทำแล้วนะ")
    note(school, director, 2, done_on=date(2026, 3, 9))

    paper = prepare("procedure-report", asked(school, procedure="school-care"), user=director)

    facts = paper.context()
    assert (facts["total"], facts["done"], facts["late"]) == (12, 2, 6)
    lates = [days for _step, _state, days in facts["plans"][0][1]]
    assert lates == [9, 0, 235, 205, 205, 0, 21, 0, 21, 0, 21, 0]
    assert "ทำแล้วนะ" in paper.html()
    assert str(director) in paper.html()
    assert_paper(paper.pdf(), "wide", html=paper.html())


def test_report_as_a_spreadsheet_has_a_row_a_time(client, school, director):
    url = reverse("document-sheet", args=["procedure-report"])

    answer = client.get(url, {"year": "2569", "procedure": "school-community"})

    rows = rows_of(answer.getvalue() if answer.streaming else answer.content)
    assert [row[2] for row in rows if row[0] == "งานสัมพันธ์ชุมชนประจำปี"][:2] == [
        "โครงการเยี่ยมบ้าน",
        "โครงการจัดหาทุน",
    ]


def test_manual_has_all_parts_in_their_order(school, director):
    paper = prepare("procedure-manual", asked(school, procedure="school-care"), user=director)

    html = paper.html()

    parts = ["ชื่อกระบวนการงาน", "วัตถุประสงค์", "ขอบเขตของงาน", "คำจำกัดความ", "ขั้นตอนการปฏิบัติงาน"]
    parts += ["Flow Chart", "แบบฟอร์มที่ใช้", "เอกสาร/หลักฐานอ้างอิง", "แบบฟอร์มสรุปมาตรฐานงาน"]
    parts += ["ผังขั้นตอน", "มาตรฐานคุณภาพงาน", "จุดเชื่อมต่อระหว่างหน้า"]
    places = [html.index(part) for part in parts]
    assert places == sorted(places)
    assert "แบบประเมินความพึงพอใจ" in html
    assert_paper(paper.pdf(), "report", html=html)


def test_manual_keeps_its_edited_text_for_each_procedure(client, school, director):
    url = reverse("document-print", args=["procedure-manual"])
    care = f"{url}?procedure=school-care&year=2569"
    form = client.get(care).context["form"]
    typed = {name: value for name, value in form.initial.items() if value is not None}

    client.post(care, typed | {"objective": "ของเราเอง", "date": "21/11/2569"})

    def text(code):
        return prepare("procedure-manual", asked(school, procedure=code), user=director).body

    assert text("school-care")["objective"] == "ของเราเอง"
    assert text("school-community")["objective"] != "ของเราเอง"


def test_manual_of_an_office_is_of_its_own_procedures(school):
    officer = make_user(Role.DISTRICT_OFFICER, district=school.district)
    office = {"district": school.district.code, "procedure": "school-care", "digits": "arabic"}

    paper = prepare("procedure-manual", office, user=officer)

    assert paper.procedure.level == "district"
    assert_paper(paper.pdf(), "report", html=paper.html())


def test_blank_forms_are_bound_behind_the_manual(school, director):
    bound = prepare("procedure-manual-forms", asked(school, procedure="school-care"), user=director)

    pages = [part.html() for part in bound.parts()]

    assert [form.slug for form in bound.blanks()] == ["homevisit-form", "student-record"]
    assert ["คู่มือการปฏิบัติงาน" in page for page in pages] == [True, False, False]


def steps(count, **fields):
    return [
        ProcedureStep(number=number, name=f"จัดทำทะเบียน {number}", periods=[[6, 6]], **fields)
        for number in range(1, count + 1)
    ]


def test_chart_begins_and_ends_and_has_an_arrow_between_each():
    [sheet] = flowchart.draw(steps(3))

    kinds = [shape.kind for shape in sheet.shapes]
    assert kinds == ["start", "activity", "activity", "activity", "end"]
    assert [way.points for way in sheet.ways] == [
        f"250,{upper.bottom} 250,{lower.y}"
        for upper, lower in zip(sheet.shapes, sheet.shapes[1:], strict=False)
    ]


def test_question_is_a_diamond_whose_no_leads_back():
    found = steps(3)
    found[2].question, found[2].back_to = "เห็นชอบหรือไม่", 1

    [sheet] = flowchart.draw(found)

    assert [shape.kind for shape in sheet.shapes][-2:] == ["decision", "end"]
    words = {way.word: way for way in sheet.ways if way.word}
    assert set(words) == {"ใช่", "ไม่ใช่"}
    assert words["ไม่ใช่"].corners[-1] == (100, sheet.shapes[1].middle)


def test_long_chart_goes_on_over_the_page_through_connectors():
    found = steps(40)
    found[39].question, found[39].back_to = "ครบหรือไม่", 1

    sheets = flowchart.draw(found)

    assert all(sheet.height <= flowchart.PAGE for sheet in sheets)
    ends = [(sheet.shapes[0].kind, sheet.shapes[-1].kind) for sheet in sheets]
    middle = [("connector", "connector")] * (len(sheets) - 2)
    assert ends == [("start", "connector"), *middle, ("connector", "end")]
    letters = [(one.shapes[0].lines[0][1], one.shapes[-1].lines[0][1]) for one in sheets[:3]]
    assert [leave for _come, leave in letters[:2]] == [come for come, _leave in letters[1:]]
    assert "ไม่ใช่ กลับไปขั้นที่ 1" in {way.word for way in sheets[-1].ways}


def test_lines_break_between_thai_words():
    text = "จัดทำทะเบียนกรรมการสถานศึกษาขั้นพื้นฐาน โดยประสานงานกับสถานศึกษาในสังกัด"

    lines = wrap(text, 15, 280)

    assert lines == ["จัดทำทะเบียนกรรมการสถานศึกษาขั้นพื้นฐาน", "โดยประสานงานกับสถานศึกษาในสังกัด"]
    assert all(width(line, 15) <= 280 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert {line[0] for line in lines} & set("ะาิีึืุู่้๊๋์ัำ") == set()


def test_procedure_without_steps_has_a_manual_all_the_same(school, director):
    Procedure.objects.create(code="empty", name="ว่าง", level="school")

    paper = prepare("procedure-manual", asked(school, procedure="empty"), user=director)

    html = paper.html()
    assert "ยังไม่มีขั้นตอน" in html
    assert "6. Flow Chart" in html  # no number is left out


def test_table_goes_on_over_the_page_through_connectors():
    found = steps(40)

    tables = standard_table.pages(found, "")

    ends = [(rows[0][1].shapes[0], rows[-1][1].shapes[-1]) for rows in tables]
    kinds = [(first.kind, last.kind) for first, last in ends]
    middle = [("connector", "connector")] * (len(tables) - 2)
    assert kinds == [("start", "connector"), *middle, ("connector", "end")]
    letters = [(first.lines[0][1], last.lines[0][1]) for first, last in ends]
    assert [before for before, _after in letters[1:]] == [after for _before, after in letters[:-1]]


def test_table_below_many_words_begins_on_a_page_of_its_own():
    words = "คำอธิบาย\n" * 20

    rows = [len(standard_table.pages(steps(9), above)[0]) for above in ("", "สั้น\n" * 9, words)]

    assert (rows, standard_table.is_apart(words)) == ([9, 6, 9], True)
