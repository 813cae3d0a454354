"""Meetings of boards, teams and panels: when and where, and how far their minutes are."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from committee.models.boards import Board
from committee.models.networks import BoardNetwork
from schoolcare.access import OfficeQuerySet, one_place
from schoolcare.models import District, School

MIN_YEAR, MAX_YEAR = 2400, 2700


class AgendaForm(models.TextChoices):
    """The standard headings (admin.md §1.12); the shorter form merges the third and fourth."""

    SIX = "six", "หกวาระ"
    FIVE = "five", "ห้าวาระ (รวมเรื่องสืบเนื่องกับเรื่องเพื่อทราบ)"


class MeetingSettings(models.Model):
    """How one school or office counts its meetings and how early it calls them.

    Without a row: by calendar year (admin.md §1.6), called 7 days before, six headings.
    """

    class CountedBy(models.TextChoices):
        CALENDAR = "calendar", "ปีปฏิทิน"
        ACADEMIC = "academic", "ปีการศึกษา"

    school = models.OneToOneField(
        School, models.CASCADE, null=True, blank=True, related_name="meeting_settings"
    )
    district = models.OneToOneField(
        District, models.CASCADE, null=True, blank=True, related_name="meeting_settings"
    )
    counted_by = models.CharField(
        "นับครั้งที่ประชุมตาม", max_length=10, choices=CountedBy, default=CountedBy.CALENDAR
    )
    notice_days = models.PositiveSmallIntegerField("เชิญประชุมล่วงหน้าอย่างน้อย (วัน)", default=7)
    agenda_form = models.CharField(
        "รูปแบบระเบียบวาระ", max_length=4, choices=AgendaForm, default=AgendaForm.SIX
    )

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "การตั้งค่าการประชุม"
        constraints = [
            models.CheckConstraint(condition=one_place(), name="meeting_settings_one_place"),
            models.CheckConstraint(
                condition=Q(notice_days__lte=60), name="meeting_settings_notice"
            ),
        ]

    def __str__(self) -> str:
        return str(self.school or self.district)


class MeetingQuerySet(OfficeQuerySet):
    def standing(self) -> "MeetingQuerySet":
        """All but the cancelled ones."""
        return self.exclude(state=Meeting.State.CANCELLED)

    def same_body(self, meeting: "Meeting") -> "MeetingQuerySet":
        """The meetings, this one too, that are numbered in one row and follow up each other.

        A school has one board, whatever it is called; other bodies go by their name.
        """
        rows = self.filter(
            school=meeting.school_id, district=meeting.district_id, kind=meeting.kind
        )
        return rows if meeting.kind == Meeting.Kind.BOARD else rows.filter(body=meeting.body)

    def before(self, meeting: "Meeting") -> "MeetingQuerySet":
        """Held by the same body before this one, the latest first."""
        earlier = Q(held_on__lt=meeting.held_on)
        earlier |= Q(held_on=meeting.held_on, starts_at__lt=meeting.starts_at)
        held = self.same_body(meeting).filter(earlier, state=Meeting.State.HELD)
        return held.exclude(pk=meeting.pk).order_by("-held_on", "-starts_at", "-pk")

    def next_planned(self, meeting: "Meeting") -> "Meeting | None":
        """The planned meeting of the same body that comes first, be it this one."""
        planned = self.same_body(meeting).filter(state=Meeting.State.PLANNED)
        return planned.order_by("held_on", "starts_at", "pk").first()


class Meeting(models.Model):
    """One meeting of one body of a school or an office.

    `number`/`year` is ครั้งที่: within one body and year it is given once; a cancelled meeting
    gives it up, for what is counted is meetings held. Only a board's meeting has a `board`.
    `version` counts saves of the plan, `minutes_version` saves of the minutes' texts.
    """

    class Kind(models.TextChoices):
        BOARD = "board", "คณะกรรมการสถานศึกษา"
        DISTRICT = "district", "ประชุมของหน่วยงาน/คณะกรรมการของเขต"
        LEAD = "lead", "ทีมนำ"
        COORDINATE = "coordinate", "ทีมประสาน"
        WORK = "work", "ทีมทำ"
        STAFF = "staff", "ประชุมครู"
        PARENTS = "parents", "เครือข่ายผู้ปกครอง"
        PANEL = "panel", "คณะกรรมการพิจารณา"
        NETWORK = "network", "เครือข่ายคณะกรรมการ"
        IMPROVEMENT = "improvement", "ประชุมเพื่อพัฒนาปรับปรุง"
        OTHER = "other", "อื่น ๆ"

    class State(models.TextChoices):
        PLANNED = "planned", "กำหนดประชุม"
        HELD = "held", "ประชุมแล้ว"
        CANCELLED = "cancelled", "ยกเลิก"

    class Minutes(models.TextChoices):
        DRAFT = "draft", "ร่าง"
        PROPOSED = "proposed", "เสนอรับรอง"
        ADOPTED = "adopted", "รับรองแล้ว"

    OF_EVERYBODY = (Kind.STAFF, Kind.DISTRICT, Kind.IMPROVEMENT, Kind.OTHER)
    SCHOOL_PATH = "school"
    DISTRICT_PATH = "district"

    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    kind = models.CharField("ประเภทการประชุม", max_length=12, choices=Kind)
    board = models.ForeignKey(
        Board,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name="คณะกรรมการชุด",
    )
    network = models.ForeignKey(
        BoardNetwork,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name="เครือข่าย",
    )
    body = models.CharField("ชื่อคณะที่ประชุม", max_length=200, db_collation="thai")
    number = models.PositiveSmallIntegerField("ครั้งที่")
    year = models.PositiveSmallIntegerField("ปี พ.ศ.")
    held_on = models.DateField("วันประชุม")
    starts_at = models.TimeField("เริ่มประชุมเวลา")
    ends_at = models.TimeField("เลิกประชุมเวลา", null=True, blank=True)
    place = models.CharField("สถานที่ประชุม", max_length=200)
    called_on = models.DateField("วันที่ออกหนังสือเชิญ", null=True, blank=True)
    agenda_form = models.CharField(
        "รูปแบบระเบียบวาระ", max_length=4, choices=AgendaForm, default=AgendaForm.SIX
    )
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.PLANNED)
    cancel_reason = models.CharField("เหตุที่ยกเลิก", max_length=200, blank=True)
    opened_present = models.PositiveSmallIntegerField("มาประชุมเมื่อเริ่ม", null=True, blank=True)
    opened_counting = models.PositiveSmallIntegerField("ผู้นับองค์ประชุมเมื่อเริ่ม", null=True, blank=True)
    opening = models.TextField("ก่อนระเบียบวาระ", blank=True)
    minutes_state = models.CharField(
        "สถานะรายงานการประชุม", max_length=10, choices=Minutes, default=Minutes.DRAFT
    )
    adopted_at_meeting = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="adopted_minutes",
        verbose_name="รับรองในการประชุม",
    )
    adopted_note = models.CharField("การรับรอง", max_length=500, blank=True)
    minute_taker = models.CharField("ผู้จดรายงานการประชุม", max_length=150, blank=True)
    minute_checker = models.CharField("ผู้ตรวจรายงานการประชุม", max_length=150, blank=True)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้กำหนดการประชุม"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    minutes_version = models.PositiveIntegerField(default=1, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "การประชุม"
        ordering = ["-held_on", "-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["school", "held_on"], name="meeting_school_day"),
            models.Index(fields=["district", "held_on"], name="meeting_district_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=one_place(), name="meeting_one_place"),
            models.CheckConstraint(
                condition=Q(kind="board", board__isnull=False, school__isnull=False)
                | (~Q(kind="board") & Q(board=None)),
                name="meeting_board_kind",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="meeting_from_one"),
            models.CheckConstraint(
                condition=Q(year__gte=MIN_YEAR, year__lte=MAX_YEAR), name="meeting_year_buddhist"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_times"),
            models.CheckConstraint(
                condition=Q(~Q(cancel_reason=""), state="cancelled")
                | (~Q(state="cancelled") & Q(cancel_reason="")),
                name="meeting_cancelled_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "held", "cancelled"]), name="meeting_state_known"
            ),
            models.CheckConstraint(
                condition=Q(minutes_state="draft")
                | Q(minutes_state__in=["proposed", "adopted"], state="held", ends_at__isnull=False),
                name="meeting_minutes_of_held",
            ),
            models.CheckConstraint(
                condition=Q(minutes_state="adopted", adopted_at_meeting__isnull=False)
                | (~Q(minutes_state="adopted") & Q(adopted_at_meeting=None)),
                name="meeting_adopted_somewhere",
            ),
            models.CheckConstraint(
                condition=~Q(adopted_at_meeting=F("pk")), name="meeting_adopted_later"
            ),
            models.UniqueConstraint(
                fields=["school", "kind", "body", "year", "number"],
                condition=~Q(state="cancelled"),
                name="meeting_once_school",
            ),
            models.UniqueConstraint(
                fields=["district", "kind", "body", "year", "number"],
                condition=~Q(state="cancelled"),
                name="meeting_once_district",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} ครั้งที่ {self.numbered}"

    def get_absolute_url(self) -> str:
        return reverse("committee:meeting-detail", args=[self.pk])

    @property
    def numbered(self) -> str:
        """As it is printed after ครั้งที่."""
        return f"{self.number}/{self.year}"

    @property
    def office(self) -> School | District:
        return self.school or self.district  # type: ignore[return-value] # the constraint: one is set

    @property
    def has_quorum(self) -> bool:
        """Whether members are counted here at all: the board's alone (admin.md §1.6)."""
        return self.kind == self.Kind.BOARD

    @property
    def is_committee(self) -> bool:
        """Whether those who meet are กรรมการ, or simply there."""
        return self.kind not in self.OF_EVERYBODY

    @property
    def short_body(self) -> str:
        """The body without the name of the school or office, where that stands above already."""
        return self.body.removesuffix(self.office.full_name).strip() or self.body

    @property
    def is_running(self) -> bool:
        """Opened, and its end is not written down yet."""
        return self.state == self.State.HELD and self.ends_at is None

    @property
    def is_open(self) -> bool:
        """Whether its list and its agenda may still change."""
        is_draft = self.minutes_state == self.Minutes.DRAFT
        return is_draft and self.state != self.State.CANCELLED

    @property
    def is_locked(self) -> bool:
        """Adopted minutes change no more, nor does what they rest on."""
        return self.minutes_state == self.Minutes.ADOPTED
