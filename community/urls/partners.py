"""Addresses of partners, the people there, and what was spoken."""

from django.urls import path

from community.views import archiving, contacts, partners, places

partner_area = [
    # partners/
    path("partners/", partners.partner_list, name="partner-list"),
    path("partners/search/", partners.partner_search, name="partner-search"),
    path("partners/new/", partners.partner_create, name="partner-create"),
    path("partners/<int:pk>/", partners.partner_detail, name="partner-detail"),
    path("partners/<int:pk>/edit/", partners.partner_update, name="partner-update"),
    path("partners/<int:pk>/archive/", archiving.partner_archive, name="partner-archive"),
    path("partners/<int:pk>/restore/", archiving.partner_restore, name="partner-restore"),
    path("partners/<int:pk>/people/new/", contacts.person_create, name="person-create"),
    path("partners/<int:pk>/contacts/new/", contacts.contact_create, name="contact-create"),
    # community-map/
    path("community-map/", places.place_list, name="place-list"),
    # partner-people/
    path("partner-people/<int:pk>/edit/", contacts.person_update, name="person-update"),
    path("partner-people/<int:pk>/remove/", contacts.person_remove, name="person-remove"),
    # contacts/
    path("contacts/<int:pk>/edit/", contacts.contact_update, name="contact-update"),
    path("contacts/<int:pk>/done/", contacts.contact_done, name="contact-done"),
    path("contacts/<int:pk>/remove/", contacts.contact_remove, name="contact-remove"),
]
