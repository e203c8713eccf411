"""Updates on their way to the bot: numbered, queued until confirmed, given to one long poll or pushed to a
webhook.

Semantics are the server's (tdlib/telegram-bot-api, `Client.cpp`): an offset confirms what is below it,
omitted `allowed_updates` keep the last ones, a newer poll ends the waiting one with 409. Updates do not
expire here.
"""

import asyncio
import contextlib
import time
from collections import OrderedDict, deque
from itertools import islice
from typing import Any, Final

from starlette.requests import Request

from bot.clock import Clock
from bot.demo.telegram.webhook import Webhook
from bot.demo.telegram.wire import Encoded, RefusedError, encode

KINDS: Final = frozenset(
    (
        "message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
        "edited_business_message", "deleted_business_messages", "guest_message", "message_reaction",
        "message_reaction_count", "inline_query", "chosen_inline_result", "callback_query", "shipping_query",
        "pre_checkout_query", "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member",
        "chat_join_request", "chat_boost", "removed_chat_boost", "managed_bot",
    )
)  # fmt: skip
DEFAULT_KINDS: Final = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}
LONGEST_POLL: Final = 50
MOST_UPDATES: Final = 100
_REMEMBERED: Final = 5_000

Params = dict[str, Any]


class Updates:
    """The queue of one bot."""

    def __init__(self, clock: Clock) -> None:
        self.webhook: Webhook | None = None
        self._clock = clock
        self._allowed = DEFAULT_KINDS
        # Starting at the clock keeps ids from being used twice by a world that forgot everything: the shop
        # would take new updates for old ones.
        self._last_id = int(time.time())
        self._pending: OrderedDict[int, tuple[int, str]] = OrderedDict()
        self._sent: OrderedDict[int, tuple[int, str]] = OrderedDict()
        self._again: deque[str] = deque()
        self._poll: asyncio.Future[bool] | None = None
        self._closed = False

    def push(self, kind: str, content: dict[str, Any], *, person_id: int) -> int | None:
        """A new update about that person. Its id, or None when the bot does not want updates of that kind."""
        if kind not in self._allowed:
            return None
        self._last_id += 1
        update = encode({"update_id": self._last_id, kind: content})
        self._pending[self._last_id] = self._sent[self._last_id] = person_id, update
        if len(self._sent) > _REMEMBERED:
            self._sent.popitem(last=False)
        self._deliver(self._last_id, person_id, update)
        return self._last_id

    def push_again(self, update_id: int) -> bool:
        """Delivers an update once more, confirmed or not, as Telegram may. False when it is no longer
        known.
        """
        if update_id not in self._sent:
            return False
        person_id, update = self._sent[update_id]
        if self.webhook is None:
            self._again.append(update)
        self._deliver(update_id, person_id, update)
        return True

    def _deliver(self, update_id: int, person_id: int, update: str) -> None:
        if self.webhook is not None:
            self.webhook.push(update_id, person_id, update)
        elif self._poll is not None and not self._poll.done():
            self._poll.set_result(True)

    async def get(self, params: Params, request: Request) -> Encoded:
        """`getUpdates`. Waits up to `timeout` seconds, shorter when the connection is gone. Raises
        RefusedError (409).
        """
        if self.webhook is not None:
            raise RefusedError(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
                code=409,
            )
        self._choose(params)
        offset = params.get("offset", 0)
        limit = min(max(params.get("limit", MOST_UPDATES), 1), MOST_UPDATES)
        timeout = min(max(params.get("timeout", 0), 0), LONGEST_POLL)
        self._confirm(offset)
        if not self._pending and not self._again and timeout and not await self._wait(timeout, request):
            return Encoded("[]")
        again = [self._again.popleft() for _ in range(min(limit, len(self._again)))]
        updates = [update for _, update in islice(self._pending.values(), limit - len(again))]
        return Encoded(f"[{','.join(again + updates)}]")

    async def _wait(self, timeout: float, request: Request) -> bool:  # noqa: ASYNC109 - the Bot API's parameter
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(False)
        poll: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._poll = poll
        gone = asyncio.create_task(_gone(request))
        timer = asyncio.create_task(self._clock.sleep(timeout))
        try:
            if not self._closed:
                await asyncio.wait((poll, gone, timer), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (gone, timer):
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
            if self._poll is poll:
                self._poll = None
        if poll.done() and not poll.result():
            by = (
                "setWebhook request"
                if self.webhook is not None
                else ("other getUpdates request; make sure that only one bot instance is running")
            )
            raise RefusedError(f"terminated by {by}", code=409)
        return poll.done()  # else nobody is there any more, or nothing came

    def _confirm(self, offset: int) -> None:
        if offset < 0:  # keep the last so many, forget the others
            while len(self._pending) > -offset:
                self._pending.popitem(last=False)
            return
        while self._pending and next(iter(self._pending)) < offset:
            self._pending.popitem(last=False)

    def _choose(self, params: Params) -> None:
        if "allowed_updates" in params:
            self._allowed = KINDS.intersection(params["allowed_updates"]) or DEFAULT_KINDS

    def set_webhook(self, params: Params) -> bool:
        """`setWebhook`; an empty URL takes it away. The URL must lead to this machine: the demo calls nobody
        else.
        """
        if not params["url"]:
            return self.delete_webhook(params)
        webhook = Webhook(
            params["url"],
            secret=params.get("secret_token"),
            connections=min(max(params.get("max_connections", 40), 1), 100),
            clock=self._clock,
            delivered=lambda update_id: self._pending.pop(update_id, None) and None,
        )
        self._choose(params)
        self._stop_webhook()
        if params.get("drop_pending_updates"):
            self._pending.clear()
        self.webhook = webhook
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(False)
        for update_id, (person_id, update) in self._pending.items():
            webhook.push(update_id, person_id, update)
        return True

    def delete_webhook(self, params: Params) -> bool:
        """`deleteWebhook`: what was not delivered waits for `getUpdates`."""
        self._stop_webhook()
        if params.get("drop_pending_updates"):
            self._pending.clear()
        return True

    def webhook_info(self, _params: Params) -> dict[str, Any]:
        """`getWebhookInfo`."""
        info: dict[str, Any] = {
            "url": self.webhook.url if self.webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._pending),
        }
        if self._allowed != DEFAULT_KINDS:
            info["allowed_updates"] = sorted(self._allowed)
        return info | (self.webhook.info() if self.webhook else {})

    def _stop_webhook(self) -> None:
        if self.webhook is not None:
            self.webhook.close()
            self.webhook = None

    def dump(self) -> dict[str, Any]:
        """What waits for the bot. A webhook is not kept: the bot sets its own at every start."""
        return {
            "last_id": self._last_id,
            "allowed": sorted(self._allowed),
            "pending": [[update_id, *update] for update_id, update in self._pending.items()],
        }

    def restore(self, kept: dict[str, Any]) -> None:
        """Replaces the queue. Ids are never used twice, and whoever polls goes on polling."""
        self._last_id = max(self._last_id, kept["last_id"])
        self._allowed = frozenset(kept["allowed"])
        self._pending = OrderedDict(
            (update_id, (person_id, update)) for update_id, person_id, update in kept["pending"]
        )
        self._sent = OrderedDict(self._pending)
        self._again.clear()

    def close(self) -> None:
        """Lets waiting polls end with nothing, and stops the webhook."""
        self._closed = True
        self._stop_webhook()
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(True)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
