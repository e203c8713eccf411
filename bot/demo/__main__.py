"""`python -m bot.demo`: for tests and measurements, the outside world alone, which says its address as a line
of JSON.

Without `--no-shop` it is the whole demo, as `python -m bot demo`.
"""

import argparse
import asyncio
import json
import sys
from urllib.parse import urlsplit

from bot.demo.run import PORT, run_demo, run_world


def _say_address(url: str) -> None:
    sys.stdout.write(json.dumps({"port": urlsplit(url).port, "url": url}) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Reads the arguments and runs until it is told to stop."""
    parser = argparse.ArgumentParser(prog="python -m bot.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=None, help="0 takes any free one")
    parser.add_argument(
        "--no-shop", action="store_true", help="only Telegram and the supplier; keeps nothing"
    )
    parser.add_argument("--reset", action="store_true", help="forget what an earlier demo kept")
    given = parser.parse_args()
    if given.no_shop:
        asyncio.run(run_world(port=given.port or 0, say=_say_address))
        return 0
    return asyncio.run(run_demo(port=PORT if given.port is None else given.port, reset=given.reset))


if __name__ == "__main__":
    sys.exit(main())
