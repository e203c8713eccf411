"""A shop that backs itself up, loses its database after it has sold more, and is put back by a command."""

import re

import pytest

from bot.backup.folder import backups_in
from tests.backup.backing import IDENTITY, RECIPIENT
from tests.e2e.conftest import Play
from tests.e2e.lanes import Lane
from tests.e2e.processes import wait_for
from tests.e2e.purchases import settled

pytestmark = pytest.mark.processes


def test_a_restored_shop_knows_every_debit_and_buys_nothing_twice(plays: Play) -> None:
    plays(restored_after_more_was_sold)


def restored_after_more_was_sold(lane: Lane) -> None:
    lane.world.mode(fulfil_seconds=0)
    shop, folder = lane.shop, lane.shop.folder / "backups"
    lane.opens(BACKUP_RECIPIENT=RECIPIENT, BACKUP_FOLDER=str(folder))
    _, first = lane.offered()
    first.buy()
    settled(shop)
    wait_for("the first backup, by itself", lambda: backups_in(folder))
    before = len(backups_in(folder))
    lane.world.admin().sends("/backup")
    wait_for("the backup that was asked for", lambda: len(backups_in(folder)) > before)
    stranger, second = lane.offered(2, number=1)
    second.buy()
    settled(shop)
    assert shop.stop() == 0
    sold = len(lane.world.orders())

    identity = shop.folder / "identity.txt"
    identity.write_text(IDENTITY)
    status, said = shop.runs("restore", str(backups_in(folder)[0].path), "--identity", str(identity), "--yes")
    assert status == 0, said
    assert re.search(r"The backup is of .*: 1 orders.*\nIt replaces .*: 2 orders", said)
    lane.opens()
    found = wait_for(
        "the order that nobody knows",
        lambda: shop.rows("SELECT * FROM orders WHERE customer_id = 0 AND status = 'fulfilled'"),
    )
    assert [row["quantity"] for row in found] == [2]
    assert shop.value("SELECT count(*) FROM cards WHERE order_id = ?", found[0]["id"]) == 2
    lane.world.admin().sees_text("1 commande inconnue de la boutique")
    assert len(lane.world.orders()) == sold
    assert shop.orders(stranger) == []
    status, said = shop.runs("check", "--books")
    assert "✓ Books: wallets, payments, orders, cards and promo codes add up." in said
    assert "1 order has no known customer" in said
