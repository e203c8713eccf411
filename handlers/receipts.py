"""Which messages have become receipts lately: those are the sender's, and no late press may be shown over them.

The drafts in the database stop a second order; this stops only a screen. It is memory on purpose: it covers the
moment between Buy and the receipt's own buttons, and forgets the oldest.
"""

from collections import OrderedDict

REMEMBERED = 10_000


class ReceiptPlaces:
    """The newest places of receipts."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._places: OrderedDict[tuple[int, int], None] = OrderedDict()

    def add(self, chat_id: int, message_id: int) -> None:
        """This message is a receipt from now on."""
        self._places[chat_id, message_id] = None
        if len(self._places) > self._remembered:
            self._places.popitem(last=False)

    def holds(self, chat_id: int, message_id: int) -> bool:
        """Whether this message became a receipt lately."""
        return (chat_id, message_id) in self._places
