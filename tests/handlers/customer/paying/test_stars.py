"""Paying with Stars, from the confirmation and with /topup, as customers see it."""

import asyncio

import pytest
from sqlalchemy import func, select

from bot.demo.telegram.payments import QUERY_TOO_OLD
from storage.tables import payment_requests
from tests.handlers import shopfloor
from tests.handlers.buying_steps import confirms
from tests.handlers.shopfloor import AMINA, KARIM, Floor, Person
from tests.handlers.stars import TAKES_STARS, books, has_an_invoice

pytestmark = TAKES_STARS


async def test_an_order_is_paid_with_stars_and_delivered(floor: Floor, sofiane: Person) -> None:
    await confirms(sofiane)
    assert "Comment souhaitez-vous payer" in sofiane.screen
    assert "⭐ Telegram Stars · 1 116 ⭐" in sofiane.buttons
    confirmation = sofiane.last["message_id"]
    await sofiane.taps("⭐")
    await floor.work()
    receipt = sofiane.account.posts[confirmation].seen()
    assert "En attente de votre paiement" in shopfloor.text_of(receipt)
    assert "10:30" in shopfloor.text_of(receipt)
    assert sofiane.last["invoice"]["total_amount"] == 1116
    assert sofiane.last["invoice"]["title"].startswith("Commande ")
    assert sofiane.last["invoice"]["start_parameter"]
    assert (await sofiane.pays())["status"] == "paid"
    await floor.work()
    await floor.settle()
    (order,) = await floor.orders(sofiane.id)
    assert order.status == "fulfilled"
    assert not (await floor.services.wallet.balance(sofiane.id))
    assert sofiane.sees("Livrée", "🔑")
    await sofiane.sends("/wallet")
    assert "paiement (Telegram Stars)" in sofiane.screen


async def test_a_payment_told_twice_is_one_payment(floor: Floor, sofiane: Person) -> None:
    await has_an_invoice(sofiane)
    await sofiane.pays(told="twice")
    await floor.work()
    (order,) = await floor.orders(sofiane.id)
    assert order.status in {"paid", "placing", "processing"}
    assert not (await floor.services.wallet.balance(sofiane.id))


async def test_a_payment_the_bot_never_heard_of_heals_from_telegrams_ledger(
    floor: Floor, sofiane: Person
) -> None:
    await has_an_invoice(sofiane)
    await sofiane.pays(told="lost")
    assert (await floor.orders(sofiane.id))[0].status == "awaiting_payment"
    assert await books(floor).reconcile() == 1
    await floor.work()
    assert (await floor.orders(sofiane.id))[0].status != "awaiting_payment"
    assert await books(floor).reconcile() == 0  # from where it stopped, after a restart too


async def test_a_paid_an_expired_and_anothers_invoice_are_refused_in_words(
    floor: Floor, sofiane: Person, amina: Person
) -> None:
    await has_an_invoice(sofiane)
    message = sofiane.last["message_id"]
    await sofiane.pays(message)
    again = await sofiane.pays(message)
    assert again["status"] == "refused"
    assert "déjà payé" in again["error_message"]
    await has_an_invoice(amina)
    floor.clock.tick(31 * 60)
    assert "انتهت صلاحية" in (await amina.pays())["error_message"]
    invoice = floor.telegram.payments.invoice_of(
        amina.account, {"message_id": next(m["message_id"] for m in amina.messages if "invoice" in m)}
    )
    link = floor.telegram.payments.create_link(
        {**invoice, "prices": [{"label": "x", "amount": invoice["total_amount"]}]}
    )
    paying = asyncio.ensure_future(
        floor.telegram.payments.pay(
            sofiane.account, floor.telegram.payments.invoice_of(sofiane.account, {"link": link})
        )
    )
    while not paying.done():
        await asyncio.sleep(0)
        await floor.handle()
    assert paying.result()["status"] == "refused"


async def test_a_question_answered_too_late_alarms_nobody(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    """Telegram has told the payer already that nothing was paid; there is nothing that they could do."""
    await has_an_invoice(sofiane)
    told = len(sofiane.messages), len(karim.messages)
    floor.api.refuse_next("answerPreCheckoutQuery", 400, f"Bad Request: {QUERY_TOO_OLD}")
    invoice = floor.telegram.payments.invoice_of(sofiane.account, {"message_id": sofiane.last["message_id"]})
    paying = asyncio.ensure_future(floor.telegram.payments.pay(sofiane.account, invoice))
    await asyncio.sleep(0)
    await floor.handle()
    await floor.clock.advance(11)
    assert (await paying)["status"] == "timeout"
    await floor.work()
    assert (len(sofiane.messages), len(karim.messages)) == told
    assert (await floor.orders(sofiane.id))[0].status == "awaiting_payment"


async def test_an_invoice_that_ran_out_is_taken_away_and_a_paid_one_stays(
    floor: Floor, sofiane: Person, amina: Person
) -> None:
    await has_an_invoice(sofiane)
    await sofiane.pays()
    await floor.work()
    await has_an_invoice(amina)
    floor.clock.tick(31 * 60)
    await floor.services.waiting_orders.check_due()
    await floor.work()
    assert [m for m in amina.messages if "invoice" in m] == []
    assert len([m for m in sofiane.messages if "invoice" in m]) == 1


async def test_an_invoice_asked_for_again_is_sent_once_though_the_old_one_stays(
    floor: Floor, sofiane: Person
) -> None:
    await has_an_invoice(sofiane)
    floor.api.time_out_next("deleteMessage")
    await sofiane.sends("/topup 500")
    await sofiane.taps("⭐")
    await floor.later(10)
    await sofiane.taps("Moyens de paiement", "⭐")
    await floor.work()
    await floor.later(60)
    assert len(floor.api.asked("sendInvoice")) == 3


async def test_an_invoice_that_has_just_come_is_not_replaced_by_more_presses(
    floor: Floor, sofiane: Person
) -> None:
    await has_an_invoice(sofiane)
    invoice = sofiane.last["message_id"]
    await sofiane.taps("Moyens de paiement")
    ways, by_stars = sofiane.button("⭐")
    for _ in range(3):
        await sofiane.presses(ways, by_stars)
        await floor.work()
    assert [m["message_id"] for m in sofiane.messages if "invoice" in m] == [invoice]
    await floor.later(10)
    await sofiane.presses(ways, by_stars)
    await floor.work()
    (newest,) = [m["message_id"] for m in sofiane.messages if "invoice" in m]
    assert newest > invoice


async def test_an_order_that_waits_can_be_paid_from_the_list_of_orders(floor: Floor, sofiane: Person) -> None:
    await has_an_invoice(sofiane)
    await sofiane.sends("/orders")
    await sofiane.taps("10 EUR", "Moyens de paiement", "⭐")
    await floor.work()
    assert (await sofiane.pays())["status"] == "paid"


async def test_the_question_is_answered_however_slow_the_supplier_is(floor: Floor, sofiane: Person) -> None:
    await has_an_invoice(sofiane)
    floor.books.modes = floor.books.modes.turned({"stopped": True})
    assert (await sofiane.pays())["status"] == "paid"
    await floor.work()
    assert sofiane.sees("partira automatiquement")
    floor.books.modes = floor.books.modes.turned({"stopped": False})


async def test_money_that_comes_too_late_is_in_the_wallet_with_a_way_to_go_on(
    floor: Floor, sofiane: Person
) -> None:
    await has_an_invoice(sofiane)
    message = sofiane.last["message_id"]
    await sofiane.pays(message, told="lost")
    floor.clock.tick(31 * 60)
    await floor.services.waiting_orders.check_due()
    await floor.work()
    assert (await floor.orders(sofiane.id))[0].status == "expired"
    await books(floor).reconcile()
    await floor.work()
    assert sofiane.sees("2 790 DA est arrivé", "Rien n’est perdu")
    await sofiane.taps("Commander de nouveau")
    assert "Vérifiez votre commande" in sofiane.screen
    await sofiane.taps("Acheter")
    assert len(await floor.orders(sofiane.id)) == 2


async def test_a_waiting_order_can_be_cancelled_and_its_invoice_is_dead(
    floor: Floor, sofiane: Person
) -> None:
    await has_an_invoice(sofiane)
    await sofiane.taps("Annuler la commande")
    assert (await sofiane.pays())["status"] == "refused"  # in the moment before it is taken away
    await floor.work()
    assert sofiane.sees("Annulée")
    assert [m for m in sofiane.messages if "invoice" in m] == []
    await sofiane.sends("/orders")
    await sofiane.taps("10 EUR", "Commander de nouveau")
    assert "Vérifiez votre commande" in sofiane.screen


async def test_ways_can_be_opened_again_from_the_receipt(floor: Floor, sofiane: Person) -> None:
    await has_an_invoice(sofiane)
    await sofiane.taps("Moyens de paiement")
    assert "Comment souhaitez-vous payer" in sofiane.screen
    await sofiane.taps("⭐")
    await floor.work()
    assert len([m for m in sofiane.messages if "invoice" in m]) == 1  # the newest; the first is taken away
    async with floor.db.read() as conn:
        assert (await conn.execute(select(func.count()).select_from(payment_requests))).scalar_one() == 1


async def test_topping_up_by_buttons_and_typed(floor: Floor, amina: Person) -> None:
    await amina.sends("/topup")
    assert "1 000 دج" in amina.buttons
    await amina.sends("كثيرًا")
    assert "بكم تريد" in amina.screen
    await amina.sends("١٢٥٠")
    assert "1 250 دج" in amina.screen
    await amina.taps("⭐")
    await floor.work()
    assert amina.last["invoice"]["total_amount"] == 500
    await amina.pays()
    await floor.work()
    assert (await floor.services.wallet.balance(AMINA)).dinars == 1250
    assert amina.sees("وصلت دفعتك")
    await amina.sends("/topup 100")
    assert "من 500 دج" in amina.screen
    await amina.sends("/topup 2000")
    assert "كيف تريد أن تدفع" in amina.screen


async def test_a_refund_that_nobody_asked_for_is_told_to_both_sides(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sofiane.sends("/topup 1000")
    await sofiane.taps("⭐")
    await floor.work()
    done = await sofiane.pays()
    floor.telegram.payments.refund(
        {"user_id": sofiane.id, "telegram_payment_charge_id": done["telegram_payment_charge_id"]}
    )
    await floor.handle()
    await floor.work()
    assert not (await floor.services.wallet.balance(sofiane.id))
    assert sofiane.sees("400 ⭐ vous a été remboursé")
    assert karim.sees("repris sans notre demande")
    await books(floor).reconcile()  # the ledger says the same once more
    await floor.work()
    assert len([m for m in karim.messages if "repris" in shopfloor.text_of(m)]) == 1


async def test_a_refund_asked_for_survives_a_lost_answer_and_is_never_done_twice(
    floor: Floor, sofiane: Person
) -> None:
    await sofiane.sends("/topup 1000")
    await sofiane.taps("⭐")
    await floor.work()
    await sofiane.pays()
    refunds_to_payer = floor.services.refunds_to_payer
    await refunds_to_payer.ask(KARIM, 1)
    await refunds_to_payer.ask(KARIM, 1)
    assert not (await floor.services.wallet.balance(sofiane.id))
    floor.api.time_out_next("refundStarPayment")
    await books(floor).refund()
    assert len(await refunds_to_payer.asked_for("stars")) == 1
    await books(floor).check_due()
    await floor.handle()
    assert await refunds_to_payer.asked_for("stars") == []
    assert floor.telegram.payments.balance({}) == {"amount": 0}
    await floor.work()
    assert len([m for m in sofiane.messages if "vous a été remboursé" in shopfloor.text_of(m)]) == 1


async def test_a_refund_that_telegram_refuses_is_in_the_wallet_again(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sofiane.sends("/topup 1000")
    await sofiane.taps("⭐")
    await floor.work()
    await sofiane.pays()
    await floor.services.refunds_to_payer.ask(KARIM, 1)
    floor.api.refuse_next("refundStarPayment", 400, "Bad Request: CHARGE_ID_INVALID")
    await books(floor).refund()
    await floor.work()
    assert (await floor.services.wallet.balance(sofiane.id)).dinars == 1000
    assert karim.sees("refuse de rembourser")


async def test_terms_are_there_and_name_pay_support(sofiane: Person) -> None:
    await sofiane.sends("/terms")
    assert "/paysupport" in sofiane.screen


@pytest.mark.settings
async def test_without_any_way_to_pay_wallets_are_filled_by_hand(floor: Floor) -> None:
    person = floor.person(AMINA)
    await person.sends("/topup")
    assert "1001" in person.screen
    await confirms(person)
    assert "احتفظنا لك باختيارك" in person.screen


async def test_an_amount_that_cannot_be_taken_is_named_and_asked_for_again(
    floor: Floor, sofiane: Person
) -> None:
    await sofiane.sends("/topup beaucoup")
    assert "« beaucoup »" in sofiane.screen
    await sofiane.sends("deux mille")
    assert "« deux mille »" in sofiane.screen
    assert "Combien voulez-vous mettre" in sofiane.screen
    await sofiane.sends("10")
    assert "Ce montant n’est pas possible" in sofiane.screen
    await sofiane.sends("2000")
    assert "Comment souhaitez-vous payer" in sofiane.screen


async def test_cancelling_leads_back_to_the_menu(floor: Floor, sofiane: Person) -> None:
    await confirms(sofiane)
    for words in ("Choix abandonné", "rien à annuler"):
        await sofiane.sends("/cancel")
        assert words in sofiane.screen
        assert "🛍️ Boutique" in sofiane.buttons
