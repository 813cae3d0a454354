"""Addresses of monitoring and of the office's yearly report."""

from django.urls import include, path

from committee.views import (
    monitoring,
    monitoring_questions,
    monitoring_reports,
    monitoring_reviews,
    yearly,
)

# monitorings/: rounds of the office, their questions …
rounds = [
    path("", monitoring.monitoring_list, name="monitoring-list"),
    path("new/", monitoring.monitoring_create, name="monitoring-create"),
    path("<int:pk>/", monitoring.monitoring_detail, name="monitoring-detail"),
    path("<int:pk>/edit/", monitoring.monitoring_update, name="monitoring-update"),
    path("<int:pk>/open/", monitoring.monitoring_open, name="monitoring-open"),
    path("<int:pk>/close/", monitoring.monitoring_close, name="monitoring-close"),
    path("<int:pk>/drop/", monitoring.monitoring_drop, name="monitoring-drop"),
    path("<int:pk>/start/", monitoring_reports.report_start, name="report-start"),
]
questions = [
    path("", monitoring_questions.monitoring_questions, name="monitoring-questions"),
    path("new/", monitoring_questions.question_create, name="question-create"),
    path("sections/<int:number>/", monitoring_questions.section_update, name="section-update"),
    path("<slug:code>/", monitoring_questions.question_update, name="question-update"),
    path("<slug:code>/remove/", monitoring_questions.question_remove, name="question-remove"),
]

# … monitoring-reports/: what a school reports, and what the office says to it
reports = [
    path("", monitoring_reports.report_list, name="report-list"),
    path("<int:pk>/", monitoring_reports.report_detail, name="report-detail"),
    path("<int:pk>/edit/", monitoring_reports.report_edit, name="report-edit"),
    path("<int:pk>/send/", monitoring_reports.report_send, name="report-send"),
    path("<int:pk>/result/", monitoring_reports.report_result, name="report-result"),
    path("<int:pk>/review/", monitoring_reviews.report_review, name="report-review"),
    path("<int:pk>/return/", monitoring_reviews.report_return, name="report-return"),
    path("<int:pk>/visit/", monitoring_reviews.report_visit, name="report-visit"),
    path("<int:pk>/close/", monitoring_reviews.report_close, name="report-close"),
]
proofs = [
    path("<int:pk>/", monitoring_reports.evidence_file, name="evidence-file"),
    path("<int:pk>/look/", monitoring_reviews.evidence_look, name="evidence-look"),
]

monitored = [
    path("monitorings/", include(rounds)),
    path("monitorings/<int:pk>/questions/", include(questions)),
    path("monitoring-reports/", include(reports)),
    path("monitoring-evidence/", include(proofs)),
]

# yearly/: the office's report on the year
yearly_reports = [
    path("yearly/", yearly.yearly, name="yearly"),
    path("yearly/issue/", yearly.yearly_issue, name="yearly-issue"),
    path("yearly/<int:pk>/", yearly.yearly_detail, name="yearly-detail"),
    path("yearly/<int:pk>/file/", yearly.yearly_file, name="yearly-file"),
]
