"""`make soak`: two minutes of it, or as many as wanted."""

import argparse
import tempfile
from pathlib import Path

from tests import postgres
from tests.e2e.nursery import Nursery
from tests.soak.soak import Size, soak

asked = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
asked.add_argument("--seconds", type=float, default=Size.seconds)
asked.add_argument("--processes", type=int, default=Size.processes)
asked.add_argument("--customers", type=int, default=Size.customers)
asked.add_argument(
    "--requests", type=int, default=Size.requests_per_minute, help="to the supplier, in a minute"
)
asked.add_argument("--seed", type=int, default=1)
given = asked.parse_args()

folder = postgres.new_folder()
nursery = Nursery(folder)
try:
    server = postgres.Server(folder)
    server.start()
    size = Size(
        seconds=given.seconds,
        processes=given.processes,
        customers=given.customers,
        requests_per_minute=given.requests,
    )
    with server.database() as name, tempfile.TemporaryDirectory() as place:
        print(soak(size, Path(place), nursery, server.url(name), seed=given.seed))  # noqa: T201 - its purpose
finally:
    nursery.close()
    postgres.end(folder)
