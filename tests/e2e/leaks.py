"""The canary: what must never stand in a log, nor readable in the database."""

from tests.e2e.processes import API_KEY, ENCRYPTION_KEY, TOKEN, ShopProcess

_WHOLE = (TOKEN, TOKEN.partition(":")[2], API_KEY, ENCRYPTION_KEY)


def codes_of(shop: ShopProcess) -> set[str]:
    """The value and serial of every card that the supplier ever made in this shop's world."""
    cards = [card for order in shop.world.orders() for card in order["cards"]]
    return {text for card in cards for text in (card["value"], card["serial"])}


def assert_nothing_leaked(shop: ShopProcess) -> None:
    """No token, key, code or serial in any log of this shop; no code or serial in its database files."""
    codes = codes_of(shop)
    for path in shop.folder.glob("*.log"):
        if path.name != "world.log":
            said = path.read_text()
            found = [secret for secret in (*_WHOLE, *codes) if secret in said]
            assert not found, f"{len(found)} secrets in {path.name}"
    for path in shop.folder.glob(f"{shop.database.name}*"):
        stored = path.read_bytes()
        assert not [code for code in codes if code.encode() in stored], f"a code in {path.name}"
