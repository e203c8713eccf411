"""Hanout: a Telegram storefront for gift cards. `python -m bot` is the front door, `bot.app` puts the
parts together, `bot.opening` runs them.
"""

import os

__version__ = "0.1.0"

# PTB then gives `retry_after` as a timedelta, as its next major version always will (field:
# RetryAfter.retry_after).
os.environ.setdefault("PTB_TIMEDELTA", "1")
