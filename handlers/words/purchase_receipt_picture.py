"""The receipt of a purchase as a picture, to print or to keep: goods and money, never a code or a serial.

It is black on white and has a line for each fact, the name on the side from which its language is written.
"""

import textwrap
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final

from bot.shop.billing.purchase_receipts import PurchaseReceipt
from bot.shop.money import Money
from handlers.ui.texts import Phrase, Texts, tidy
from handlers.words.drawing import one_at_a_time, printable
from handlers.words.goods import product_name
from handlers.words.order import phase

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH: Final = 1080
"""Pixels; Telegram scales what is larger down, and letters with it."""
_DPI: Final = 100
_PAPER, _INK, _FAINT, _RULE = "#ffffff", "#1b2631", "#566573", "#c5cbd3"
_TITLE, _TEXT, _NOTE = 26.0, 18.0, 14.0
_SIDE: Final = 64
_LINE, _WRAPPED, _HEAD, _FOOT = 62, 40, 220, 110
"""Pixels: a fact, one more line of its words, all above the first one, all below the last."""
_RISE: Final = 8
"""Pixels from the middle of a line down to where its letters stand."""
_LONGEST_VALUE: Final = 38
_LONGEST_NAME: Final = 34
_MOST_LINES: Final = 4


def purchase_receipt_picture(texts: Texts, receipt: PurchaseReceipt) -> bytes:
    """A PNG. It takes a good part of a second, the first one longer: for a thread of its own."""
    with one_at_a_time:
        return _Sheet(texts, receipt).png()


def _facts(texts: Texts, receipt: PurchaseReceipt) -> Iterator[tuple[str, str] | None]:
    """The lines of a receipt: what each says, and its value; None for a rule between them."""
    order = receipt.order
    amount = texts.plain("purchase-amount")
    yield texts.plain("purchase-order"), order.ref
    yield texts.plain("purchase-date"), texts.moment(receipt.paid_at)
    yield None
    yield texts.plain("purchase-card"), product_name(texts, order.product_title)
    if order.region is not None:
        yield texts.plain("purchase-region"), texts.region(order.region)
    yield texts.plain("purchase-type"), tidy(order.type_name)
    yield (
        texts.plain("purchase-quantity"),
        f"{texts.number(order.quantity)} × {texts.money(order.unit_price)}",
    )
    yield None
    if order.discount:
        yield amount, texts.money(order.full_price)
        yield texts.plain("purchase-discount", promo=order.promo or ""), texts.money(-order.discount)
    yield texts.plain("purchase-total"), texts.money(order.total)
    yield texts.plain("purchase-paid-by"), _paid_by(texts, receipt)
    if order.refunded:
        yield texts.plain("purchase-refunded"), texts.money(-order.refunded)
        yield texts.plain("purchase-net"), texts.money(receipt.net)
    yield texts.plain("purchase-status"), texts.plain(f"phase-{phase(order.status)}")


def _paid_by(texts: Texts, receipt: PurchaseReceipt) -> str:
    methods = [texts.word("by", method) for method in receipt.methods]
    if receipt.from_wallet and receipt.order.total > Money.ZERO:
        methods.append(texts.plain("purchase-wallet"))
    return Phrase.of(methods, " + ") if methods else texts.plain("purchase-nothing")


class _Sheet:
    def __init__(self, texts: Texts, receipt: PurchaseReceipt) -> None:
        self._texts = texts
        self._from_right = texts.from_right
        self._facts = [None if fact is None else self._wrapped(*fact) for fact in _facts(texts, receipt)]
        self._height = _HEAD + sum(map(self._height_of, self._facts)) + _FOOT

    def png(self) -> bytes:
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - see `drawing`
        from matplotlib.figure import Figure  # noqa: PLC0415 - see `drawing`

        figure = Figure(figsize=(WIDTH / _DPI, self._height / _DPI), dpi=_DPI, facecolor=_PAPER)
        FigureCanvasAgg(figure)
        self._write(figure, 76, tidy(self._texts.shop_name, _LONGEST_NAME), size=_TITLE, bold=True)
        self._write(figure, 140, self._texts.plain("purchase-title"), size=_TEXT, color=_FAINT)
        self._rule(figure, 188)
        top = _HEAD
        for fact in self._facts:
            if fact is None:
                self._rule(figure, top + self._height_of(fact) / 2)
            else:
                name, lines = fact
                self._write(figure, top + _LINE / 2, name, color=_FAINT)
                for number, line in enumerate(lines):
                    self._write(figure, top + _LINE / 2 + number * _WRAPPED, line, at_end=True)
            top += self._height_of(fact)
        note = self._texts.plain("purchase-note")
        self._write(figure, top + _FOOT / 2, note, size=_NOTE, color=_FAINT)
        file = BytesIO()
        figure.savefig(file, format="png", facecolor=_PAPER)
        return file.getvalue()

    @staticmethod
    def _wrapped(name: str, value: str) -> tuple[str, list[str]]:
        """A fact with its value in lines; what needs more than a few of them is cut."""
        lines = textwrap.wrap(value, _LONGEST_VALUE, break_on_hyphens=False)[:_MOST_LINES]
        return name, lines or ["–"]

    @staticmethod
    def _height_of(fact: tuple[str, list[str]] | None) -> int:
        return _LINE // 2 if fact is None else _LINE + (len(fact[1]) - 1) * _WRAPPED

    def _write(
        self,
        figure: "Figure",
        pixels: float,
        text: str,
        *,
        size: float = _TEXT,
        color: str = _INK,
        bold: bool = False,
        at_end: bool = False,
    ) -> None:
        """A line of text, `pixels` from above, at the side where the language begins or at the other."""
        from_right = self._from_right != at_end
        figure.text(
            1 - _SIDE / WIDTH if from_right else _SIDE / WIDTH,
            1 - (pixels + _RISE) / self._height,
            printable(text, from_right=self._from_right),
            fontsize=size,
            fontweight="bold" if bold else "normal",
            color=color,
            ha="right" if from_right else "left",
            va="baseline",
        )

    def _rule(self, figure: "Figure", pixels: float) -> None:
        from matplotlib.lines import Line2D  # noqa: PLC0415 - see `drawing`

        y = 1 - pixels / self._height
        figure.add_artist(Line2D([_SIDE / WIDTH, 1 - _SIDE / WIDTH], [y, y], color=_RULE, linewidth=1.2))
