"""The school of the insider: whatever the addresses of tests/access_rows.py are about."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.utils import timezone

from committee.models import (
    Attendance,
    Board,
    BoardNetwork,
    Circular,
    Confirmation,
    Member,
    Order,
    OrderLine,
    Remark,
    Seat,
    Training,
)
from committee.services import boards as board_services
from committee.services import circulars
from homevisits.models import HomeVisit, Status, VisitPhoto, VisitRound, VisitSignature
from schoolcare import audit, files, numbering
from schoolcare.access import Role
from schoolcare.grants import DISTRICT_ROLES, SCHOOL_ROLES
from schoolcare.models import (
    ImportBatch,
    Job,
    Network,
    NumberEntry,
    Register,
    School,
    StoredFile,
    User,
    Village,
)
from students.models import Adviser, Classroom, Student
from tests.committee.making import make_board
from tests.committee.meeting_factory import make_attendance, make_link, make_meeting
from tests.committee.order_making import draft, make_selecting, propose
from tests.community.making_projects import make_project
from tests.factories import (
    make_classroom,
    make_school,
    make_student,
    make_term,
    make_user,
)
from tests.homevisits import making


@dataclass
class Place:
    """A school with a class, a pupil, and one person who holds every role there and above it."""

    school: School

    @cached_property
    def everybody(self) -> User:
        user = make_user(*SCHOOL_ROLES, school=self.school)
        for role in DISTRICT_ROLES:
            user.memberships.create(role=role, district=self.school.district)
        Adviser.objects.create(classroom=self.classroom, user=user)
        return user

    @cached_property
    def classroom(self) -> Classroom:
        return make_classroom(self.school)

    @cached_property
    def student(self) -> Student:
        return make_student(self.classroom)

    @cached_property
    def network(self) -> Network:
        return Network.objects.create(district=self.school.district, name="กลุ่มหนึ่ง")

    @cached_property
    def village(self) -> Village:
        village = Village.objects.create(name="บ้านหนึ่ง")
        village.schools.add(self.school)
        return village

    @cached_property
    def batch(self) -> ImportBatch:
        return ImportBatch.objects.create(
            kind="students", school=self.school, file_name="a.csv", sha256="0" * 64
        )

    @cached_property
    def board_batch(self) -> ImportBatch:
        return ImportBatch.objects.create(
            kind="committee", school=self.school, file_name="b.csv", sha256="1" * 64
        )

    def done(self, batch: ImportBatch) -> ImportBatch:
        """Imported, with a file of rows that were refused."""
        batch.file = self.picture()
        batch.state, batch.rejected = ImportBatch.State.COMMITTED, 1
        batch.save()
        return batch

    @cached_property
    def job(self) -> Job:
        return Job.objects.create(
            kind="document", title="งาน", asked_by=self.everybody, school=self.school
        )

    @cached_property
    def visit_round(self) -> VisitRound:
        return making.make_round(self.school)

    @cached_property
    def draft(self) -> HomeVisit:
        status = Status.DRAFT
        return making.make_visit(self.visit_round, self.student, self.everybody, status)

    @cached_property
    def visit(self) -> HomeVisit:
        return making.make_visit(self.visit_round, self.student, self.everybody)

    def picture(self) -> StoredFile:
        return files.store_image(making.picture(), school=self.school, by=self.everybody)

    @cached_property
    def photo(self) -> VisitPhoto:
        return self.draft.photos.create(file=self.picture())

    @cached_property
    def signature(self) -> VisitSignature:
        return self.draft.signatures.create(signer="guardian", file=self.picture())

    @cached_property
    def board(self) -> Board:
        """A full board with a scanned order, whose chair has a photo."""
        board = make_board(self.school)
        board.order_scan = self.picture()
        board.save()
        board.members.filter(seat=Seat.CHAIR).update(photo=self.picture())
        return board

    @cached_property
    def member(self) -> Member:
        return self.board.members.get(seat=Seat.CHAIR)

    @cached_property
    def invitee(self) -> Attendance:
        """The person themself, as the chair, at a meeting of a week ahead; with a link."""
        Member.objects.filter(pk=self.member.pk).update(user=self.everybody)
        facts = {"planned_by": self.everybody, "body": SECRET}
        facts["held_on"] = timezone.localdate() + timedelta(days=7)
        meeting = make_meeting(board=self.board, **facts)
        return make_link(make_attendance(meeting, member=self.member)).attendance

    @cached_property
    def said(self) -> Confirmation:
        """The registry as it was confirmed this year."""
        return board_services.confirm(self.board, by=self.everybody)

    @cached_property
    def remark(self) -> Remark:
        facts = {"field": "order", "text": "ไม่ตรงสำเนา", "made_by": self.everybody}
        return Remark.objects.create(confirmation=self.said, **facts)

    @cached_property
    def draft_circular(self) -> Circular:
        office = self.school.district
        facts = {"subject": "เรื่อง", "text": "ข้อความ", "made_by": self.everybody}
        return Circular.objects.create(district=office, **facts)

    @cached_property
    def circular(self) -> Circular:
        """Sent to the school, which has not opened it."""
        return circulars.send(self.draft_circular, by=self.everybody)

    @cached_property
    def board_network(self) -> BoardNetwork:
        """Of the school alone, whose board has a chair."""
        assert self.board
        office = self.school.district
        network = BoardNetwork.objects.create(district=office, name="เครือข่ายหนึ่ง")
        network.schools.add(self.school)
        return network

    @cached_property
    def training(self) -> Training:
        """With the board's chair on its list, for three hours."""
        facts = {"title": "อบรม", "starts_on": timezone.localdate(), "hours": 3, "place": "ห้อง"}
        office = self.school.district
        training = Training.objects.create(district=office, made_by=self.everybody, **facts)
        name = {"member": self.member, "school": self.school, "name": str(self.member)}
        training.trainees.create(hours=3, **name)
        return training

    @cached_property
    def order_line(self) -> OrderLine:
        """A board that the school has proposed and that waits for the office's order."""
        return propose(make_selecting(self.school, number=9), self.everybody)

    @cached_property
    def order(self) -> Order:
        return draft(self.everybody, self.order_line)

    @cached_property
    def colleague(self) -> User:
        return make_user(Role.TEACHER, school=self.school)

    def take_number(self) -> NumberEntry:
        asked = {"dated_on": timezone.localdate(), "subject": SECRET, "by": self.everybody}
        return numbering.take(self.school, Register.SENT, **asked)


def make_place() -> Place:
    school = make_school()
    make_term(school)
    return Place(school)


SECRET = "ลับเฉพาะเรา"


def fill(place: Place) -> Place:
    """A row of every kind, each with the secret word in the name that lists show."""
    School.objects.filter(pk=place.school.pk).update(name=SECRET)
    place.school.refresh_from_db()
    for person in (place.student, place.colleague):
        person.first_name = SECRET
        person.save()
    batches = ImportBatch.objects.filter(pk__in=[place.batch.pk, place.board_batch.pk])
    batches.update(file_name=SECRET)
    done = {"title": SECRET, "state": Job.State.DONE, "finished_at": timezone.now()}
    Job.objects.filter(pk=place.job.pk).update(**done)
    Member.objects.filter(pk=place.member.pk).update(first_name=SECRET)
    assert place.order_line
    Circular.objects.filter(pk=place.circular.pk).update(subject=SECRET)
    Training.objects.filter(pk=place.training.pk).update(title=SECRET)
    place.training.trainees.update(name=SECRET)
    BoardNetwork.objects.filter(pk=place.board_network.pk).update(name=SECRET)
    place.take_number()
    assert place.invitee
    make_project(place.school, place.everybody, name=SECRET)
    making.make_follow_up(place.visit, what=SECRET)
    making.make_alert(place.visit)
    audit.record("school.secret", place.village, by=None, school_id=place.school.pk)
    return place
