"""แผนร่วมกับชุมชน of a year: vision, goals, who does what, what came of it (admin.md §3.2)."""

from typing import Any

from community.models import CommonPlan
from schoolcare.access import Permission
from schoolcare.documents import Document, register


@register
class CommonPlanPaper(Document):
    slug = "common-plan"
    title = "แผนร่วมกับชุมชน"
    permission = Permission.PARTNER_VIEW
    needs = ("school", "object")
    objects: Any = CommonPlan.objects.select_related("school__district")
    template = "community/print/common_plan.html"
    page_class = "wide"
    is_signed = True

    def __str__(self) -> str:
        plan = self.subject.object
        return f"{self.title} ปีการศึกษา {plan.year}" if plan else self.title

    def context(self) -> dict[str, Any]:
        plan = self.subject.object
        return {
            "plan": plan,
            "goals": list(plan.goals.prefetch_related("actions")),
            "partners": ", ".join(str(one) for one in plan.partners.all()),
            "villages": ", ".join(str(one) for one in plan.villages.all()),
        }

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = CommonPlan.objects.filter(goals__actions__state="done").order_by("pk").first()
        return {"object": str(found.pk)} if found else {}
