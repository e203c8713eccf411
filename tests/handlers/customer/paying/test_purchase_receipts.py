"""The receipt of a purchase: a picture of goods and money, which holds no code and is nobody else's."""

from typing import Any

import pytest

from bot.languages import LANGUAGES
from bot.shop.billing.purchase_receipts import PurchaseReceipt
from bot.shop.errors import NotFoundError
from bot.shop.money import Money
from bot.shop.order_status import OrderStatus
from handlers.words.purchase_receipt_picture import WIDTH, _facts, purchase_receipt_picture
from tests.fakes.texts import library
from tests.handlers.buying_steps import bought
from tests.handlers.samples import AT, order_view
from tests.handlers.shopfloor import AMINA, SOFIANE, Floor, Person

_PNG = b"\x89PNG"


def said(receipt: PurchaseReceipt, language: str = "en") -> dict[str, str]:
    """What a receipt says, by the names of its lines."""
    facts = (fact for fact in _facts(library()[language], receipt) if fact is not None)
    return {name: value.replace("\u00a0", " ") for name, value in facts}


def receipt_of(methods: tuple[str, ...] = (), *, from_wallet: bool = True, **changes: Any) -> PurchaseReceipt:
    return PurchaseReceipt(order_view(**changes), AT, methods, from_wallet)


async def test_a_receipt_comes_from_the_code_and_the_order_and_holds_no_code(
    floor: Floor, sofiane: Person
) -> None:
    ref = await bought(floor, sofiane)
    codes = sofiane.last["message_id"]
    await sofiane.taps("Reçu", on=codes)
    assert f"Reçu de la commande {ref}" in sofiane.last["caption"].replace("\u2068", "").replace("\u2069", "")
    assert floor.telegram.files.known(sofiane.last["photo"][-1]["file_id"]).content.startswith(_PNG)
    receipt = await floor.services.purchase_receipts.of(SOFIANE, ref)
    [order] = floor.books.orders.values()
    shown = str(said(receipt))
    assert order.cards[0]["value"] not in shown
    assert order.cards[0]["serial"] not in shown
    assert said(receipt)["Paid by"] == "wallet"
    assert receipt.net == Money.of_dinars(2_790)


async def test_nobody_has_the_receipt_of_another(floor: Floor, sofiane: Person, amina: Person) -> None:
    ref = await bought(floor, sofiane)
    with pytest.raises(NotFoundError):
        await floor.services.purchase_receipts.of(AMINA, ref)
    _, data = sofiane.button("Reçu")
    await amina.presses(amina.last["message_id"], data)
    assert not any("photo" in message for message in amina.messages)


def test_a_receipt_says_what_was_paid_by_what_and_what_came_back() -> None:
    receipt = receipt_of(
        ("ocpay",),
        quantity=3,
        fulfilled_quantity=2,
        status=OrderStatus.PARTIALLY_FILLED,
        refunded=Money.of_dinars(2_790),
        discount=Money.of_dinars(100),
        promo="EID24",
    )
    lines = said(receipt)
    assert lines["Order"] == receipt.order.ref
    assert lines["Quantity × price"] == "3 × 2 790 DA"
    assert lines["Subtotal"] == "8 370 DA"
    assert lines["Total"] == "8 270 DA"
    assert lines["Paid by"] == "CIB / Edahabia + wallet"
    assert lines["Refunded"] == "−2 790 DA"
    assert lines["Net paid"] == "5 480 DA"
    assert lines["Status"] == "partly delivered, the rest refunded"
    free = receipt_of(discount=Money.of_dinars(2_790), promo="FREE")
    assert said(free)["Paid by"] == "nothing to pay"


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_longest_receipt_is_drawn_within_its_width(language: str) -> None:
    receipt = receipt_of(
        ("ocpay", "transfer"),
        product_title="W & <W> $x " * 25,
        type_name="W & <W> " * 25,
        region="united-arab-emirates",
        quantity=100,
        unit_price=Money(99_999_999_99),
    )
    picture = purchase_receipt_picture(library()[language], receipt)
    assert picture.startswith(_PNG)
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    assert width == WIDTH
    # Telegram takes photos whose sides add up to no more than 10,000 (Bot API sendPhoto).
    assert width + height < 3_000
