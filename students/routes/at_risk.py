"""Who is at risk, what is done about it, cases."""

from django.urls import path

from students.views import at_risk, cases

urlpatterns = [
    path("at-risk/", at_risk.AtRiskList.as_view(), name="at-risk-list"),
    path("at-risk/act/", at_risk.screening_act, name="screening-act"),
    path("cases/", cases.CaseList.as_view(), name="case-list"),
    path("cases/<int:pk>/", cases.case_detail, name="case-detail"),
    path("cases/<int:pk>/edit/", cases.case_update, name="case-update"),
    path("cases/<int:pk>/close/", cases.case_close, name="case-close"),
]
