"""The canary: what must never stand in a log, nor readable in the database."""

from collections.abc import Iterator

from tests.e2e.processes import API_KEY, ENCRYPTION_KEY, TOKEN, ShopProcess

_WHOLE = (TOKEN, TOKEN.partition(":")[2], API_KEY, ENCRYPTION_KEY)
# Those of a shop that has them: customers are told the account, logs and stored rows are not.
_OF_PAYMENTS = ("CARD_PROVIDER_TOKEN", "TRANSFER_ACCOUNT")


def codes_of(shop: ShopProcess) -> set[str]:
    """The value and serial of every card that the supplier ever made in this shop's world."""
    cards = [card for order in shop.world.orders() for card in order["cards"]]
    return {text for card in cards for text in (card["value"], card["serial"])}


def assert_nothing_leaked(shop: ShopProcess) -> None:
    """No token, key, account, code or serial in any log of this shop; no code, serial or token in its
    database.
    """
    codes = codes_of(shop)
    of_payments = {shop.settings[name].rpartition(": ")[2] for name in _OF_PAYMENTS if name in shop.settings}
    for path in shop.folder.glob("*.log"):
        if path.name != "world.log":
            said = path.read_text()
            found = [secret for secret in (*_WHOLE, *of_payments, *codes) if secret in said]
            assert not found, f"{len(found)} secrets in {path.name}"
    for place, stored in _stored(shop):
        found = [secret for secret in (*_WHOLE, *of_payments, *codes) if secret.encode() in stored]
        assert not found, f"{len(found)} secrets in {place}"


def _stored(shop: ShopProcess) -> Iterator[tuple[str, bytes]]:
    """All that the shop has written down: its database's files, or all rows of one on a server."""
    if shop.on_server:
        yield "the database", shop.value("SELECT schema_to_xml('public', true, false, '')::text").encode()
    for path in shop.folder.glob(f"{shop.database.name}*"):
        yield path.name, path.read_bytes()
