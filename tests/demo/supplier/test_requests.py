"""Whatever a stranger sends, the schema answers in words and nothing else breaks."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from hypothesis import given
from hypothesis import strategies as st

from bot.demo.supplier.answers import ApiError, dinars
from bot.demo.supplier.requests import MAX_PAGE_SIZE, list_query, order_body, paged

T = TypeVar("T")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
FIELDS = st.sampled_from(["productId", "typeId", "quantity", "ref", "other"])
NAMES = st.sampled_from(["page", "pageSize", "from", "to", "other"])


def tried(parse: Callable[[], T]) -> T | ApiError:
    try:
        return parse()
    except ApiError as error:
        return error


@given(st.dictionaries(FIELDS, JSON) | JSON, st.booleans())
def test_a_body_is_an_order_or_a_validation_error(body: Any, ref_allowed: bool) -> None:
    raw = json.dumps(body).encode()
    wanted = tried(lambda: order_body(raw, "application/json; charset=utf-8", ref_allowed=ref_allowed))
    if isinstance(wanted, ApiError):
        assert (wanted.status, wanted.code) == (400, "ERR_VALIDATION")
    else:
        assert wanted.quantity >= 1
        assert wanted.ref is None or ref_allowed


@given(st.binary(max_size=50))
def test_bytes_that_are_no_order_are_refused(raw: bytes) -> None:
    wanted = tried(lambda: order_body(raw, "application/json", ref_allowed=True))
    assert isinstance(wanted, ApiError)
    assert wanted.status == 400


@given(
    st.dictionaries(
        NAMES, st.text(max_size=12) | st.datetimes().map(datetime.isoformat) | st.integers().map(str)
    )
)
def test_a_query_is_a_window_or_a_validation_error(query: dict[str, str]) -> None:
    window = tried(lambda: list_query(query))
    if isinstance(window, ApiError):
        assert (window.status, window.code) == (400, "ERR_VALIDATION")
    else:
        assert window.page >= 1
        assert 1 <= window.size <= MAX_PAGE_SIZE
        assert (window.since is None) == (window.until is None)


@given(st.integers(0, 60), st.integers(1, 9))
def test_the_pages_together_are_the_list(count: int, size: int) -> None:
    rows = [{"n": n} for n in range(count)]
    window = list_query({"pageSize": str(size)})
    pages = paged(rows, window)["pagination"]["totalPages"]
    seen = [
        row
        for page in range(1, pages + 1)
        for row in paged(rows, list_query({"page": str(page), "pageSize": str(size)}))["items"]
    ]
    assert seen == rows


@given(st.integers(-(10**12), 10**12))
def test_an_amount_survives_json_to_the_centime(centimes: int) -> None:
    assert round(json.loads(json.dumps(dinars(centimes))) * 100) == centimes
