"""The bench of an old shop beside a young one works, so that it is found out here when it no longer does."""

from pathlib import Path

import pytest

from tests.bench import years


async def test_each_screen_and_worker_is_measured_in_both_shops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    times, minutes = await years.compared(400, 1)
    assert {"/admin", "/payments, last page", "buy, to the code", "worker: links"} <= set(times)
    assert all(len(shop.wall) == 1 and shop.wall[0] > 0 for both in times.values() for shop in both)
    assert set(minutes[0]) == set(minutes[1]) >= {"links", "sender", "tidying"}
