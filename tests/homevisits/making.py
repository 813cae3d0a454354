"""Visits for tests: started, answered, complete."""

import base64
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from homevisits.answers import StepAnswers
from homevisits.definition import definition_of
from homevisits.models import VisitRound
from homevisits.services import drafts, photos, visits
from tests.factories import make_user


def make_round(school, **fields):
    term = school.terms.get()
    return VisitRound.objects.create(
        **{"school": school, "term": term, "number": school.visit_rounds.count() + 1}
        | {"opens_on": term.starts_on, "closes_on": term.ends_on}
        | {"created_by": make_user(school=school)}
        | fields
    )


def make_visit(student, author, *, round_=None, **fields):
    """A fresh draft in `round_`, else in a round of its own (`fields`)."""
    return visits.start_visit(round_ or make_round(student.school, **fields), student, by=author)


def save(visit, step, *, texts=None, ticks=(), version=None, leave=visits.DRAFT):
    visit.refresh_from_db()
    return visits.save_step(
        *(visit, step, StepAnswers(dict(texts or {}), set(ticks))),
        by=visit.author,
        version=visit.version if version is None else version,
        leave=leave,
    )


def answered(visit, code):
    step = definition_of(visit.definition).step(code, visit.round.form)
    return drafts.stored(visit, drafts.items_of(visit, step))


def picture(colour="green", name="a.jpg"):
    out = BytesIO()
    Image.new("RGB", (800, 600), colour).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def draw():
    """A signature as a canvas gives it."""
    image = Image.new("RGBA", (300, 150))
    ImageDraw.Draw(image).line([(20, 20), (200, 100)], fill=(27, 39, 51, 255), width=4)
    out = BytesIO()
    image.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def complete(visit, author):
    """Everything that the OBEC form requires."""
    texts = {"mode": "home", "visited_on": "14/11/2569"}
    save(visit, "visit", texts=texts, ticks={("informant", "ya")}, leave=visits.DONE)
    save(visit, "income", texts={"household_count": "4"}, leave=visits.DONE)
    save(visit, "housing", ticks={("tenure", "own")}, leave=visits.DONE)
    save(visit, "evidence", texts={"guardian_signature.on_paper": "1"}, leave=visits.DONE)
    for kind, colour in (("outside", "green"), ("inside", "brown")):
        photos.add_photos(visit, [picture(colour)], kind=kind, by=author)
    visit.refresh_from_db()
    return visit


def hand_in_before(visit, teacher):
    """A visit of the same pupil in an earlier round, with danger ticks."""
    before = make_visit(visit.student, teacher)
    complete(before, teacher)
    save(before, "risk", ticks={("safety", "abused"), ("safety", "quarrels")})
    return visits.submit_visit(before, by=teacher)
