"""The outside world over HTTP, as one ASGI application: both sides' APIs, the control API and the page."""

from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.demo.control import Control, Guard
from bot.demo.world import World


def create_app(world: World) -> Starlette:
    """The whole outside world as one ASGI application; the busiest routes come first."""
    routes = [
        *world.telegram.routes(),
        *world.supplier.routes(),
        *world.telegram.control_routes(),
        *world.supplier.control_routes(),
        *Control(world).routes(),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guard)])
