"""A OneClickDz v3 sandbox: strict, stateful, and as troublesome as one asks it to be.

`Supplier` is its front: the API's routes, the control routes of the page and of tests, and its memory.
"""

from bot.demo.supplier.service import Supplier

__all__ = ["Supplier"]
