"""The annual operations calendar of a school or office: entries, holidays, shared feeds."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from community.models.areas import WorkArea
from community.models.projects import Project
from community.years import year_days
from schoolcare.access import OfficeQuerySet, one_place
from schoolcare.models import District, School


class Span(models.TextChoices):
    """How an entry says when it is."""

    DAY = "day", "วันเดียว"
    RANGE = "range", "ช่วงวันที่"
    MONTHS = "months", "เดือน"
    ALL_YEAR = "all_year", "ตลอดปีการศึกษา"


class Repeat(models.TextChoices):
    NEVER = "", "ไม่ซ้ำ"
    WEEKLY = "weekly", "ทุกสัปดาห์"
    MONTHLY = "monthly", "ทุกเดือน"


class Movement(models.TextChoices):
    """How an entry's days move when the calendar is copied to another year."""

    SAME_DAY = "day", "วันที่เดิม"
    SAME_WEEKDAY = "weekday", "วันเดิมของสัปดาห์"
    LUNAR = "lunar", "ตามจันทรคติ"
    ALL_YEAR = "all_year", "ตลอดปี"


class Audience(models.TextChoices):
    PRIVATE = "private", "เฉพาะผู้จัดทำปฏิทิน"
    STAFF = "staff", "บุคลากรทุกคน"
    PUBLIC = "public", "เผยแพร่ต่อสาธารณะ"


class CalendarEntryQuerySet(OfficeQuerySet):
    def of(self, office: School | District, year: int) -> "CalendarEntryQuerySet":
        """The calendar of one school or office over an academic year (พ.ศ.), in its own order."""
        place = "school" if isinstance(office, School) else "district"
        return self.filter(**{place: office}, year=year).order_by("position", "pk")

    def shown_in(self, office: School | District, years: range) -> "CalendarEntryQuerySet":
        """What the calendars of these years (พ.ศ.) show: their own entries in their order, then
        those of the year before whose days run into them."""
        place = "school" if isinstance(office, School) else "district"
        into = Q(year=years[0] - 1, ends_on__gte=year_days(years[0])[0], needs_date=False)
        rows = self.filter(Q(year__in=years) | into, **{place: office})
        return rows.order_by("-year", "position", "pk")

    def touching(self, first: date, last: date) -> "CalendarEntryQuerySet":
        """Dated entries with a day from `first` to `last`, both included."""
        dated = self.exclude(span=Span.ALL_YEAR)
        return dated.filter(starts_on__lte=last, ends_on__gte=first)


class CalendarEntry(models.Model):
    """One line of the calendar of an academic year (May to April).

    It begins in that year; its days may run into the next, whose calendar then shows it too.
    `starts_on` and `ends_on` enclose every day of the entry, repetitions too; an entry over the
    whole year has none. `months` holds the months (1 to 12) of an entry by months, in the order of
    the year; between them there may be months that are not meant. `period_text` prints instead of
    the dates where a school says it in words (ภาคเรียนละ 2 ฉบับ).
    """

    school = models.ForeignKey(
        School, models.CASCADE, null=True, blank=True, related_name="calendar"
    )
    district = models.ForeignKey(
        District, models.CASCADE, null=True, blank=True, related_name="calendar"
    )
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    position = models.PositiveIntegerField("ลำดับ", default=0)
    title = models.CharField("ชื่อกิจกรรม/โครงการ", max_length=300)
    area = models.ForeignKey(
        WorkArea, models.PROTECT, related_name="entries", verbose_name="งานในฝ่าย"
    )
    span = models.CharField("ระยะเวลา", max_length=10, choices=Span, default=Span.DAY)
    starts_on = models.DateField("วันเริ่ม", null=True, blank=True)
    ends_on = models.DateField("วันสิ้นสุด", null=True, blank=True)
    months = models.JSONField("เดือน", default=list, blank=True)
    period_text = models.CharField("ระยะเวลาเป็นคำ", max_length=100, blank=True)
    starts_at = models.TimeField("เวลาเริ่ม", null=True, blank=True)
    ends_at = models.TimeField("เวลาเลิก", null=True, blank=True)
    repeat = models.CharField("ซ้ำ", max_length=8, choices=Repeat, blank=True)
    owners = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name="ผู้รับผิดชอบ (บุคลากร)"
    )
    owner_text = models.CharField("ผู้รับผิดชอบ", max_length=300, blank=True)
    place = models.CharField("สถานที่", max_length=200, blank=True)
    project = models.ForeignKey(
        Project,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="calendar_entries",
        verbose_name="โครงการ",
    )
    note = models.TextField("รายละเอียด", blank=True)
    movement = models.CharField(
        "เมื่อใช้กับปีถัดไป", max_length=8, choices=Movement, default=Movement.SAME_DAY
    )
    audience = models.CharField("ผู้ที่เห็น", max_length=8, choices=Audience, default=Audience.STAFF)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies"
    )
    needs_date = models.BooleanField("ต้องกำหนดวันใหม่", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CalendarEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "รายการในปฏิทิน"
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["school", "year", "position"], name="calendar_school_year"),
            models.Index(fields=["district", "year", "position"], name="calendar_office_year"),
        ]
        constraints = [
            models.CheckConstraint(condition=one_place(), name="calendar_entry_one_place"),
            models.CheckConstraint(
                condition=Q(span=Span.ALL_YEAR, starts_on=None, ends_on=None)
                | (
                    ~Q(span=Span.ALL_YEAR) & Q(starts_on__isnull=False, ends_on__gte=F("starts_on"))
                ),
                name="calendar_entry_days",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2400, year__lte=2700), name="calendar_entry_year_buddhist"
            ),
            models.UniqueConstraint(
                fields=["copied_from", "year", "school"], name="calendar_entry_copied_once"
            ),
            models.UniqueConstraint(
                fields=["copied_from", "year", "district"], name="calendar_entry_copied_once_office"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("community:entry-detail", args=[self.pk])


class Holiday(models.Model):
    """What an office or a school puts right on the list of public holidays (admin.md §5.7).

    Of a school, it counts there; of an office, at its schools; `province` narrows it to schools
    of one province. `is_off` False: the day of the list is no holiday here.
    """

    school = models.ForeignKey(
        School, models.CASCADE, null=True, blank=True, related_name="holidays"
    )
    district = models.ForeignKey(
        District, models.CASCADE, null=True, blank=True, related_name="holidays"
    )
    on = models.DateField("วันที่")
    name = models.CharField("ชื่อวันหยุด", max_length=200)
    province = models.CharField("เฉพาะจังหวัด", max_length=100, blank=True)
    is_off = models.BooleanField("เป็นวันหยุด", default=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "วันหยุด"
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=one_place(), name="holiday_one_place"),
            models.UniqueConstraint(fields=["school", "on", "name"], name="holiday_once_school"),
            models.UniqueConstraint(fields=["district", "on", "name"], name="holiday_once_office"),
        ]

    def __str__(self) -> str:
        return self.name


class CalendarFeed(models.Model):
    """An unguessable address where calendar programs read the calendar, until it is revoked.

    It shows what `audience` may see and no more; PRIVATE is not given out.
    """

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="feeds")
    district = models.ForeignKey(
        District, models.CASCADE, null=True, blank=True, related_name="feeds"
    )
    name = models.CharField("ให้ใคร", max_length=150)
    audience = models.CharField(
        "เห็นรายการ", max_length=8, choices=Audience, default=Audience.PUBLIC
    )
    token = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้สร้าง"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField("ยกเลิกเมื่อ", null=True, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "ลิงก์ปฏิทิน"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=one_place(), name="calendar_feed_one_place"),
            models.CheckConstraint(
                condition=~Q(audience=Audience.PRIVATE), name="calendar_feed_audience"
            ),
        ]

    def __str__(self) -> str:
        return self.name
