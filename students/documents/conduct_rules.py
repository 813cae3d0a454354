"""ระเบียบของโรงเรียน about the conduct of its pupils, with the scale of points annexed."""

from functools import cached_property
from typing import Any

from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.thai import buddhist_year
from students.models import BehaviourScale, ConductRules


@register
class ConductRulesPaper(Document):
    """The newest version, or an earlier one that is named."""

    slug = "conduct-rules"
    title = "ระเบียบว่าด้วยความประพฤติของนักเรียน"
    short_title = "ระเบียบ"
    permission = Permission.BEHAVIOUR_NOTE
    needs = ("school", "object")
    objects: Any = ConductRules.objects.exclude(school=None).select_related("school__district")
    takes_school_alone = True
    template = "students/print/conduct_rules.html"
    page_class = "official"
    is_signed = True

    @cached_property
    def rules(self) -> ConductRules:
        named: ConductRules | None = self.subject.object
        if named is not None:
            return named
        assert self.subject.school is not None  # noqa: S101 -- a need of this paper
        return ConductRules.objects.known_to(self.subject.school)[0]

    def scale(self) -> BehaviourScale:
        """The scale in force when the next version of the rules was made; now for the newest."""
        assert self.subject.school is not None  # noqa: S101 -- a need of this paper
        known = BehaviourScale.objects.known_to(self.subject.school)
        later = ConductRules.objects.filter(
            school=self.rules.school_id, version=self.rules.version + 1
        )
        following = later.first() if self.rules.school_id else None
        if following is None:
            return known[0]
        then = known.filter(made_at__lt=following.made_at).first()
        return then or known[len(known) - 1]

    def context(self) -> dict[str, Any]:
        scale, rules = self.scale(), self.rules
        kinds = list(scale.kinds.all())
        day = rules.announced_on or self.choices.date
        return {
            "rules": rules,
            "scale": scale,
            "good": [one for one in kinds if one.is_good],
            "mend": [one for one in kinds if not one.is_good],
            "thresholds": list(scale.thresholds.all()),
            "announced_year": buddhist_year(day.year),
            "announced_on": rules.announced_on,
        }

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = cls.objects.order_by("-version", "pk").first()
        return {"object": str(found.pk)} if found else {}
