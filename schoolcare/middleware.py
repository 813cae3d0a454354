"""Per request: the address for the log, the place a person works in, the forced password change."""

from collections.abc import Callable
from datetime import date
from functools import cached_property

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from schoolcare import audit
from schoolcare.access import Permission
from schoolcare.models import District, School, Term, User
from schoolcare.thai import academic_year, semester

GetResponse = Callable[[HttpRequest], HttpResponse]
YEARS_BACK = 4


class Workplace:
    """School, office, year and term that narrow what lists show. Never widens what may be seen."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.today: date = timezone.localdate()

    @cached_property
    def schools(self) -> list[School]:
        """Schools of the person's own memberships, in order of name."""
        found = {one.school_id: one.school for one in self._memberships if one.school_id}
        return sorted(found.values(), key=lambda school: (school.name, school.pk))

    @cached_property
    def school(self) -> School | None:
        """The school picked, else the first; None for people of an office alone."""
        chosen = self.request.session.get("school")
        by_key = {school.pk: school for school in self.schools}
        return by_key.get(chosen) or next(iter(self.schools), None)

    @cached_property
    def district(self) -> District | None:
        own = [one.district for one in self._memberships if one.district_id]
        return own[0] if own else (self.school.district if self.school else None)

    def office(self, permission: Permission) -> School | District | None:
        """Where work that is a school's or an office's own is done: the school worked in, where
        the permission is held there; else the office, where it is held for that.
        """
        grant = self.request.user.access.grant(permission)
        if self.school and self.school.pk in grant.schools:
            return self.school
        if not grant.districts:
            return None  # who holds it in no office does not pay for looking the office up
        return self.district if self.district and self.district.pk in grant.districts else None

    @cached_property
    def year(self) -> int:
        """The academic year in พ.ศ. that was picked, else today's."""
        return self.request.session.get("year") or academic_year(self.today)

    @cached_property
    def years(self) -> list[int]:
        this = academic_year(self.today)
        return sorted({this + 1, *range(this - YEARS_BACK, this + 1), self.year}, reverse=True)

    @cached_property
    def terms(self) -> list[Term]:
        """Terms of the school in the years on offer, newest first."""
        if self.school is None:
            return []
        offered = [term for term in self.school.every_term if term.year in self.years]
        return sorted(offered, key=lambda term: (term.year, term.starts_on), reverse=True)

    @cached_property
    def term(self) -> Term | None:
        """The term picked; else, of the picked year, the one of today or that began last."""
        here = [term for term in self.terms if term.year == self.year]
        picked = self.request.session.get("semester")
        chosen = [term for term in here if term.semester == picked]
        begun = [term for term in here if term.starts_on <= self.today]
        return next(iter([*chosen, *begun, *reversed(here)]), None)

    @property
    def semester(self) -> int:
        """That of the term; without one, as in an office, by the legal days of the picked year."""
        if self.term:
            return self.term.semester
        this = academic_year(self.today)
        return semester(self.today) if self.year == this else 1 + (self.year < this)

    @property
    def times(self) -> list[tuple[str, str, bool]]:
        """What the switch offers: value, words, whether one is there; years without terms too."""
        found = []
        for year in self.years:
            terms = [term for term in self.terms if term.year == year]
            found += [(f"{year}/{term.semester}", str(term), term == self.term) for term in terms]
            if not terms:
                found.append((str(year), f"ปีการศึกษา {year}", year == self.year))
        return found

    @property
    def name(self) -> str:
        return self.school.short_name if self.school else str(self.district or "schoolcare")

    @property
    def when(self) -> str:
        return str(self.term) if self.term else f"ปีการศึกษา {self.year}"

    @property
    def _memberships(self) -> list:
        return self.request.user.access.memberships


class WorkplaceMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.workplace = Workplace(request)
        return self.get_response(request)


class AuditMiddleware:
    """Keeps the client's address at hand for `audit.record`."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
        address = forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR") or None
        token = audit.current_ip.set(address)
        try:
            return self.get_response(request)
        finally:
            audit.current_ip.reset(token)


class PasswordChangeMiddleware:
    """Who came in with a one-time password goes nowhere before choosing their own."""

    OPEN = ("account_change_password", "account_logout", "account_reauthenticate")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.must_change_password:
            allowed = {reverse(name) for name in self.OPEN}
            if request.path not in allowed and not request.path.startswith(settings.STATIC_URL):
                return redirect("account_change_password")
        return self.get_response(request)


class SecondFactorMiddleware:
    """Whoever holds a role of SECOND_FACTOR_ROLES sets a second factor up before anything else."""

    OPEN = (*PasswordChangeMiddleware.OPEN, "mfa_activate_totp")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and self.is_missing(request.user):
            allowed = {reverse(name) for name in self.OPEN}
            if request.path not in allowed and not request.path.startswith(settings.STATIC_URL):
                messages.warning(request, "บทบาทของคุณต้องยืนยันตัวตนสองขั้น เปิดใช้ก่อนแล้วจึงทำงานต่อ")
                return redirect("mfa_activate_totp")
        return self.get_response(request)

    def is_missing(self, user: User) -> bool:
        if not settings.SECOND_FACTOR_ROLES:
            return False
        held = {one.role for one in user.access.memberships}
        return bool(held & settings.SECOND_FACTOR_ROLES) and not is_mfa_enabled(user)
