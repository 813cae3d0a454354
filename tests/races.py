"""Several calls at the very same moment, for tests on a database with row locks."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction

needs_row_locks = pytest.mark.skipif(
    not connection.features.has_select_for_update, reason="one writer at a time anyway"
)


def together(*calls, refusal: type[Exception] = ValidationError):
    """Run the calls at once, each in a thread of its own; results or refusals in order."""
    gate = Barrier(len(calls))

    def run(call):
        try:
            gate.wait(10)
            return call()
        except refusal as told:
            return told
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def meanwhile(first, second, refusal: type[Exception] = ValidationError):
    """Run `second` in a thread while what `first` wrote is not kept yet; its result or refusal."""
    told = []

    def run():
        try:
            told.append(second())
        except refusal as error:
            told.append(error)
        finally:
            connections.close_all()

    other = Thread(target=run)
    with transaction.atomic():
        first()
        other.start()
        time.sleep(0.2)  # time to ask, and to wait for the lock
    other.join()
    return told[0]
