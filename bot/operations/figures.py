"""The figures of one process, counted where things happen and written for Prometheus.

The rooms that do the work know nothing of Prometheus: each says in its own words what happened, to a function
that it was given. No label holds a person, a code or what somebody wrote, and each has a bounded number of
values. A figure of the whole shop is named `hanout_shop_…`: each process over one database shows the same, so
take one of them (`max`). All others are this process's own: add them up (`sum`).
"""

import sys
from collections.abc import Collection, Mapping
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

from bot.supplier import Asked
from bot.telegram.incoming.handling import HandledUpdate
from bot.telegram.transport import Called
from bot.workers.supervisor import Round
from storage.states import EntryKind
from storage.tallies import Counted, Note

CENTIMES: Final = 100
_ANSWER_SECONDS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_ROUND_SECONDS: Final = (0.005, 0.05, 0.5, 5.0, 60.0)
_DELIVERY_SECONDS: Final = (2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 900.0, 3600.0, 6 * 3600.0)
BY_HAND: Final = "by_hand"
_OTHER: Final = "other"


class Figures:
    """Counts for one process, in a registry of its own. `schema` is the database version that it knows,
    `methods` are the payment methods that it may name.
    """

    def __init__(self, *, schema: str, methods: Collection[str]) -> None:
        # When each series began is told by the process's start; a second line for each says nothing more.
        disable_created_metrics()  # type: ignore[no-untyped-call] # the only untyped function of theirs
        self.registry = registry = CollectorRegistry()
        self._methods = frozenset(methods)
        ProcessCollector(registry=registry)
        GCCollector(registry=registry)
        Info(
            "hanout", "The database version that this process knows, and its Python.", registry=registry
        ).info({"schema": schema, "python": sys.version.split()[0]})
        self._orders_moved = Counter(
            "hanout_orders_moved",
            "Changes of an order's status that this process has committed, by the new status.",
            ["status"],
            registry=registry,
        )
        self._wallets = Counter(
            "hanout_wallet_dinars",
            "Dinars that this process has booked in wallets, without a sign, by the kind of entry.",
            ["kind"],
            registry=registry,
        )
        self._money_in = Counter(
            "hanout_money_in_dinars",
            "Dinars that came in through this process, by payment method; by_hand: /credit.",
            ["method"],
            registry=registry,
        )
        self._money_out = Counter(
            "hanout_money_out_dinars",
            "Dinars asked to go back to payers through this process, by payment method; by_hand: /debit.",
            ["method"],
            registry=registry,
        )
        self._delivery = Histogram(
            "hanout_payment_to_delivery_seconds",
            "From an order's payment until all its codes were sent by this process.",
            buckets=_DELIVERY_SECONDS,
            registry=registry,
        )
        self._supplier = Histogram(
            "hanout_supplier_request_seconds",
            "Requests of this process to the supplier; result ok, budget (not sent) or the kind of error.",
            ["call", "result"],
            buckets=_ANSWER_SECONDS,
            registry=registry,
        )
        self._supplier_waits = Counter(
            "hanout_supplier_budget_wait_seconds",
            "Seconds that requests of this process waited for the budget, by lane.",
            ["lane"],
            registry=registry,
        )
        self._telegram = Histogram(
            "hanout_telegram_request_seconds",
            "Requests of this process to Telegram; result ok, 429, refused, failed, not_sent, lost, cancelled.",
            ["method", "result"],
            buckets=_ANSWER_SECONDS,
            registry=registry,
        )
        self._updates = Histogram(
            "hanout_update_seconds",
            "Updates that this process is done with, from arrival to end; outcome done, failed, not_answered, refused,"
            " set_aside, cancelled.",
            ["kind", "outcome"],
            buckets=_ANSWER_SECONDS,
            registry=registry,
        )
        self._rounds = Histogram(
            "hanout_worker_round_seconds",
            "Rounds of this process's workers, by outcome: done or failed.",
            ["worker", "outcome"],
            buckets=_ROUND_SECONDS,
            registry=registry,
        )
        self._updates_in_hand = self._gauge("hanout_updates_in_hand", "Unfinished updates in this process.")
        self._silences = self._gauge(
            "hanout_worker_silence_seconds", "Since the last sign of life of this process's worker.", "worker"
        )
        self._late = self._gauge(
            "hanout_worker_late", "1 while this process's worker is overdue by more than a minute.", "worker"
        )
        self._budget_left = self._gauge(
            "hanout_supplier_budget_left", "Requests to the supplier that this process could send at once."
        )
        self._budget_waiting = self._gauge(
            "hanout_supplier_budget_waiting", "Requests to the supplier that wait for this process's budget."
        )
        self._pool_used = self._gauge(
            "hanout_database_connections_in_use", "Connections in use in this process, by pool.", "pool"
        )
        self._pool_size = self._gauge(
            "hanout_database_connections_at_most", "Connections that a pool of this process has.", "pool"
        )
        self._leads = self._gauge(
            "hanout_leads", "1 while this process does that for all of them: workers, polling.", "lead"
        )
        self._ready = self._gauge(
            "hanout_ready", "1 while this part is in order for this process, as /readyz says.", "part"
        )

    def _gauge(self, name: str, help_: str, *labels: str) -> Gauge:
        return Gauge(name, help_, labels, registry=self.registry)

    def changed(self, note: Note) -> None:
        """A transaction that has committed changed this."""
        match note.what:
            case Counted.ORDER_MOVED:
                self._orders_moved.labels(note.label).inc()
            case Counted.ORDER_DELIVERED:
                self._delivery.observe(max(0.0, note.amount))
            case Counted.MONEY_CAME:
                self._money_in.labels(self._method(note.label)).inc(note.amount / CENTIMES)
            case Counted.MONEY_WENT:
                # What did not go back after all is taken in again: a counter cannot go down.
                way = self._money_out if note.amount > 0 else self._money_in
                way.labels(self._method(note.label)).inc(abs(note.amount) / CENTIMES)
            case Counted.WALLET_CHANGED:
                dinars = note.amount / CENTIMES
                self._wallets.labels(note.label).inc(dinars)
                if note.label == EntryKind.CREDIT:
                    self._money_in.labels(BY_HAND).inc(dinars)
                elif note.label == EntryKind.DEBIT:
                    self._money_out.labels(BY_HAND).inc(dinars)

    def _method(self, name: str) -> str:
        return name if name in self._methods else _OTHER

    def supplier_asked(self, asked: Asked) -> None:
        """A request to the supplier has ended."""
        self._supplier.labels(asked.call, asked.result).observe(asked.seconds)
        self._supplier_waits.labels(asked.lane.name.lower()).inc(max(0.0, asked.waited))

    def telegram_called(self, called: Called) -> None:
        """A request to Telegram has ended."""
        self._telegram.labels(called.method, called.result).observe(called.seconds)

    def update_handled(self, update: HandledUpdate) -> None:
        """The process is done with an update."""
        self._updates.labels(update.kind, update.outcome).observe(update.seconds)

    def worker_ended(self, one: Round) -> None:
        """A worker's round has ended."""
        self._rounds.labels(one.worker, "failed" if one.failed else "done").observe(one.seconds)

    def stands(
        self,
        *,
        updates_in_hand: int,
        silences: Mapping[str, float],
        late: Collection[str],
        budget_left: float,
        budget_waiting: int,
        pools: Mapping[str, tuple[int, int]],
        ready: Mapping[str, bool],
        leads: Mapping[str, bool],
    ) -> None:
        """How things stand in this process at the moment of a look."""
        self._updates_in_hand.set(updates_in_hand)
        for worker, seconds in silences.items():
            self._silences.labels(worker).set(seconds)
            self._late.labels(worker).set(worker in late)
        self._budget_left.set(budget_left)
        self._budget_waiting.set(budget_waiting)
        for pool, (used, size) in pools.items():
            self._pool_used.labels(pool).set(used)
            self._pool_size.labels(pool).set(size)
        for part, is_ready in ready.items():
            self._ready.labels(part).set(is_ready)
        for lead, is_ours in leads.items():
            self._leads.labels(lead).set(is_ours)

    def text(self) -> bytes:
        """All figures in Prometheus's text format."""
        return generate_latest(self.registry)
