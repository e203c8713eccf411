"""What the shop serves where HTTP_PORT is set: the pages for operators, and Telegram's deliveries by webhook.

`bot.opening` imports it only then. A shop without a port does without a web server, which is a twentieth of
what a start imports.
"""

from contextlib import AbstractAsyncContextManager

from starlette.applications import Starlette

from bot.network.server import serving
from bot.operations.pages import pages
from bot.operations.reader import Operations
from bot.settings import Settings
from bot.telegram.incoming.intake import Intake
from bot.telegram.incoming.webhook import webhook_route


class HttpSite:
    """One for each process that has a port."""

    def __init__(self, settings: Settings, operations: Operations) -> None:
        self._host, self._port = settings.http_host, settings.http_port
        self._app = Starlette(routes=pages(operations, metrics_from=settings.metrics_networks))

    def serving(self) -> AbstractAsyncContextManager[int]:
        """Serves until the block is left. Raises `PortTakenError`."""
        return serving(self._app, self._host, self._port)

    def deliver_to(self, intake: Intake, path: str, secret: str) -> None:
        """From now on Telegram may deliver at this path."""
        route = webhook_route(path=path, secret=secret, accept=intake.accept, refuses=intake.refuses)
        self._app.router.routes.append(route)
