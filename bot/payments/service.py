"""The cash desk: from "I want to pay this" to a request that the customer can see, in any of the ways that are on.

It joins the shop's rules with the ways; it decides nothing about money that comes.
"""

from collections.abc import Sequence

from bot.payments.invoices import DZD
from bot.payments.method import AccountsToPayTo, InvoiceMessage, PaymentMethod, PaymentPurpose, Price
from bot.shop.billing.intake import PaymentIntake
from bot.shop.billing.outcomes import PaymentOutcome
from bot.shop.billing.refunds import Refunds
from bot.shop.billing.refunds_to_payer import RefundsToPayer
from bot.shop.billing.requests import PaymentRequest
from bot.shop.billing.transfer_proofs import TransferProofs
from bot.shop.billing.waiting_orders import WaitingOrders
from bot.shop.errors import AlreadyBoughtError, MethodClosedError, PaymentOverError, SupplierAwayError
from bot.shop.money import Money
from bot.shop.order_status import OrderStatus
from bot.shop.orders.history import OrderView


class PaymentService:
    """One for the shop; handlers talk to it."""

    def __init__(
        self,
        *,
        paying: PaymentIntake,
        awaiting: WaitingOrders,
        paybacks: RefundsToPayer,
        receipts: TransferProofs,
        refunds: Refunds,
        methods: Sequence[PaymentMethod],
    ) -> None:
        self.paying = paying
        self.awaiting = awaiting
        self.paybacks = paybacks
        self.receipts = receipts
        self.refunds = refunds
        self._methods = {method.traits.name: method for method in methods}

    def method(self, name: str) -> PaymentMethod | None:
        """The method with that name, switched on or not."""
        return self._methods.get(name)

    def prices(self, amount: Money) -> tuple[Price, ...]:
        """The price of that amount with each method; none when nothing is missing or no method is on."""
        if amount <= Money.ZERO:
            return ()
        on = (method for method in self._methods.values() if method.is_on)
        return tuple(price for method in on if (price := method.price(amount)) is not None)

    def worth(self, name: str, currency: str, amount: int) -> Money | None:
        """What a payment that nobody asked for is worth; None where nobody can say."""
        method = self._methods.get(name)
        if method is not None:
            return method.worth(currency, amount)
        return Money(amount) if currency == DZD else None

    def asks_number(self, name: str) -> bool:
        """Whether who proves a payment with this method is asked for its number as well."""
        method = self._methods.get(name)
        shown = None if method is None or not method.is_on else method.presentation
        return isinstance(shown, AccountsToPayTo) and shown.ask_number

    async def invoiced_by(self, request_id: str, currency: str) -> str:
        """The name of the method whose invoice was paid: the request's own, or the one that takes the currency.

        Raises LookupError when no method takes invoices in that currency.
        """
        asked = await self.paying.method_of(request_id)
        invoices = {
            name: shown
            for name, method in self._methods.items()
            if isinstance(shown := method.presentation, InvoiceMessage)
        }
        if asked in invoices:
            return asked
        for name, shown in invoices.items():
            if shown.takes(currency):
                return name
        raise LookupError(f"no method takes invoices in {currency}")

    @property
    def open(self) -> bool:
        """Whether any method is on."""
        return any(method.is_on for method in self._methods.values())

    async def pay_draft(
        self, customer_id: int, draft_id: str, way: str, *, message_id: int | None
    ) -> tuple[str, PaymentRequest | None]:
        """At a confirmation, pay this order now: the order waits, its money is asked for. (ref, request).

        No request when the wallet covers it by now: then it is bought. Five presses make one order and one request.
        Raises what `Checkout.buy` raises, `MethodClosedError`, `PaymentOverError`.
        """
        self._method(way)
        try:
            order = await self.paying.order(customer_id, draft_id, message_id=message_id)
        except AlreadyBoughtError as bought:
            try:
                # Perhaps long ago: whether it can be delivered is looked at anew.
                return bought.ref, await self.pay_order(customer_id, bought.ref, way)
            except PaymentOverError:
                raise bought from None
        if order.status is not OrderStatus.AWAITING_PAYMENT:
            return order.ref, None
        order, missing = await self.awaiting.view(customer_id, order.ref)
        return order.ref, await self._pay(order, way, missing)

    async def pay_order(self, customer_id: int, ref: str, way: str) -> PaymentRequest | None:
        """The same for an order that waits already. None: the wallet covers it. Raises as `WaitingOrders.may_be_paid`."""
        self._method(way)
        await self.awaiting.may_be_paid(customer_id, ref)
        order, missing = await self.awaiting.view(customer_id, ref)
        return await self._pay(order, way, missing)

    async def top_up(self, customer_id: int, dinars: int, way: str) -> PaymentRequest:
        """Asks for money without an order. Raises what `PaymentIntake.may_top_up` raises, and `MethodClosedError`."""
        self._method(way)
        amount = await self.paying.may_top_up(dinars)
        return await self._request(customer_id, None, way, amount, PaymentPurpose(customer_id))

    async def _pay(self, order: OrderView, way: str, missing: Money) -> PaymentRequest | None:
        """Asks for what is missing. Where nothing is, the wallet pays: None."""
        while not missing:
            outcome = await self.awaiting.pay_from_wallet(order.customer_id, order.ref)
            if outcome in {PaymentOutcome.PAID, PaymentOutcome.HELD}:
                return None
            if outcome is PaymentOutcome.LATER:
                raise SupplierAwayError
            order, missing = await self.awaiting.view(order.customer_id, order.ref)
        return await self._ask(order, way, missing)

    async def _ask(self, order: OrderView, way: str, missing: Money) -> PaymentRequest:
        title = f"{order.product_title} · {order.type_name} × {order.quantity}"
        occasion = PaymentPurpose(order.customer_id, order.ref, title)
        return await self._request(order.customer_id, order.id, way, missing, occasion)

    async def _request(
        self, customer_id: int, order_id: int | None, way: str, amount: Money, occasion: PaymentPurpose
    ) -> PaymentRequest:
        asking = self._method(way)
        price = asking.price(amount)
        if price is None:
            raise MethodClosedError
        known = await self.paying.asked_already(customer_id, order_id, way, price.credited)
        if known is not None:
            return known
        asked = await asking.ask(price, occasion)
        return await self.paying.ask(
            customer_id,
            order_id,
            way,
            price.credited,
            currency=price.currency,
            currency_amount=price.amount,
            lives=asked.lives,
            look_in=asked.look_in,
            external_ref=asked.external_ref,
            url=asked.url,
            sandbox=asked.sandbox,
        )

    def _method(self, name: str) -> PaymentMethod:
        method = self._methods.get(name)
        if method is None or not method.is_on:
            raise MethodClosedError
        return method
