"""A job of six slow chunks, for tests that stop a worker in the middle of it."""

import time
from pathlib import Path

from schoolcare.jobs import Outcome, job_kind


@job_kind("test-slow")
def slow(job, progress):
    log = Path(job.params["log"])

    def make(index):
        with log.open("a") as out:
            out.write(f"{index}\n")
        time.sleep(0.3)
        return str(index).encode()

    chunks = []
    for index in range(6):
        chunks.append(progress.chunk(index, lambda index=index: make(index)))
        progress(index + 1, 6)
    return Outcome(message="".join(path.read_text() for path in chunks))
