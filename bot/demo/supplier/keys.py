"""Who may ask, and how often: access keys, the lockout after bad ones, and the rate limit (contract §1.2,
§1.6, §1.7).

All keys are visibly made up. A lockout hits everybody on the caller's address, good keys too, as at the real
one.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from bot.demo.supplier.answers import ApiError

ACCOUNT: Final = "+213550000000"
BAD_KEYS_ALLOWED: Final = 5
LOCKOUT_SECONDS: Final = 15 * 60
WINDOW_SECONDS: Final = 60


@dataclass(frozen=True)
class Key:
    """One access key and what it may do."""

    value: str
    type: str = "PRODUCTION"
    scope: str = "READ-WRITE"
    enabled: bool = True
    allowed_ips: tuple[str, ...] = ()

    @property
    def sandbox(self) -> bool:
        """Whether orders with this key are play."""
        return self.type == "SANDBOX"


KEYS: Final = {
    key.value: key
    for key in (
        Key("demo-key-not-a-secret"),
        Key("demo-sandbox-key-not-a-secret", type="SANDBOX"),
        Key("demo-readonly-key-not-a-secret", scope="READ-ONLY"),
        Key("demo-disabled-key-not-a-secret", enabled=False),
        Key("demo-elsewhere-key-not-a-secret", allowed_ips=("203.0.113.7",)),
    )
}


class Doorkeeper:
    """Lets requests in. `now` gives seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._bad: dict[str, int] = {}
        self._locked_until: dict[str, float] = {}
        self._seen: dict[str, deque[float]] = {}

    def admit(self, given: str | None, address: str, *, asks_about_key: bool) -> Key:
        """The key of a request from `address`. Raises ApiError. `/validate` tells even a disabled key about
        itself.
        """
        if self._locked_until.get(address, 0.0) > self._now():
            raise ApiError(403, "IP_BLOCKED", "Too many attempts with a wrong key; try again later")
        if not given:
            raise ApiError(400 if asks_about_key else 401, "MISSING_ACCESS_TOKEN", "Access token is missing")
        key = KEYS.get(given)
        if key is None:
            raise self._bad_key(address)
        self._bad.pop(address, None)
        if key.allowed_ips and address not in key.allowed_ips:
            raise ApiError(403, "IP_NOT_ALLOWED", "This address may not use the key")
        if not key.enabled and not asks_about_key:
            raise ApiError(403, "API_DISABLED", "This key is switched off")
        return key

    def count(self, key: Key, limit: int | None, *, say_when: bool) -> None:
        """Counts a request towards the limit in any 60 s. Raises ApiError 429, with `Retry-After` if
        `say_when`.
        """
        if limit is None:
            return
        now = self._now()
        seen = self._seen.setdefault(key.value, deque())
        while seen and seen[0] <= now - WINDOW_SECONDS:
            seen.popleft()
        if len(seen) >= limit:
            wait = int(seen[0] + WINDOW_SECONDS - now) + 1 if seen else WINDOW_SECONDS
            raise ApiError(
                429, "RATE_LIMIT_EXCEEDED", "Too many requests", retry_after=wait if say_when else None
            )
        seen.append(now)

    def snapshot(self) -> dict[str, Any]:
        """Addresses that are locked out, with the seconds left."""
        now = self._now()
        return {address: round(until - now) for address, until in self._locked_until.items() if until > now}

    def forget(self) -> None:
        """Opens the door to everybody again."""
        self._bad.clear()
        self._locked_until.clear()
        self._seen.clear()

    def _bad_key(self, address: str) -> ApiError:
        bad = self._bad.get(address, 0) + 1
        self._bad[address] = bad
        if bad >= BAD_KEYS_ALLOWED:
            self._bad.pop(address)
            self._locked_until[address] = self._now() + LOCKOUT_SECONDS
        return ApiError(
            401,
            "INVALID_ACCESS_TOKEN",
            "Access token is not valid",
            details={"attemptsLeft": BAD_KEYS_ALLOWED - bad},
        )
