"""The form of an office's rule set: size and term, seats, checks with their sources."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from committee.forms.boards import warn
from committee.models import CheckRule, RuleSet, Seat, Severity
from committee.services import rules as services
from committee.services.rules import FACTS, Draft
from schoolcare.forms import CrispyMixin, Folded
from schoolcare.models import District, User

MOST_SEATS = 30
MOST_YEARS, MOST_TERMS, MOST_DAYS, MOST_PUPILS = 10, 9, 999, 9999
GENERAL = "ความรู้ทั่วไป ควรเป็นคำเตือน"
ONE_ALONE = (Seat.CHAIR, Seat.SECRETARY)


def number(label: str, least: int, most: int, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, **more)


class RuleSetForm(CrispyMixin, forms.ModelForm):
    """Everything an office may set; who else saved meanwhile is told by the service."""

    size_threshold = number("โรงเรียนขนาดเล็กมีนักเรียนไม่เกิน (คน)", 1, MOST_PUPILS)
    term_years = number("วาระ (ปี)", 1, MOST_YEARS)
    max_terms = number("เป็นได้ไม่เกิน (วาระ)", 1, MOST_TERMS)
    refill_days = number("สรรหาแทนตำแหน่งที่ว่างภายใน (วัน)", 1, MOST_DAYS)
    refill_exempt_days = number("ไม่ต้องสรรหาแทนเมื่อวาระเหลือไม่ถึง (วัน)", 0, MOST_DAYS)
    follow = forms.BooleanField(label="ใช้กับชุดที่ยังไม่ครบวาระด้วย", required=False)

    class Meta:
        model = RuleSet
        fields = FACTS
        help_texts = {"source": "ระเบียบหรือประกาศที่ใช้ ให้ผู้อื่นตรวจตามได้"}

    def __init__(self, *args: Any, office: District, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office, self.by, self.moved = office, by, 0
        self.read = RuleSet.objects.get(pk=self.instance.pk)  # validation writes into the instance
        self.checks = {one.check_code: one for one in self.read.checks.order_by("pk")}
        self.counts = services.draft_of(self.read).seats
        seats = [self._add_seat(seat) for seat in Seat]
        checks = [self._add_check(one) for one in self.checks.values()]
        count = services.open_boards(office, self.read.code).count()
        self.fields["follow"].help_text = (
            f"มี {count} ชุดที่ยังไม่ครบวาระ ไม่เลือก ชุดเหล่านั้นใช้หลักเกณฑ์เดิมต่อจนครบวาระ "
            "ชุดที่ครบวาระหรือยกเลิกแล้วไม่เปลี่ยน"
        )
        self.layout = Layout(
            Fieldset(
                "ขนาดและวาระ",
                Row("size_threshold", "appointed_by"),
                Row("term_years", "max_terms"),
                "is_consecutive_only",
                Row("refill_days", "refill_exempt_days"),
                "source",
            ),
            Folded(self._seats_words(), *seats),
            Folded(f"ข้อที่ตรวจ {len(checks)} ข้อ", *checks),
            Fieldset("มีผลกับชุดใด", "follow"),
        )

    def _add_seat(self, seat: Seat) -> Row:
        counted = self.counts[seat]
        most = 1 if seat in ONE_ALONE else MOST_SEATS
        names = (f"small_{seat}", f"large_{seat}")
        for name, size, count in zip(names, ("เล็ก", "ใหญ่"), counted, strict=True):
            label = f"{seat.label} ({size})"
            self.fields[name] = number(label, 0, most, initial=count)
        return Row(*names, css_class="two")

    def _seats_words(self) -> str:
        small, large = map(sum, zip(*self.counts.values(), strict=True))
        if self.read.is_total_free:
            return "จำนวนกรรมการ"
        return f"จำนวนกรรมการ ขนาดเล็ก {small} คน ขนาดใหญ่ {large} คน"

    def _add_check(self, rule: CheckRule) -> Row:
        code = rule.check_code
        self.fields[f"severity_{code}"] = forms.ChoiceField(
            label=rule.get_check_code_display(),
            choices=Severity.choices,
            initial=rule.severity,
            help_text=f"ที่มา: {rule.source}",
        )
        if rule.is_general:
            warn(self.fields[f"severity_{code}"], GENERAL)
        if rule.value is None:
            return Row(f"severity_{code}")
        label = f"เกณฑ์ {rule.get_check_code_display()}"
        self.fields[f"value_{code}"] = number(label, 1, 120, initial=rule.value)
        return Row(f"severity_{code}", f"value_{code}")

    @property
    def unsourced(self) -> list[str]:
        """General knowledge that the administrator has now made block."""
        return [
            one.get_check_code_display()
            for code, one in self.checks.items()
            if one.is_general and self.cleaned_data[f"severity_{code}"] == Severity.BLOCK
        ]

    def save(self, commit: bool = True) -> RuleSet:
        data = self.cleaned_data
        draft = Draft(
            facts={name: data[name] for name in FACTS},
            seats={seat: (data[f"small_{seat}"], data[f"large_{seat}"]) for seat in Seat.values},
            checks={
                code: (data[f"severity_{code}"], data.get(f"value_{code}", one.value))
                for code, one in self.checks.items()
            },
        )
        edition, self.moved = services.change_rules(
            self.read, self.office, draft, follow=data["follow"], by=self.by
        )
        return edition
