"""PTB put together the shop's way: our transport, rate limiter and processor, no updater, no job queue, UTC.

What differs from PTB's own classes is said here: the token is in no `repr` and no error, and updates can be
had raw. It starts nothing; `bot.telegram.incoming.intake` brings the updates.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC
from typing import Any

from telegram import LinkPreviewOptions, Update
from telegram._utils.types import JSONDict
from telegram.error import InvalidToken, NetworkError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BasePersistence,
    BaseRateLimiter,
    BaseUpdateProcessor,
    ContextTypes,
    Defaults,
    ExtBot,
)
from telegram.request import BaseRequest

from bot.telegram.incoming.update_processor import is_payment
from bot.telegram.transport import AiohttpRequest, Called
from storage.trouble import TryTransactionAgainError

_MOST_CUT_OFF = 2
"""How often an update that the database's absence cut off is handled again before its sender hears of it."""
_WRITING = ("send", "edit")
_WHICH = ("message_id", "date", "chat")
"""What says which message it is: PTB makes no Message without them."""

TELEGRAM = "https://api.telegram.org"


class TokenRefused(InvalidToken):
    """Telegram does not know this token: nothing will work until BOT_TOKEN is mended."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(
            "Telegram refuses BOT_TOKEN. @BotFather shows the one that holds now (/mybots, API Token)"
        )


class ShopBot(ExtBot[Any]):
    """PTB's bot, discreet, and able to hand over updates as they came."""

    __slots__ = ()

    def __repr__(self) -> str:
        """PTB's own shows the token."""
        return f"{type(self).__name__}[id={self.token.partition(':')[0]}]"

    async def initialize(self) -> None:
        """Opens the transports and asks Telegram who we are.

        Raises:
            TokenRefused: instead of PTB's error, which quotes the token. NetworkError: also when the answer
            has no shape that PTB knows: somebody else spoke in Telegram's place.
        """
        odd = ""
        try:
            await super().initialize()
        except InvalidToken:
            refused = True
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            refused, odd = False, type(error).__name__
        else:
            refused = False
        if refused:
            raise TokenRefused
        if odd:
            raise NetworkError(f"The answer to getMe is not one of the Bot API ({odd})")

    async def close_transports(self) -> None:
        """Closes the connections, also of a bot whose initialization was cut short, which PTB's `shutdown`
        leaves open.
        """
        for transport in self._request:
            await transport.shutdown()

    async def _post(self, endpoint: str, data: JSONDict | None = None, **how: Any) -> Any:
        """As PTB's, but of a message that was just sent or changed no more comes back than which one it is:
        nobody reads what the shop itself wrote, and PTB makes an object of each part of it.
        """
        answer = await super()._post(endpoint, data, **how)
        if endpoint.startswith(_WRITING) and isinstance(answer, dict):
            return {name: answer[name] for name in _WHICH if name in answer}
        return answer

    async def raw_updates(
        self, *, offset: int | None, wait: int, limit: int, allowed_updates: Sequence[str]
    ) -> list[Any]:
        """Bot API getUpdates without making PTB objects of the answer. Telegram answers after `wait` seconds
        at the latest.
        """
        data = {
            "offset": offset,
            "timeout": wait,
            "limit": limit,
            "allowed_updates": list(allowed_updates),
        }
        updates: list[Any] = await self._post("getUpdates", data, read_timeout=wait + 10.0)
        return updates


class ShopApplication(Application[Any, Any, Any, Any, Any, Any]):
    """PTB's application; it also remembers what the intake has to repeat: payments for which a handler
    failed, and a few times whatever failed because the database was away for a moment.

    Not pre-checkout queries: nothing was paid yet, and the answer would come too late.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._to_repeat: set[int] = set()
        self._cut_off: Counter[int] = Counter()

    async def process_error(
        self, update: object | None, error: Exception, job: Any = None, coroutine: Any = None
    ) -> bool:
        """Called by PTB when a handler raised."""
        if isinstance(update, Update) and update.pre_checkout_query is None:
            if (
                isinstance(error, TryTransactionAgainError)
                and self._cut_off[update.update_id] < _MOST_CUT_OFF
            ):
                self._cut_off[update.update_id] += 1
                self._to_repeat.add(update.update_id)
                return True  # nobody hears of it, and no other handler runs before it is repeated
            if is_payment(update):
                self._to_repeat.add(update.update_id)
        return await super().process_error(update=update, error=error, job=job, coroutine=coroutine)

    def has_to_be_repeated(self, update_id: int) -> bool:
        """Whether a handler failed on this update, since this was last asked, in a way that lets it be tried
        again.
        """
        failed = update_id in self._to_repeat
        self._to_repeat.discard(update_id)
        if not failed:
            del self._cut_off[update_id]
        return failed


def build_application(
    *,
    token: str,
    processor: BaseUpdateProcessor,
    limiter: BaseRateLimiter[Any] | None = None,
    persistence: BasePersistence[Any, Any, Any] | None = None,
    context_types: ContextTypes[Any, Any, Any, Any] | None = None,
    api_url: str = TELEGRAM,
    transport: BaseRequest | None = None,
    polling_transport: BaseRequest | None = None,
    proxy: str | None = None,
    on_called: Callable[[Called], None] = lambda _: None,
) -> ShopApplication:
    """The application, not yet initialized. `api_url` is the base without `/bot`; transports are ours unless
    given, `proxy` is theirs, and `on_called` hears of each of their requests.
    """
    base = api_url.rstrip("/")
    bot = ShopBot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=transport or AiohttpRequest(proxy=proxy, on_called=on_called),
        # A connection of its own: answers never queue behind the long poll, nor the poll behind answers.
        get_updates_request=polling_transport
        or AiohttpRequest(connections=2, proxy=proxy, on_called=on_called),
        defaults=Defaults(tzinfo=UTC, link_preview_options=LinkPreviewOptions(is_disabled=True)),
        rate_limiter=limiter,
    )
    builder = ApplicationBuilder().application_class(ShopApplication).bot(bot).updater(None).job_queue(None)
    builder = builder.concurrent_updates(processor)
    if persistence is not None:
        builder = builder.persistence(persistence)
    if context_types is not None:
        builder = builder.context_types(context_types)
    application = builder.build()
    if not isinstance(application, ShopApplication):  # pragma: no cover - tells the type checker
        raise TypeError(application)
    return application
