"""From the supplier's fulfilment to the push in the customer's chat, with 1, 100 and 1,000 open orders.

Open orders are put into the shop's database and the supplier's books as an earlier run would have left them;
from there on everything is the shop's own doing, within its default budget of 60 requests a minute.
"""

import asyncio
import random
import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage import migrations
from storage.database import Database
from storage.tables import attempts, customers, drafts, order_events, orders
from tests.e2e.nursery import Nursery
from tests.e2e.processes import API_KEY, ShopProcess, World, running_world

CUSTOMER = 5001
KEY = {"X-Access-Token": API_KEY}


@dataclass(frozen=True)
class Size:
    """How many orders are open, how many of them are watched in all, and over how many seconds they are
    fulfilled.
    """

    open: int
    trials: int
    settle_over: float = 45
    calm: float = 10
    """Seconds between the start and the first of them."""

    @property
    def batches(self) -> int:
        return -(-self.trials // self.open)


SIZES = (Size(1, 9, settle_over=5, calm=3), Size(100, 30), Size(1000, 30))


@dataclass(frozen=True)
class RuleScopeKey:
    product_id: str
    type_id: str


def goods_of(world: World) -> RuleScopeKey:
    catalogue = world.http.get("/v3/gift-cards/catalog", headers=KEY).json()
    product = next(p for c in catalogue["data"]["categories"] for p in c["products"] if p["enabled"])
    types = world.http.get(f"/v3/gift-cards/checkProduct/{product['id']}", headers=KEY).json()["data"][
        "types"
    ]
    type_id = next(t["id"] for t in types if t["price"] > 0)
    world.patch(f"/demo/supplier/types/{type_id}", stock=5000)
    world.patch("/demo/supplier/wallet", balance=100_000_000)
    world.mode(fulfil_seconds=86_400)
    return RuleScopeKey(product["id"], type_id)


def place(world: World, goods: RuleScopeKey, ref: str) -> str:
    body = {"productId": goods.product_id, "typeId": goods.type_id, "quantity": 1, "ref": ref}
    answer = world.http.post("/v3/gift-cards/placeOrder", headers=KEY, json=body).raise_for_status()
    return str(answer.json()["data"]["orderId"])


async def seed(shop: ShopProcess, goods: RuleScopeKey, placed: dict[str, str]) -> None:
    url = shop.settings["DATABASE_URL"]
    await migrations.upgrade(url)
    db = Database.open(url)
    now = datetime.now(UTC)
    common = {
        "customer_id": CUSTOMER,
        "product_id": goods.product_id,
        "product_title": "Bench",
        "type_id": goods.type_id,
        "type_name": "10",
        "quantity": 1,
        "unit_cost_centimes": 100_000,
    }
    async with db.write() as conn:
        if not (await conn.execute(customers.select())).first():
            await conn.execute(customers.insert().values(id=CUSTOMER, first_name="Bench", created_at=now))
        for ref, supplier_id in placed.items():
            draft = {
                "id": ref,
                "category": "Bench",
                "unit_price_centimes": 110_000,
                "stock": 9,
                "created_at": now,
            }
            await conn.execute(drafts.insert().values(**common, **draft, quoted_at=now, state="bought"))
            row = {"ref": ref, "draft_id": ref, "status": "processing", "unit_price_centimes": 110_000}
            statement = orders.insert().values(
                **common,
                **row,
                supplier_order_id=supplier_id,
                created_at=now,
                status_at=now,
                placed_at=now,
                due_at=now,
            )
            order_id = (await conn.execute(statement.returning(orders.c.id))).scalar_one()
            paid = {"order_id": order_id, "to_status": "paid", "at": now, "why": "bought", "who": "bench"}
            await conn.execute(order_events.insert().values(**paid))
            attempt = {
                k: v for k, v in common.items() if k not in {"customer_id", "product_title", "type_name"}
            }
            await conn.execute(
                attempts.insert().values(
                    **attempt,
                    order_id=order_id,
                    ref=ref,
                    ref_sent=1,
                    sent_at=now,
                    state="accepted",
                    supplier_order_id=supplier_id,
                )
            )
    await db.close()


def pushed(shop: ShopProcess, ref: str) -> bool:
    query = (
        "SELECT 1 FROM messages m JOIN orders o ON m.key = 'codes:' || o.id || ':first:0'"
        " WHERE o.ref = ? AND m.state = 'sent'"
    )
    return bool(shop.rows(query, ref))


def settle_and_wait(
    world: World, shop: ShopProcess, ids: dict[str, str], over: float, rng: random.Random
) -> list[float]:
    """Fulfils these orders at random moments within `over` seconds; the seconds each took to be pushed."""
    start = time.monotonic()
    planned = sorted((start + rng.uniform(0, over), ref) for ref in ids)
    fulfilled: dict[str, float] = {}
    took: dict[str, float] = {}
    while len(took) < len(ids):
        now = time.monotonic()
        if now > start + over + 120:
            raise TimeoutError(f"{len(ids) - len(took)} orders were not pushed")
        while planned and planned[0][0] <= now:
            _, ref = planned.pop(0)
            world.post(f"/demo/supplier/orders/{ids[ref]}/settle", outcome="fulfilled")
            fulfilled[ref] = time.monotonic()
        for ref, since in fulfilled.items():
            if ref not in took and pushed(shop, ref):
                took[ref] = time.monotonic() - since
        time.sleep(0.05)
    return list(took.values())


def measure(size: Size, nursery: Nursery | None = None) -> tuple[list[float], float]:
    """(seconds from fulfilment to push, supplier requests per minute)."""
    rng = random.Random(size.open)
    times: list[float] = []
    with tempfile.TemporaryDirectory() as folder, running_world(Path(folder), nursery) as world:
        world.person(CUSTOMER, "Bench").sends("/start")
        goods = goods_of(world)
        usual = {"POLL_INTERVAL": "5", "SUPPLIER_REQUESTS_PER_MINUTE": "60"}
        shop = ShopProcess(world, Path(folder), nursery=nursery, **usual)
        asked, minutes = 0, 0.0
        for batch in range(size.batches):
            placed = {f"B{batch:03}{n:06}": "" for n in range(size.open)}
            placed = {ref: place(world, goods, ref) for ref in placed}
            asyncio.run(seed(shop, goods, placed))
            before = max((r["n"] for r in world.requests()), default=0)
            # A start takes up what is open, as after an update of the shop.
            shop.start()
            began = time.monotonic()
            time.sleep(size.calm)
            chosen = rng.sample(sorted(placed), min(size.open, size.trials))
            ids = {ref: placed[ref] for ref in chosen}
            times += settle_and_wait(world, shop, ids, size.settle_over, rng)
            minutes += (time.monotonic() - began) / 60
            asked += len(world.requests(api="supplier", after=before))
            shop.stop()
    return times, asked / minutes


def run() -> None:
    print("\nFrom fulfilment to push; goal: medians 3, 4 and 8 s within 60 requests a minute")
    print(f"{'open orders':>12} {'median s':>9} {'slowest s':>10} {'requests/min':>13} {'trials':>7}")
    for size in SIZES:
        times, per_minute = measure(size)
        print(
            f"{size.open:>12} {statistics.median(times):9.1f} {max(times):10.1f} {per_minute:13.0f} {len(times):>7}"
        )


if __name__ == "__main__":
    run()
