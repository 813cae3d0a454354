"""Gifts, donors, and what gifts are for."""

from django.urls import path

from community.views import choices, donors, purposes, resource_reports, resources, tax_rules

gifts = [
    path("resources/", resources.resource_list, name="resource-list"),
    path("resources/search/", resources.resource_search, name="resource-search"),
    path("resources/told/", resources.resource_acknowledge, name="resource-acknowledge"),
    path("resources/papers/<slug:slug>/", resources.resource_papers, name="resource-papers"),
    path("resources/add/<str:kind>/", resources.resource_create, name="resource-create"),
    path("resources/<int:pk>/", resources.resource_detail, name="resource-detail"),
    path("resources/<int:pk>/edit/", resources.resource_update, name="resource-update"),
    path("resources/<int:pk>/void/", resources.resource_void, name="resource-void"),
    path("resources/<int:pk>/wait/", resources.resource_wait, name="resource-wait"),
    path("resources/<int:pk>/attach/", resources.resource_attach, name="resource-attach"),
    path("resources/files/<int:pk>/", resources.resource_file, name="resource-file"),
]
givers = [
    path("resources/donors/", donors.donor_list, name="donor-list"),
    path("resources/donors/search/", donors.donor_search, name="donor-search"),
    path("resources/donors/<int:pk>/", donors.donor_detail, name="donor-detail"),
    path("resources/donors/<int:pk>/edit/", donors.donor_update, name="donor-update"),
    path("resources/donors/<int:pk>/reveal/", donors.donor_reveal, name="donor-reveal"),
]
restricted = [
    path("resources/purposes/", purposes.purpose_list, name="purpose-list"),
    path("resources/purposes/add/", purposes.purpose_create, name="purpose-create"),
    path("resources/purposes/<int:pk>/", purposes.purpose_detail, name="purpose-detail"),
    path("resources/purposes/<int:pk>/edit/", purposes.purpose_update, name="purpose-update"),
    path("resources/purposes/<int:pk>/use/", purposes.use_create, name="purpose-use"),
    path("resources/uses/<int:pk>/void/", purposes.use_void, name="purpose-use-void"),
    path("resources/uses/<int:pk>/file/", purposes.use_file, name="purpose-use-file"),
]
ways = [
    path("resources/channels/", choices.channel_list, name="channel-list"),
    path("resources/channels/add/", choices.channel_create, name="channel-create"),
    path("resources/channels/<int:pk>/edit/", choices.channel_update, name="channel-update"),
    path("offices/<int:pk>/tax/", tax_rules.tax_rule_list, name="tax-rule-list"),
    path("offices/<int:pk>/tax/add/", tax_rules.tax_rule_create, name="tax-rule-create"),
    path("tax/<int:pk>/edit/", tax_rules.tax_rule_update, name="tax-rule-update"),
    path("tax/<int:pk>/remove/", tax_rules.tax_rule_remove, name="tax-rule-remove"),
]
sums = [
    path("resources/report/", resource_reports.resource_report, name="resource-report"),
    path("schools/", resource_reports.district_overview, name="district-overview"),
]
urlpatterns = [*gifts, *givers, *restricted, *ways, *sums]
