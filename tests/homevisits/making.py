"""Rounds, visits, alerts and follow-ups for tests.

`make_visit` puts a row as it would stand after being handed in (or in another state);
`make_draft` starts a visit as a teacher does, `save` and `complete` fill it through the services.
"""

import base64
from datetime import date, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from homevisits.answers import StepAnswers
from homevisits.definition import CURRENT, definition_of
from homevisits.models import FollowUp, HomeVisit, ProtectionAlert, Status, VisitRound, VisitTick
from homevisits.services import drafts, photos, visits
from schoolcare.models import Term
from tests.factories import make_term, make_user

# ---- rows ---------------------------------------------------------------------------------------


def make_round(school, **fields) -> VisitRound:
    """A running round in the school's newest term."""
    today = timezone.localdate()
    term = Term.objects.filter(school=school).first() or make_term(school)
    return VisitRound.objects.create(
        **{"school": school, "term": term, "number": term.visit_rounds.count() + 1}
        | {"opens_on": today - timedelta(days=10), "closes_on": today + timedelta(days=9)}
        | {"created_by": fields.pop("created_by", None) or make_user(school=school)}
        | fields
    )


def make_visit(visit_round, student, author, status=Status.SUBMITTED, **fields) -> HomeVisit:
    """A visit of the pupil in their open class, handed in unless said otherwise."""
    enrolment = student.enrolments.get(ends_on=None)
    handed_in = {"submitted_at": timezone.now()} if status != Status.DRAFT else {}
    return HomeVisit.objects.create(
        **{"round": visit_round, "student": student, "classroom": enrolment.classroom}
        | {"author": author, "status": status, "definition": CURRENT.version}
        | {"visited_on": date(2026, 11, 14)}
        | handed_in
        | fields
    )


def tick_danger(visit, item="safety", option="abused") -> VisitTick:
    return VisitTick.objects.create(visit=visit, item=item, option=option, is_danger=True)


def make_alert(visit, **fields) -> ProtectionAlert:
    return ProtectionAlert.objects.create(
        **{"visit": visit, "student": visit.student, "raised_by": visit.author}
        | {"kinds": ["safety.abused"]}
        | fields
    )


def make_follow_up(visit, **fields) -> FollowUp:
    return FollowUp.objects.create(
        **{"visit": visit, "due_on": date(2026, 11, 16), "what": "เรื่องที่ตกลงไว้"} | fields
    )


# ---- through the services -----------------------------------------------------------------------


def make_draft(student, author, *, round_=None, **fields) -> HomeVisit:
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
    before = make_draft(visit.student, teacher)
    complete(before, teacher)
    save(before, "risk", ticks={("safety", "abused"), ("safety", "quarrels")})
    return visits.submit_visit(before, by=teacher)


# ---- uploads ------------------------------------------------------------------------------------


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
