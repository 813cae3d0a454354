"""Django's PostgreSQL, which looks whether a kept connection still stands without asking a query.

Django asks `SELECT 1` at the start of every request: a way to the database and back that every page
would wait for.
"""

import select

from django.db.backends.postgresql import base

POLLED = select.POLLIN | select.POLLPRI


class DatabaseWrapper(base.DatabaseWrapper):
    """The name that Django looks for in a backend."""

    def is_usable(self) -> bool:
        """A server that has stopped, or that ended this session, says so on the line and hangs up.

        Between two requests nobody waits for an answer: a line on which nothing waits to be read
        stands. On any other, and after an error, Django asks its query.
        """
        if self.errors_occurred or self.connection.closed:
            return super().is_usable()
        line = select.poll()
        line.register(self.connection, POLLED)
        return super().is_usable() if line.poll(0) else True
