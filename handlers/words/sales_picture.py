"""The picture of what was sold: sales and margin by day, the best products, the orders by hour.

It has a ground of its own, so that it reads the same in Telegram's dark and light themes. Arabic is written
and drawn from the right: time too runs that way. matplotlib is imported when the first picture is drawn, not
before: it takes memory and seconds that a shop in which nobody asks has a better use for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from bot.shop.figures.sales import Sales
from bot.shop.money import Money
from handlers.ui.texts import Texts, cut, tidy
from handlers.words.drawing import one_at_a_time, printable
from handlers.words.sales import span_phrase

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH: Final = 1080
"""Pixels; Telegram scales what is larger down, and letters with it."""
_DPI: Final = 100
_PAPER, _INK, _FAINT, _GRID = "#f4f6f9", "#1b2631", "#566573", "#d5dae1"
_SALES, _MARGIN, _LOSS, _HOURS = "#2471a3", "#1e8449", "#b03a2e", "#7d3c98"
_TITLE, _HEADING, _TEXT = 26.0, 24.0, 20.0
"""Points. A phone shows the picture at a third of its width: smaller letters would not be legible there."""
_TOP, _HEAD, _SIDE, _NUMBERS = 142, 92, 40, 152
"""Pixels: above all drawings, for a heading, at each side, and for the numbers beside a drawing."""
_MOST_PRODUCTS: Final = 6
_LONGEST_TITLE: Final = 34
_MOST_TICKS: Final = 6
_HOUR_TICKS: Final = (0, 4, 8, 12, 16, 20)
_A_DAY = 24


@dataclass(frozen=True)
class _Panel:
    """One drawing: its heading, its height in pixels without that, and whether numbers stand at its side."""

    heading: str
    height: int
    draw: "Callable[[Axes], None]"
    numbers: bool = True
    below: int = 0


def sales_picture(texts: Texts, sales: Sales) -> bytes:
    """A PNG. It takes a good part of a second, the first one longer: for a thread of its own."""
    with one_at_a_time:
        return _Drawing(texts, sales).png()


class _Drawing:
    def __init__(self, texts: Texts, sales: Sales) -> None:
        self._texts = texts
        self._sales = sales
        self._from_right = texts.from_right

    def png(self) -> bytes:
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - see above
        from matplotlib.figure import Figure  # noqa: PLC0415 - see above

        panels = self._panels()
        height = _TOP + sum(_HEAD + panel.height + panel.below for panel in panels) + _SIDE
        figure = Figure(figsize=(WIDTH / _DPI, height / _DPI), dpi=_DPI, facecolor=_PAPER)
        FigureCanvasAgg(figure)

        def write(pixels: float, text: str, size: float) -> None:
            figure.text(
                1 - _SIDE / WIDTH if self._from_right else _SIDE / WIDTH,
                1 - pixels / height,
                text,
                fontsize=size,
                fontweight="bold",
                color=_INK,
                ha=self._start,
                va="center",
            )

        span = span_phrase(self._texts, self._sales)
        write(56, self._clean(_cut(self._texts.shop_name)), _TITLE)
        write(110, self._clean(span), _TEXT)
        top = _TOP
        for panel in panels:
            write(top + _HEAD / 2, self._clean(self._texts.plain(panel.heading)), _HEADING)
            top += _HEAD + panel.height
            numbers = _NUMBERS if panel.numbers else 0
            left = _SIDE if self._from_right else _SIDE + numbers
            width = WIDTH - 2 * _SIDE - numbers
            axes = figure.add_axes((left / WIDTH, 1 - top / height, width / WIDTH, panel.height / height))
            self._dress(axes)
            panel.draw(axes)
            top += panel.below
        file = BytesIO()
        figure.savefig(file, format="png", facecolor=_PAPER)
        return file.getvalue()

    def _panels(self) -> list[_Panel]:
        sales = self._sales
        panels: list[_Panel] = []
        if len(sales.days) > 1:
            panels += [
                _Panel("stats-picture-sales", 310, self._earned, below=80),
                _Panel("stats-picture-margin", 220, self._margin, below=80),
            ]
        if sales.products:
            height = 100 * len(sales.products[:_MOST_PRODUCTS])
            panels.append(_Panel("stats-picture-products", height, self._products, numbers=False, below=16))
        if sales.hours:
            panels.append(_Panel("stats-picture-hours", 260, self._hours, below=64))
        return panels

    @property
    def _start(self) -> str:
        return "right" if self._from_right else "left"

    @property
    def _end(self) -> str:
        return "left" if self._from_right else "right"

    def _dress(self, axes: "Axes") -> None:
        axes.set_facecolor(_PAPER)
        for spine in axes.spines.values():
            spine.set_visible(False)
        axes.tick_params(colors=_FAINT, labelsize=_TEXT, length=0, pad=8)
        axes.tick_params(axis="x", pad=16)  # below the zero of the other axis, not beside it
        axes.grid(visible=True, axis="y", color=_GRID, linewidth=1.2)
        axes.set_axisbelow(True)
        if self._from_right:
            axes.yaxis.tick_right()

    def _earned(self, axes: "Axes") -> None:
        self._by_day(axes, [day.earned for day in self._sales.days], _SALES)

    def _margin(self, axes: "Axes") -> None:
        self._by_day(axes, [day.margin for day in self._sales.days], _MARGIN)

    def _by_day(self, axes: "Axes", amounts: Sequence[Money], color: str) -> None:
        days = [day.day for day in self._sales.days]
        values = [float(amount.dinars) for amount in amounts]
        _bars(axes, values, width=0.78, colors=[color if value >= 0 else _LOSS for value in values])
        step = -(-len(days) // _MOST_TICKS)
        ticks = list(range(len(days) - 1, -1, -step))
        axes.set_xticks(ticks, [self._clean(self._texts.brief_day(days[tick])) for tick in ticks])
        self._count_axis(axes, values)
        self._mirror(axes, -0.7, len(days) - 0.3)

    def _count_axis(self, axes: "Axes", values: Sequence[float]) -> None:
        """A few round numbers, written as amounts are."""
        from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415 - see above

        if not any(values):
            axes.set_ylim(0, 1)
        # Of one or two orders more than so many numbers would be halves.
        least = min(3, max(1, int(max(map(abs, values), default=0))))
        axes.yaxis.set_major_locator(
            MaxNLocator(nbins=5, integer=True, min_n_ticks=least, steps=[1, 2, 2.5, 5, 10])
        )
        axes.yaxis.set_major_formatter(FuncFormatter(self._number))

    def _number(self, value: float, _: Any) -> str:
        sign = "−" if value < 0 else ""
        return f"{sign}{self._texts.number(Decimal(round(abs(value))))}"

    def _mirror(self, axes: "Axes", low: float, high: float) -> None:
        axes.set_xlim((high, low) if self._from_right else (low, high))

    def _products(self, axes: "Axes") -> None:
        best = self._sales.products[:_MOST_PRODUCTS]
        values = [float(product.sold.dinars) for product in best]
        most = max(1.0, *values)
        axes.grid(visible=False)
        rows = [-number for number in range(len(best))]
        axes.barh([row - 0.18 for row in rows], [most] * len(best), height=0.26, color=_GRID)
        axes.barh([row - 0.18 for row in rows], values, height=0.26, color=_SALES)
        for row, product in zip(rows, best, strict=True):
            line: dict[str, Any] = {"y": row + 0.12, "fontsize": _TEXT, "va": "bottom"}
            axes.text(0, s=self._clean(_cut(product.title)), ha=self._start, color=_INK, **line)
            amount = self._clean(self._texts.money(product.sold))
            axes.text(most, s=amount, ha=self._end, color=_FAINT, **line)
        axes.set_xticks([])
        axes.set_yticks([])
        axes.set_ylim(-len(best) + 0.55, 0.6)
        self._mirror(axes, 0, most)

    def _hours(self, axes: "Axes") -> None:
        values = [float(self._sales.hours.get(hour, 0)) for hour in range(_A_DAY)]
        _bars(axes, values, width=0.72, colors=[_HOURS] * _A_DAY)
        axes.set_xticks(list(_HOUR_TICKS), [self._texts.figures(f"{hour:02}:00") for hour in _HOUR_TICKS])
        self._count_axis(axes, values)
        self._mirror(axes, -0.6, _A_DAY - 0.4)

    def _clean(self, text: str) -> str:
        return printable(text, from_right=self._from_right)


def _bars(axes: "Axes", values: Sequence[float], *, width: float, colors: Sequence[str]) -> None:
    """A bar for each value, at 0, 1, 2 and so on. As one shape: matplotlib's own are one each, and those of a
    year would take most of the time.
    """
    from matplotlib.collections import PolyCollection  # noqa: PLC0415 - see above

    half = width / 2
    bars = PolyCollection(
        [
            [(place - half, 0), (place - half, value), (place + half, value), (place + half, 0)]
            for place, value in enumerate(values)
        ],
        facecolors=colors,
    )
    bars.sticky_edges.y.append(0)  # no gap below
    axes.add_collection(bars)
    axes.autoscale_view()


def _cut(title: str) -> str:
    return cut(tidy(title), _LONGEST_TITLE)
