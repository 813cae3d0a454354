"""Addresses from a selection to the order."""

from django.urls import path

from committee.views import members, orders, selection

# From selection to order: the school's part …
selecting = [
    path("boards/<int:pk>/selection/", selection.board_select, name="board-select"),
    path("boards/<int:pk>/propose/", selection.board_propose, name="board-propose"),
    path("boards/<int:pk>/correct/", selection.correction_ask, name="correction-ask"),
    path(
        "boards/<int:pk>/candidates/new/",
        members.member_create,
        {"awaits_order": True},
        name="candidate-create",
    ),
    path("members/<int:pk>/propose/", selection.member_propose, name="member-propose"),
    path("members/<int:pk>/drop/", selection.candidate_drop, name="candidate-drop"),
    path("members/<int:pk>/remove/", selection.removal_ask, name="removal-ask"),
    path("order-lines/<int:pk>/withdraw/", selection.line_withdraw, name="line-withdraw"),
]

# … and the office's
ordering = [
    path("orders/", orders.order_list, name="order-list"),
    path("orders/new/", orders.order_create, name="order-create"),
    path("orders/<int:pk>/", orders.order_detail, name="order-detail"),
    path("orders/<int:pk>/edit/", orders.order_update, name="order-update"),
    path("orders/<int:pk>/issue/", orders.order_issue, name="order-issue"),
    path("orders/<int:pk>/cancel/", orders.order_cancel, name="order-cancel"),
    path("orders/<int:pk>/attach/", orders.order_attach, name="order-attach"),
    path("orders/<int:pk>/file/", orders.order_file, name="order-file"),
    path("order-lines/<int:pk>/off/", orders.line_off, name="line-off"),
    path("order-lines/<int:pk>/return/", orders.line_return, name="line-return"),
]

order_work = [*selecting, *ordering]
