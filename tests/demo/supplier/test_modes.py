"""The sandbox's moods: references, cards that do not add up, late lists, the other dialect."""

import pytest

from tests.demo.supplier.sandbox import Sandbox

REF = "HN-7K3M-29QX"


async def test_an_ignored_ref_leaves_no_trace_outside(sandbox: Sandbox) -> None:
    answer = await sandbox.place(ref=REF)
    assert set(answer.json()["data"]) == {"orderId"}
    assert (await sandbox.place(ref=REF)).status_code == 200
    assert REF not in (await sandbox.get("gift-cards/list")).text


async def test_a_rejected_ref_is_a_validation_error_that_names_it(sandbox: Sandbox) -> None:
    await sandbox.turn(ref="reject")
    answer = await sandbox.place(ref=REF)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "ERR_VALIDATION")
    assert answer.json()["error"]["details"]["field"] == "ref"
    assert (await sandbox.place()).status_code == 200


async def test_a_ref_may_be_rejected_without_being_named(sandbox: Sandbox) -> None:
    await sandbox.turn(ref="reject_unnamed")
    answer = await sandbox.place(ref=REF)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "ERR_VALIDATION")
    assert answer.json()["error"]["details"] == {"field": "body"}
    assert (await sandbox.place()).status_code == 200


@pytest.mark.parametrize(("mode", "returned"), [("echo", REF), ("prefix", f"API-213550000000-{REF}")])
async def test_a_returned_ref_is_accepted_once(sandbox: Sandbox, mode: str, returned: str) -> None:
    await sandbox.turn(ref=mode)
    answer = await sandbox.place(ref=REF)
    order = answer.json()["data"]["orderId"]
    assert answer.json()["data"]["orderRef"] == returned
    assert (await sandbox.data(f"gift-cards/checkOrder/{order}"))["orderRef"] == returned
    again = await sandbox.place(ref=REF)
    assert (again.status_code, again.json()["error"]["code"]) == (403, "DUPLICATED_REF")
    assert len(sandbox.books.orders) == 1


async def test_duplicate_accepts_the_order_and_calls_it_a_second_use(sandbox: Sandbox) -> None:
    await sandbox.turn(ref="duplicate")
    answer = await sandbox.place(ref=REF)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "DUPLICATED_REF")
    assert len(sandbox.books.orders) == 1
    assert (await sandbox.place(ref=REF)).status_code == 403
    assert len(sandbox.books.orders) == 1


async def test_cards_that_do_not_add_up_are_mended_by_turning_the_mode_back(sandbox: Sandbox) -> None:
    order = await sandbox.placed(2)
    await sandbox.settle(order)
    right = (await sandbox.data(f"gift-cards/checkOrder/{order}"))["cards"]
    seen = {}
    for mode in ("missing", "empty_value", "extra", "ok"):
        await sandbox.turn(cards=mode)
        seen[mode] = (await sandbox.data("gift-cards/list"))["items"][0]["cards"]
    assert seen["missing"] == right[:1]
    assert [card["value"] for card in seen["empty_value"]] == ["", right[1]["value"]]
    assert seen["extra"][:2] == right
    assert len(seen["extra"]) == 3
    assert seen["ok"] == right


async def test_a_late_list_hides_a_new_order_that_can_be_asked_for_by_id(sandbox: Sandbox) -> None:
    await sandbox.turn(list_delay_seconds=30, ledger_delay_seconds=10)
    order = await sandbox.placed()
    assert (await sandbox.data("gift-cards/list"))["items"] == []
    assert (await sandbox.get(f"gift-cards/checkOrder/{order}")).status_code == 200
    assert (await sandbox.data("account/transactions"))["items"] == []
    sandbox.time += 10
    assert (await sandbox.data("account/transactions"))["items"][0]["objid"] == order
    assert (await sandbox.data("gift-cards/list"))["items"] == []
    sandbox.time += 20
    assert (await sandbox.data("gift-cards/list"))["items"][0]["_id"] == order


async def test_the_list_is_paged_newest_first(sandbox: Sandbox) -> None:
    orders = []
    for _ in range(5):
        orders.append(await sandbox.placed())
        sandbox.time += 1
    first = await sandbox.data("gift-cards/list", page=1, pageSize=2)
    last = await sandbox.data("gift-cards/list", page=3, pageSize=2)
    assert [item["_id"] for item in first["items"]] == [orders[4], orders[3]]
    assert [item["_id"] for item in last["items"]] == [orders[0]]
    assert first["pagination"] == {"page": 1, "pageSize": 2, "totalPages": 3, "totalResults": 5}
    assert (await sandbox.data("gift-cards/list", page=4, pageSize=2))["items"] == []


async def test_a_window_is_closed_at_both_ends(sandbox: Sandbox) -> None:
    await sandbox.placed()
    at = sandbox.iso()
    assert (await sandbox.data("gift-cards/list", **{"from": at, "to": at}))["pagination"][
        "totalResults"
    ] == 1
    before = await sandbox.data("gift-cards/list", **{"from": sandbox.iso(-60), "to": sandbox.iso(-0.01)})
    after = await sandbox.data("gift-cards/list", **{"from": sandbox.iso(0.01), "to": sandbox.iso(60)})
    assert before["items"] == after["items"] == []


@pytest.mark.parametrize("path", ["gift-cards/list", "account/transactions"])
@pytest.mark.parametrize(
    "query",
    [
        {"page": "0"},
        {"page": "x"},
        {"page": "-1"},
        {"pageSize": "101"},
        {"pageSize": "0"},
        {"from": "2026-11-01T00:00:00Z"},
        {"to": "2026-11-01T00:00:00Z"},
        {"from": "yesterday", "to": "2026-11-01T00:00:00Z"},
        {"from": "2026-11-01T00:00:00", "to": "2026-11-01T00:00:00Z"},
        {"status": "HANDLING"},
    ],
)
async def test_a_query_against_the_schema_is_refused(
    sandbox: Sandbox, path: str, query: dict[str, str]
) -> None:
    answer = await sandbox.get(path, **query)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "ERR_VALIDATION")


async def test_the_guides_dialect_names_things_differently(sandbox: Sandbox) -> None:
    reference = (await sandbox.get("gift-cards/catalog")).json()
    await sandbox.turn(dialect="guide", no_balance=True)
    guide = (await sandbox.get("gift-cards/catalog")).json()
    assert [c["name"] for c in guide["data"]["categories"]] == [
        c["title"] for c in reference["data"]["categories"]
    ]
    assert guide["meta"]["totalProducts"] == reference["totalProducts"]
    assert "requestId" in guide["meta"]
    assert "requestId" not in guide
    refused = (await sandbox.place()).json()
    assert refused["error"]["code"] == "NO-BALANCE"
    assert refused["message"] == refused["error"]["message"]


@pytest.mark.parametrize(
    "wanted",
    [{"outcome": "lost"}, {"fulfil_seconds": -1}, {"rate_limit": 1.5}, {"stopped": "yes"}, {"mood": "bad"}],
)
async def test_a_mode_that_does_not_exist_changes_nothing(
    sandbox: Sandbox, wanted: dict[str, object]
) -> None:
    before = sandbox.books.modes
    answer = await sandbox.http.patch("/demo/supplier/mode", json={"cards": "extra", **wanted})
    assert answer.status_code == 400
    assert sandbox.books.modes == before
