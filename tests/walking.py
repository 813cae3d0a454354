"""Following every link of the product as one person, as a crawler would."""

import re
from collections import Counter
from html import unescape

from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

LINK = re.compile(r'href="([^"#]+)"')
ELSEWHERE = ("/static/", "/accounts/logout/")
EACH = 2  # pages of one kind that are opened: the first two rows of a list stand for the rest


class Walk:
    """Pages reached from home: `dead` links with the page they stand on, and by the name of the
    view the most queries that a page of it took.
    """

    def __init__(self, person):
        self.client = Client()
        self.client.force_login(person)
        self.dead, self.queries, self.opened = [], {}, Counter()

    def go(self):
        found, todo = {"/"}, [("/", "")]
        while todo:
            url, source = todo.pop(0)
            for link in self._open(url, source):
                if link not in found:
                    found.add(link)
                    todo.append((link, url))
        return self

    def _open(self, url, source):
        """The links of a page that leads on; nothing for what has been seen often enough."""
        path = url.partition("?")[0]
        try:
            name = resolve(path).view_name
        except Resolver404:
            self.dead.append((url, source))
            return []
        self.opened[name] += 1
        if self.opened[name] > EACH:
            return []
        reset_queries()  # the log of all pages together is longer than Django keeps
        with CaptureQueriesContext(connection) as asked:
            answer = self.client.get(url)
        if answer.streaming:
            answer.getvalue()  # reads and closes the file
        if answer.status_code >= 400:
            self.dead.append((url, source))
        if answer.status_code != 200 or "html" not in answer.get("Content-Type", ""):
            return []
        self.queries[name] = max(len(asked), self.queries.get(name, 0))
        every = (unescape(link) for link in LINK.findall(answer.text))
        links = (path + link if link.startswith("?") else link for link in every)
        return [one for one in links if one.startswith("/") and not one.startswith(ELSEWHERE)]
