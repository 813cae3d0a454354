"""The vocabulary of visits, follow-ups and alerts: what views and reports ask for."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, FilteredRelation, OuterRef, Q, Subquery, Value

from schoolcare.access import Permission, ScopedQuerySet
from students.models.scoping import PupilScopedQuerySet, has_adviser

if TYPE_CHECKING:
    from schoolcare.models import School, User

NOT_ADVISED = "unadvised"  # in addresses: follow-ups of pupils whom no adviser looks after


class RoundQuerySet(ScopedQuerySet):
    def of_place(self, school: "School | None", year: int) -> Self:
        """Rounds of one school in one academic year."""
        return self.filter(school=school, term__year=year).select_related("term")


class VisitQuerySet(PupilScopedQuerySet):
    def waiting(self) -> Self:
        """Handed in and not yet looked at, the longest wait first."""
        return self.filter(status="submitted").order_by("submitted_at", "pk")

    def carried_out(self) -> Self:
        """Handed in or approved, in whatever mode, but not "not visited"."""
        return self.filter(status__in=["submitted", "approved"]).exclude(mode="none")

    def before(self, visit: int) -> Self:
        """The same pupil's other visits that were handed in and took place, the newest first."""
        others = self.filter(student__visits=visit).exclude(pk=visit)
        return others.carried_out().order_by("-visited_on", "-pk")

    def with_last(self, visit: int) -> Self:
        """This visit and the one whose answers it opens with: two rows at most.

        The pupil's main Guardianship comes along as `kin`, which `is_joined` tells; no attribute
        where there is none. So do signatures.
        """
        visits: Any = self.model._default_manager
        last = visits.before(visit).values("pk")[:1]
        kin = Q(student__guardianships__is_primary=True)
        return (
            self.filter(Q(pk=visit) | Q(pk=Subquery(last)))
            .annotate(kin=FilteredRelation("student__guardianships", condition=kin))
            .annotate(is_joined=Value(value=True))
            .select_related("kin__guardian")
            .with_signatures()
        )

    def with_signatures(self) -> Self:
        """What was signed comes along, which `is_signed_known` tells: `signed_guardian`,
        `signed_visitor`; no attribute where there is none.
        """
        one = {
            f"signed_{signer}": FilteredRelation(
                "signatures", condition=Q(signatures__signer=signer)
            )
            for signer in ("guardian", "visitor")
        }
        joined = self.annotate(is_signed_known=Value(value=True), **one)
        return joined.select_related(*one)

    def with_pupil(self) -> Self:
        return self.select_related("student__school", "classroom", "author", "round__term")

    def with_rights(self, user: "User", *, within: Permission | None = None) -> Self:
        """What `user` may do with each visit: may_write, may_review, may_follow, sees_danger.

        What means danger is seen by the author, by who may review the visit and by holders of the
        sensitive permission for the pupil; never by one whom its alert excludes (care.md §4.4).
        """
        alerts: Any = self.model._meta.get_field("alerts").related_model
        excluded = alerts.objects.filter(visit=OuterRef("pk"), excluded=user)
        known = Q(author=user)
        known |= self.reach(user, Permission.VISIT_REVIEW, within=within)
        known |= self.reach(user, Permission.SENSITIVE_VIEW, within=within)
        return self.with_reach(
            user,
            within=within,
            may_write=Permission.VISIT_WRITE,
            may_review=Permission.VISIT_REVIEW,
            may_follow=Permission.VISIT_FOLLOW,
        ).annotate(sees_danger=~Exists(excluded) & known)


class FollowUpQuerySet(PupilScopedQuerySet):
    def still_open(self) -> Self:
        return self.filter(closed_at=None)

    def overdue(self, day: date) -> Self:
        return self.still_open().filter(due_on__lt=day)

    def unadvised(self) -> Self:
        """Those whose pupil's class nobody advises today."""
        return self.filter(~has_adviser("visit__student"))


class AlertQuerySet(PupilScopedQuerySet):
    def visible_to(self, user: "User") -> Self:
        """Alerts of the schools where the person answers for protection, and those handed to
        them; never one that they are excluded from (care.md §4.4).
        """
        shown = self.reach(user, Permission.ALERT_VIEW)
        held = user.access.grant
        if held(Permission.ALERT_ASSIGNED) != held(Permission.ALERT_VIEW):
            handed = Q(Exists(_link(self, "assigned_to", user)))
            shown |= self.reach(user, Permission.ALERT_ASSIGNED) & handed
        return self.filter(shown, ~Exists(_link(self, "excluded", user)))

    def waiting(self) -> Self:
        """Nobody has written yet what was done."""
        return self.filter(handled_note="")


def _link(rows: AlertQuerySet, field: str, user: "User"):  # type: ignore[no-untyped-def]
    through = getattr(rows.model, field).through
    return through.objects.filter(protectionalert=OuterRef("pk"), user=user)
