"""Stars: the bot is asked first and has ten seconds, each charge is one line of a ledger, refunds happen
once.
"""

import asyncio
from typing import Any

import pytest

from bot.demo.telegram.botapi.shapes import shapes
from tests.demo.telegram.driver import AMINA, SOFIANE, Driver, RefusalError
from tests.fakes.clock import FakeClock

CARD = {
    "title": "Store card",
    "description": "One card of 10 €",
    "payload": "order-1",
    "currency": "XTR",
    "prices": [{"label": "Card", "amount": 250}],
}


async def invoice(tg: Driver, chat_id: int = AMINA, **more: Any) -> int:
    sent = await tg.call("sendInvoice", chat_id=chat_id, **{**CARD, **more})
    return int(sent["message_id"])


async def next_update(tg: Driver) -> dict[str, Any]:
    """The oldest update, which is confirmed at once; waits for it."""
    async with asyncio.timeout(5):
        while not (updates := await tg.updates(limit=1)):  # noqa: ASYNC110 - the clock stands still, a long poll too
            await asyncio.sleep(0)
    assert shapes().wrong_with("[Update]", updates) is None
    await tg.updates(offset=updates[0]["update_id"] + 1, limit=1)
    return updates[0]


async def paid(tg: Driver, user_id: int = AMINA, **how: Any) -> dict[str, Any]:
    paying = asyncio.create_task(tg.does(user_id, "pay", **how))
    query = (await next_update(tg))["pre_checkout_query"]
    await tg.call("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)
    done: dict[str, Any] = await paying
    return done


async def test_an_invoice_shows_its_price_and_a_pay_button(tg: Driver) -> None:
    await invoice(tg, start_parameter="order-1")
    seen = (await tg.sees(AMINA))[-1]
    assert seen["invoice"] == {
        "title": "Store card",
        "description": "One card of 10 €",
        "start_parameter": "order-1",
        "currency": "XTR",
        "total_amount": 250,
    }
    assert seen["reply_markup"]["inline_keyboard"][0][0]["pay"] is True


async def test_a_payment_is_asked_about_then_told(tg: Driver) -> None:
    message_id = await invoice(tg)
    paying = asyncio.create_task(tg.does(AMINA, "pay", message_id=message_id))
    query = (await next_update(tg))["pre_checkout_query"]
    assert (query["invoice_payload"], query["total_amount"], query["from"]["id"]) == ("order-1", 250, AMINA)
    assert not paying.done()
    await tg.call("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)
    done = await paying
    assert done["status"] == "paid"
    update = await next_update(tg)
    payment = update["message"]["successful_payment"]
    assert [update["update_id"]] == done["update_ids"]
    assert payment["telegram_payment_charge_id"] == done["telegram_payment_charge_id"]
    assert (payment["currency"], payment["total_amount"], payment["invoice_payload"]) == (
        "XTR",
        250,
        "order-1",
    )
    assert (await tg.sees(AMINA))[-1]["successful_payment"] == payment
    assert [event["state"] for event in tg.events("precheckout")] == ["asked", "paid"]
    with pytest.raises(RefusalError, match="query is too old"):
        await tg.call("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)


async def test_the_bot_may_refuse_with_a_reason(tg: Driver) -> None:
    paying = asyncio.create_task(tg.does(AMINA, "pay", message_id=await invoice(tg)))
    query = (await next_update(tg))["pre_checkout_query"]
    with pytest.raises(RefusalError, match="error message must be non-empty"):
        await tg.call("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=False)
    await tg.call(
        "answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=False, error_message="Sold out"
    )
    assert await paying == {"status": "refused", "error_message": "Sold out"}
    assert await tg.updates() == []


async def test_ten_seconds_without_an_answer_end_it(tg: Driver, clock: FakeClock) -> None:
    paying = asyncio.create_task(tg.does(AMINA, "pay", message_id=await invoice(tg)))
    query = (await next_update(tg))["pre_checkout_query"]
    await clock.advance(9.9)
    assert not paying.done()
    await clock.advance(0.2)
    assert await paying == {"status": "timeout"}
    with pytest.raises(RefusalError, match="query is too old"):
        await tg.call("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)
    assert (await tg.call("getMyStarBalance")) == {"amount": 0}


async def test_one_invoice_can_be_paid_twice_and_by_others_through_a_link(tg: Driver) -> None:
    message_id = await invoice(tg)
    link = await tg.call("createInvoiceLink", **CARD)
    charges = {(await paid(tg, message_id=message_id))["telegram_payment_charge_id"]}
    await next_update(tg)
    charges.add((await paid(tg, message_id=message_id))["telegram_payment_charge_id"])
    await next_update(tg)
    charges.add((await paid(tg, SOFIANE, link=link))["telegram_payment_charge_id"])
    assert len(charges) == 3
    assert (await tg.call("getMyStarBalance")) == {"amount": 750}


async def test_the_bot_may_hear_of_a_payment_twice(tg: Driver) -> None:
    done = await paid(tg, message_id=await invoice(tg), successful_payment="twice")
    first, second = await next_update(tg), await next_update(tg)
    assert first["update_id"] != second["update_id"]
    assert first["message"] == second["message"]
    assert done["update_ids"] == [first["update_id"], second["update_id"]]


async def test_a_payment_the_bot_never_hears_of_is_in_the_ledger(tg: Driver) -> None:
    done = await paid(tg, message_id=await invoice(tg), successful_payment="lost")
    assert await tg.updates() == []
    (line,) = (await tg.call("getStarTransactions"))["transactions"]
    assert (line["id"], line["amount"]) == (done["telegram_payment_charge_id"], 250)
    assert line["source"]["invoice_payload"] == "order-1"


async def test_a_charge_is_refunded_once_to_who_paid_it(tg: Driver) -> None:
    done = await paid(tg, message_id=await invoice(tg))
    await next_update(tg)
    charge = {"telegram_payment_charge_id": done["telegram_payment_charge_id"]}
    with pytest.raises(RefusalError, match="CHARGE_ID_INVALID"):
        await tg.call("refundStarPayment", user_id=SOFIANE, **charge)
    await tg.call("refundStarPayment", user_id=AMINA, **charge)
    refunded = (await next_update(tg))["message"]["refunded_payment"]
    assert (refunded["total_amount"], refunded["invoice_payload"]) == (250, "order-1")
    with pytest.raises(RefusalError, match="CHARGE_ALREADY_REFUNDED"):
        await tg.call("refundStarPayment", user_id=AMINA, **charge)
    lines = (await tg.call("getStarTransactions"))["transactions"]
    assert [(line["id"], "receiver" in line) for line in lines] == [
        (done["telegram_payment_charge_id"], False),
        (done["telegram_payment_charge_id"], True),
    ]
    assert (await tg.call("getStarTransactions", offset=1, limit=1))["transactions"] == lines[1:]
    assert (await tg.call("getMyStarBalance")) == {"amount": 0}


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"title": "x" * 33}, "INVOICE_TITLE_INVALID"),
        ({"description": "x" * 256}, "INVOICE_DESCRIPTION_INVALID"),
        ({"payload": "é" * 65}, "INVOICE_PAYLOAD_INVALID"),
        ({"currency": "DZD"}, "CURRENCY_INVALID"),
        ({"currency": "EUR"}, "PAYMENT_PROVIDER_INVALID"),
        ({"currency": "EUR", "provider_token": "1:LIVE:x"}, "PAYMENT_PROVIDER_INVALID"),
        ({"provider_token": "1:TEST:x"}, "PAYMENT_PROVIDER_INVALID"),
        ({"provider_token": "card-provider"}, "PAYMENT_PROVIDER_INVALID"),
        ({"prices": [{"label": "a", "amount": 1}, {"label": "b", "amount": 1}]}, "STARS_INVOICE_INVALID"),
        ({"prices": [{"label": "a", "amount": 0}]}, "STARS_INVOICE_INVALID"),
        ({"start_parameter": "no spaces"}, "START_PARAM_INVALID"),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}},
            "BUTTON_POS_INVALID",
        ),
    ],
)
async def test_invoices_have_rules(tg: Driver, more: dict[str, Any], reason: str) -> None:
    with pytest.raises(RefusalError, match=reason):
        await invoice(tg, **more)
    assert len(await tg.violations()) == 1


async def test_another_currency_needs_a_providers_test_token_and_moves_no_stars(tg: Driver) -> None:
    message_id = await invoice(tg, currency="EUR", provider_token="284685063:TEST:demo")
    assert (await tg.sees(AMINA))[-1]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Pay 2.50 EUR"
    done = await paid(tg, message_id=message_id)
    payment = (await next_update(tg))["message"]["successful_payment"]
    assert (payment["currency"], payment["total_amount"]) == ("EUR", 250)
    assert (await tg.call("getStarTransactions"))["transactions"] == []
    with pytest.raises(RefusalError, match="CHARGE_ID_INVALID"):
        await tg.call(
            "refundStarPayment",
            user_id=AMINA,
            telegram_payment_charge_id=done["telegram_payment_charge_id"],
        )


async def test_only_invoices_can_be_paid(tg: Driver) -> None:
    sent = await tg.call("sendMessage", chat_id=AMINA, text="x")
    for how in ({"message_id": sent["message_id"]}, {"link": "https://t.me/$none"}, {}):
        assert (await tg.http.post(f"/demo/users/{AMINA}/pay", json=how)).status_code == 404
    answer = await tg.http.post(
        f"/demo/users/{AMINA}/pay", json={"message_id": 1, "successful_payment": "thrice"}
    )
    assert answer.status_code == 400
