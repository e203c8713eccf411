"""From "I want to pay this" to a request that the customer can see, with any of the methods that are on.

Calls go one way: handlers call this, and this calls the checkout, the orders that wait, the method and the
requests. None of them calls back. What money that comes does is `bot.shop.billing.intake`'s.
"""

from collections.abc import Sequence

from bot.payments.invoices import DZD
from bot.payments.method import AccountsToPayTo, InvoiceMessage, PaymentMethod, PaymentPurpose, Price
from bot.shop.basket.contents import BasketBoughtError
from bot.shop.basket.purchase import BasketPurchase
from bot.shop.billing.outcomes import PaymentOutcome
from bot.shop.billing.payment_requests import PaymentRequests, SettingsChangedError
from bot.shop.billing.requests import PaymentRequest
from bot.shop.billing.waiting_orders import WaitingOrders
from bot.shop.errors import AlreadyBoughtError, MethodClosedError, PaymentOverError, SupplierAwayError
from bot.shop.money import Money
from bot.shop.order_status import OrderStatus
from bot.shop.orders.checkout import Checkout


class PaymentService:
    """Asks customers for money."""

    def __init__(
        self,
        *,
        checkout: Checkout,
        basket_purchase: BasketPurchase,
        requests: PaymentRequests,
        waiting_orders: WaitingOrders,
        methods: Sequence[PaymentMethod],
    ) -> None:
        self._checkout = checkout
        self._basket_purchase = basket_purchase
        self._requests = requests
        self._waiting_orders = waiting_orders
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
        """The name of the method whose invoice was paid: the request's own, or the one that takes the
        currency.

        Raises LookupError when no method takes invoices in that currency.
        """
        asked = await self._requests.method_of(request_id)
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
    def on(self) -> tuple[str, ...]:
        """The names of the methods that are on, in the order in which customers see them."""
        return tuple(name for name, method in self._methods.items() if method.is_on)

    @property
    def open(self) -> bool:
        """Whether any method is on."""
        return any(method.is_on for method in self._methods.values())

    async def pay_draft(
        self, customer_id: int, draft_id: str, name: str, *, message_id: int | None
    ) -> tuple[str, PaymentRequest | None]:
        """At a confirmation, pay this order now: the order waits, its money is asked for. (ref, request).

        No request when the wallet covers it by now: then it is bought. Five presses make one order and one
        request. Raises what `Checkout.buy` raises, `MethodClosedError`, `PaymentOverError`.
        """
        self._open(name)
        try:
            order = await self._checkout.buy(
                customer_id, draft_id, message_id=message_id, pay_by=self._requests.pay_by()
            )
        except AlreadyBoughtError as bought:
            try:
                # Perhaps long ago: whether it can be delivered is looked at anew.
                return bought.ref, await self.pay_order(customer_id, bought.ref, name)
            except PaymentOverError:
                raise bought from None
        if order.status is not OrderStatus.AWAITING_PAYMENT:
            return order.ref, None
        return order.ref, await self._ask_missing(customer_id, order.ref, name)

    async def pay_basket(
        self, customer_id: int, basket_id: str, version: int, name: str, *, message_id: int | None
    ) -> tuple[int, PaymentRequest | None]:
        """The same for a basket: its orders wait together, and one payment is asked for. (orders, request).

        Raises what `BasketPurchase.buy` raises, `MethodClosedError`, `PaymentOverError`.
        """
        self._open(name)
        try:
            made = await self._basket_purchase.buy(
                customer_id, basket_id, version, message_id=message_id, pay_by=self._requests.pay_by()
            )
        except BasketBoughtError as bought:
            made = await self._basket_purchase.bought(customer_id, basket_id)
            try:
                return len(made), await self.pay_order(customer_id, made[0].ref, name)
            except PaymentOverError:
                raise bought from None
        if made[0].status is not OrderStatus.AWAITING_PAYMENT:
            return len(made), None
        return len(made), await self._ask_missing(customer_id, made[0].ref, name)

    async def pay_order(self, customer_id: int, ref: str, name: str) -> PaymentRequest | None:
        """The same for an order that waits already. None: the wallet covers it. Raises as
        `WaitingOrders.may_be_paid`.
        """
        self._open(name)
        await self._waiting_orders.may_be_paid(customer_id, ref)
        return await self._ask_missing(customer_id, ref, name)

    async def top_up(self, customer_id: int, dinars: int, name: str) -> PaymentRequest:
        """Asks for money without an order. Raises what `PaymentRequests.may_top_up` raises, and
        `MethodClosedError`.
        """
        while True:
            edition = await self._requests.settings_now()
            method = self._open(name)
            amount = await self._requests.may_top_up(dinars)
            try:
                return await self._ask(
                    method, amount, PaymentPurpose(customer_id), order_id=None, edition=edition
                )
            except SettingsChangedError:
                continue  # by an owner, in this very moment: seldom twice

    async def _ask_missing(self, customer_id: int, ref: str, name: str) -> PaymentRequest | None:
        """Asks for what an order lacks. Where nothing is missing, the wallet pays: None."""
        while True:
            edition = await self._requests.settings_now()
            bill = await self._waiting_orders.view(customer_id, ref)
            if bill.missing:
                purpose = PaymentPurpose(customer_id, bill.ref, bill.title)
                try:
                    return await self._ask(
                        self._open(name), bill.missing, purpose, order_id=bill.order_id, edition=edition
                    )
                except SettingsChangedError:
                    continue
            outcome = await self._waiting_orders.pay_from_wallet(customer_id, ref)
            if outcome in {PaymentOutcome.PAID, PaymentOutcome.HELD}:
                return None
            if outcome is PaymentOutcome.LATER:
                raise SupplierAwayError

    async def _ask(
        self,
        method: PaymentMethod,
        amount: Money,
        purpose: PaymentPurpose,
        *,
        order_id: int | None,
        edition: str,
    ) -> PaymentRequest:
        """The request that asks for just this already, or a new one, prepared at the method's own side."""
        price = method.price(amount)
        if price is None:
            raise MethodClosedError
        customer_id, name = purpose.customer_id, method.traits.name
        known = await self._requests.find_open(customer_id, order_id, name, price.credited)
        if known is not None:
            return known
        given = await method.ask(price, purpose)
        return await self._requests.add(
            customer_id,
            order_id,
            name,
            price.credited,
            currency=price.currency,
            currency_amount=price.amount,
            edition=edition,
            lives=given.lives,
            look_in=given.look_in,
            external_ref=given.external_ref,
            url=given.url,
            sandbox=given.sandbox,
        )

    def _open(self, name: str) -> PaymentMethod:
        method = self._methods.get(name)
        if method is None or not method.is_on:
            raise MethodClosedError
        return method
