"""OCPay's side of the supplier in memory: as much of `SupplierClient` as links and looking after them
need.
"""

import asyncio
from collections import Counter
from typing import Any

from bot.supplier import Lane, PaymentCheck, PaymentLink


class FakePages:
    """`said[ref]` is the answer to the next looks, an error is raised; `trouble` is raised for every ref."""

    def __init__(self) -> None:
        self.sandbox = False
        self.refuses: Exception | None = None
        self.trouble: Exception | None = None
        self.asked: list[dict[str, Any]] = []
        self.said: dict[str, PaymentCheck | Exception] = {}
        self.looks: Counter[str] = Counter()
        self.mute: set[str] = set()  # refs that it does not answer about before `release`
        self.release = asyncio.Event()

    async def create_payment_link(self, **asked: Any) -> PaymentLink:
        if self.refuses is not None:
            raise self.refuses
        self.asked.append(asked)
        ref = f"OCPL-{len(self.asked)}"
        return PaymentLink.model_validate(
            {
                "paymentRef": ref,
                "paymentUrl": f"https://pay.example/{ref}",
                "paymentLink": {"isSandbox": self.sandbox},
            }
        )

    async def check_payment(self, ref: str, *, lane: Lane) -> PaymentCheck:
        assert lane is Lane.POLLING
        self.looks[ref] += 1
        if ref in self.mute:
            await self.release.wait()
        answer = self.trouble or self.said.get(ref, check(ref, "PENDING"))
        if isinstance(answer, Exception):
            raise answer
        return answer

    def says(self, ref: str, status: str, **more: Any) -> None:
        self.said[ref] = check(ref, status, **more)


def check(ref: str, status: str, **details: Any) -> PaymentCheck:
    return PaymentCheck.model_validate(
        {"paymentRef": ref, "status": status, "transactionDetails": details or None}
    )
