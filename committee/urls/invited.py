"""Addresses of who is invited to a meeting, and of their answers."""

from django.urls import path

from committee.views import links, own, replies

# reply/ through a signed link, without log-in …
answering = [
    path("reply/<slug:token>/", replies.reply, name="reply"),
    path("reply/<slug:token>/<slug:paper>/", replies.reply_paper, name="reply-paper"),
]

# … what those who call the meeting see and do …
answers = [
    path("meetings/<int:pk>/replies/", links.reply_list, name="reply-list"),
    path("meetings/<int:pk>/links/", links.link_create, name="link-create"),
    path("attendances/<int:pk>/reply/", links.reply_told, name="reply-told"),
    path("attendances/<int:pk>/link/renew/", links.link_renew, name="link-renew"),
    path("attendances/<int:pk>/link/withdraw/", links.link_withdraw, name="link-withdraw"),
    path("attendances/<int:pk>/link/qr.svg", links.link_qr, name="link-qr"),
]

# … mine/: a member with an account
owning = [
    path("mine/", own.own_list, name="own-list"),
    path("mine/<int:pk>/", own.own_detail, name="own-detail"),
    path("mine/<int:pk>/reply/", own.own_reply, name="own-reply"),
    path("mine/<int:pk>/<slug:paper>/", own.own_paper, name="own-paper"),
]

invited = [*answering, *answers, *owning]
