"""Telegram's own payments: the question before a payment, the payment, a refund; /terms.

A question has ten seconds and is answered from one read. Payments are not
guarded as other handlers are: an error must reach the intake, which tries them
again; none may be lost. Source: Bot API "Payments", answerPreCheckoutQuery.
"""

import asyncio
from typing import Any, Final

import structlog
from telegram import Update
from telegram.error import BadRequest
from telegram.ext import ApplicationHandlerStop, MessageHandler, PreCheckoutQueryHandler, filters

from bot.shop.billing.intake import IncomingPayment
from bot.shop.billing.outcomes import PaymentRefusal
from handlers.ui.context import ShopContext
from handlers.ui.routing import Handler, command
from handlers.ui.screen import Screen
from handlers.ui.texts import escape

log = structlog.get_logger(__name__)

_SECONDS: Final = 6.0  # of the ten that Telegram gives; the answer itself may need a second try


def question_handler() -> PreCheckoutQueryHandler[ShopContext, Any]:
    """For the group before all others."""
    return PreCheckoutQueryHandler(answer_pre_checkout)


def handlers() -> list[Handler]:
    """What must come before any conversation."""
    return [
        MessageHandler(filters.SUCCESSFUL_PAYMENT, take_payment),
        MessageHandler(filters.StatusUpdate.REFUNDED_PAYMENT, take_refund_notice),
        command("terms", terms_command, place=90),
    ]


async def answer_pre_checkout(update: Update, context: ShopContext) -> None:
    """May this be paid? Whatever goes wrong here, the answer is no, and no money moves."""
    query = update.pre_checkout_query
    if query is None:
        return
    try:
        async with asyncio.timeout(_SECONDS):
            why = await context.services.payment_requests.refusal(
                query.invoice_payload,
                payer_id=query.from_user.id,
                currency=query.currency,
                currency_amount=query.total_amount,
            )
    except Exception:
        # Also a database that is too slow. The person reads why it cannot be paid now, the log has the rest.
        log.exception("pre_checkout_not_decided")
        why = PaymentRefusal.TROUBLE
    if (known := context.services.customers.at_hand(query.from_user.id)) is not None:
        context.customer = known
    text = None if why is None else context.texts.plain(f"refusal-{why}")
    try:
        await context.bot.answer_pre_checkout_query(
            pre_checkout_query_id=query.id, ok=why is None, error_message=text
        )
    except BadRequest as error:
        # Too late, as after a restart: Telegram has told the payer already that nothing was paid.
        log.warning("pre_checkout_answer_refused", reason=str(error))
    raise ApplicationHandlerStop


async def take_payment(update: Update, context: ShopContext) -> None:
    """The only proof that a payment was made. What is said about it comes through the outbox."""
    message = update.message
    if message is None or message.successful_payment is None or message.from_user is None:
        return
    payment = message.successful_payment
    await context.services.payment_intake.receive(
        IncomingPayment(
            way=await context.services.payments.invoiced_by(payment.invoice_payload, payment.currency),
            charge_id=payment.telegram_payment_charge_id,
            request_id=payment.invoice_payload,
            payer_id=message.from_user.id,
            currency=payment.currency,
            currency_amount=payment.total_amount,
            who="telegram",
        )
    )


async def take_refund_notice(update: Update, context: ShopContext) -> None:
    """Money went back, on our asking or not."""
    message = update.message
    if message is None or message.refunded_payment is None:
        return
    payment = message.refunded_payment
    way = await context.services.payments.invoiced_by(payment.invoice_payload, payment.currency)
    await context.services.refunds_to_payer.done(way, payment.telegram_payment_charge_id)


async def terms_command(context: ShopContext) -> None:
    """/terms, as Telegram requires of bots that take payments."""
    texts, own = context.texts, context.texts.own("terms")
    words = texts.html("terms-words") if own is None else escape(own)
    await context.show(Screen(f"{texts.html('terms', shop=texts.shop_name)}\n\n{words}"))
