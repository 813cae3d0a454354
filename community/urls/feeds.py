"""Addresses of the calendar's links."""

from django.urls import path

from community.views import feed_reading, feeds

# feed/ without log-in …
reading = [
    path("feed/<slug:token>.ics", feed_reading.feed_ics, name="feed-ics"),
    path("feed/<slug:token>/", feed_reading.feed_page, name="feed-page"),
]

# … calendar/links/: for those who make the calendar
keeping = [
    path("calendar/links/", feeds.feed_list, name="feed-list"),
    path("calendar/links/new/", feeds.feed_create, name="feed-create"),
    path("calendar/links/<int:pk>/", feeds.feed_detail, name="feed-detail"),
    path("calendar/links/<int:pk>/revoke/", feeds.feed_revoke, name="feed-revoke"),
    path("calendar/links/<int:pk>/qr.svg", feeds.feed_qr, name="feed-qr"),
]

feed_area = [*reading, *keeping]
