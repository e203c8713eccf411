"""Arabic texts with Arabic digits, where the merchant wishes so: all the shop's own figures have them, and
nothing else has.
"""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import LANGUAGES
from bot.shop.money import Money
from handlers.ui import typed
from handlers.ui.texts import Change, Phrase, TimeOfDay, without_marks
from tests.fakes.texts import library
from tests.handlers.buying_steps import confirms
from tests.handlers.roles import COMMANDS
from tests.handlers.samples import AT
from tests.handlers.shopfloor import AMINA, KARIM, Floor, Person
from tests.handlers.ui.locale_messages import longest, messages

TEXTS = library(arabic_digits=True)["ar"]
WESTERN, ARABIC, LATIN = (re.compile(one) for one in ("[0-9]", "[٠-٩]", "[A-Za-z]"))
_DOTTED = re.compile("[٠-٩] · .{,9}|.{,9} · [٠-٩]")  # Arabic's zero is a dot too
LEFT_TO_RIGHT = "\ufffc"  # where something was that is copied


def misplaced(text: str) -> list[str]:
    """The parts of a text whose digits are not theirs: Western ones outside what is set from the left, Arabic
    ones inside it.
    """
    wrong, level, levels = [], "", list[str]()
    for part in [*re.split("([\u2066\u2068\u2069\n])", text), "\n"]:
        if part in {"\u2066", "\u2068"}:
            levels.append(level)
            level = LEFT_TO_RIGHT if part == "\u2066" else ""
        elif part in {"\u2069", "\n"}:
            from_left = bool(levels) and (LATIN.search(level) or LEFT_TO_RIGHT in level)
            if (ARABIC if from_left else WESTERN).search(level):
                wrong.append(level)
            level = levels.pop() if levels and part == "\u2069" else ""
        else:
            level += part
    return wrong


def without_copied(html: str) -> str:
    return re.sub("<[^>]*>", "", re.sub("<code>.*?</code>", LEFT_TO_RIGHT, html))


def test_the_judge_sees_both_kinds_of_slip() -> None:
    assert misplaced("عدد 3") == ["عدد 3"]
    assert misplaced("عدد ٣ \u2068Steam 10\u2069 \u2068٣ \u2068PSN 5\u2069\u2069 \u2068\ufffc\u2069") == []
    assert misplaced("\u2068Steam ١٠\u2069") == ["Steam ١٠"]
    assert misplaced("\u20681 250 دج\u2069") == ["1 250 دج"]


def test_each_message_has_the_wished_digits_and_what_is_copied_keeps_its_own() -> None:
    written = {"percent": TEXTS.percent(Decimal("1000.55")), "paid": TEXTS.number(10**9)}
    wrong = {}
    for key in messages("ar"):
        values: dict[str, Any] = longest(key)
        said = TEXTS.html(key, **values | {name: text for name, text in written.items() if name in values})
        copied = re.findall("<code>(.*?)</code>", said)
        if slips := misplaced(without_copied(said)) + [one for one in copied if ARABIC.search(one)]:
            wrong[key] = slips
    assert wrong == {}


def test_no_dot_between_values_stands_beside_digits_whose_zero_is_a_dot() -> None:
    dotted = {}
    for key in messages("ar"):
        said = without_marks(re.sub("<[^>]*>", "", TEXTS.html(key, **longest(key))))
        if found := _DOTTED.findall(said):
            dotted[key] = found
    assert dotted == {}
    shown = TEXTS.plain("button-staff-review", number=1, mark=1, product="PUBG Mobile · 325 UC")
    assert without_marks(shown) == "١، ١ ⭐ PUBG Mobile · 325 UC"
    counts = Phrase.of(TEXTS.plain("overview-state", status=word, count=3) for word in ("مفتوح", "متوقف"))
    assert without_marks(TEXTS.plain("overview-states", states=counts)) == "مفتوح: ٣، متوقف: ٣"


def test_money_dates_and_counts_are_written_from_the_right() -> None:
    day = date(2026, 11, 30)
    said = {
        "amount": TEXTS.money(Money.of_dinars(1_250)),
        "centimes": TEXTS.money(Money(125_050)),
        "loss": TEXTS.change(Money(-100)),
        "number": TEXTS.number(Decimal("11.63")),
        "percent": TEXTS.percent(Decimal("7.5"), "+"),
        "day": TEXTS.day(day),
        "brief": TEXTS.brief_day(day),
        "moment": TEXTS.moment(AT),
        "ago": TEXTS.ago(timedelta(minutes=12)),
        "took": TEXTS.duration(timedelta(seconds=12)),
        "hour": TEXTS.plain("opens-again", at=TimeOfDay(datetime(2026, 11, 1, 21, 30, tzinfo=UTC))),
        "gain": TEXTS.plain("opens-again", at=Change(Money(500))),
        "page": TEXTS.plain("page", page=2, pages=12),
    }
    assert {name: without_marks(text) for name, text in said.items()} == {
        "amount": "١ ٢٥٠ دج",
        "centimes": "١ ٢٥٠٫٥٠ دج",
        "loss": "−١ دج",
        "number": "١١٫٦٣",
        "percent": "+٧٫٥٪",
        "day": "٣٠ نوفمبر ٢٠٢٦",
        "brief": "٣٠/١١",
        "moment": "٢٨ سبتمبر ٢٠٢٦، ٢٣:٥٩",
        "ago": "قبل ١٢ دقيقة",
        "took": "١٢ ث",
        "hour": "يفتح: ٢٢:٣٠.",
        "gain": "يفتح: +٥ دج.",
        "page": "الصفحة ٢ من ١٢",
    }


def test_the_other_languages_and_the_usual_setting_keep_western_digits() -> None:
    for texts in (
        library()["ar"],
        *(library(arabic_digits=True)[code] for code in LANGUAGES if code != "ar"),
    ):
        for key in messages("ar"):
            assert not ARABIC.search(texts.html(key, **longest(key)).replace("١٢٣", "")), key


@given(st.integers(0, 10**9), st.sampled_from([False, True]))
def test_an_amount_typed_back_as_it_was_read_is_understood(dinars: int, arabic: bool) -> None:
    texts = library(arabic_digits=arabic)["ar"]
    shown = texts.money(Money.of_dinars(dinars))
    assert typed.dinars(shown) == dinars
    assert typed.leading_amount(without_marks(shown).split()).dinars == dinars  # type: ignore[union-attr]
    assert typed.quantity(texts.number(dinars % 1_000)) == dinars % 1_000
    assert typed.grouped_number(texts.number(dinars)) == dinars


def read(message: dict[str, Any]) -> str:
    """A message's text without what is copied."""
    text = message.get("text") or message.get("caption") or ""
    kind = "entities" if message.get("text") else "caption_entities"
    raw = text.encode("utf-16-le")
    for entity in reversed(message.get(kind) or []):
        if entity["type"] in {"code", "pre"}:
            begin, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
            raw = raw[:begin] + LEFT_TO_RIGHT.encode("utf-16-le") + raw[end:]
    return raw.decode("utf-16-le")


_LEFT_ALONE = {"lang", "a-clang", "a-confp", "a-confr", "a-gdv", "my-go"}
"""Buttons that change the language or the setting itself, show another language, or erase who presses."""


_LOOKED_AT = 12  # messages


class Walk:
    """Somebody who presses each kind of button that comes before them, and reads everything."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.pressed = Counter[str]()
        self.slips: dict[str, list[str]] = {}
        self.screens = set[str]()

    @property
    def newest(self) -> list[dict[str, Any]]:
        """The newest messages, the last one first: what an act changes is among them."""
        posts = list(self.person.account.posts.values())[: -_LOOKED_AT - 1 : -1]
        return [post.seen() for post in posts if post.seen().get("from_bot")]

    def _read(self) -> None:
        for message in self.newest:
            rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
            for text in [read(message), *(button["text"] for row in rows for button in row)]:
                if text not in self.screens:
                    self._judge(text)
        for toast in self.person.toasts[-2:]:
            self._judge(toast.get("text") or "")

    def _judge(self, text: str) -> None:
        self.screens.add(text)
        if wrong := misplaced(text) + _DOTTED.findall(without_marks(text)):
            self.slips[text] = wrong

    async def sends(self, *texts: str) -> None:
        for text in texts:
            await self.person.sends(text)
            self._read()

    async def all_buttons(self, *, most: int) -> None:
        """Presses what is there until no new kind of button comes."""
        for _ in range(most):
            fresh = [
                (message["message_id"], data)
                for message in self.newest
                for data in self.person.data(message["message_id"])
                if not self.pressed[data.partition(":")[0]] and data.partition(":")[0] not in _LEFT_ALONE
            ]
            if not fresh:
                return
            message_id, data = fresh[0]
            self.pressed[data.partition(":")[0]] += 1
            await self.person.presses(message_id, data)
            self._read()
        raise AssertionError(f"still more than {most} kinds of buttons")


@pytest.mark.settings(transfer_account="BaridiMob: 00799999; Nom: KARIM")
async def test_every_screen_has_arabic_digits_once_the_owner_wishes_so(floor: Floor) -> None:
    owner, amina = floor.person(KARIM, "ar"), floor.person(AMINA)
    await amina.sends("/start")
    await owner.sends("/start", "/settings")
    await owner.taps("المتجر", "الأرقام العربية", "تفعيل")
    assert floor.services.live_settings.now.arabic_digits
    await floor.gives(AMINA, 12_500)
    bought = Walk(amina)
    await bought.sends("/wallet")
    assert "١٢ ٥٠٠ دج" in amina.screen
    await confirms(amina)
    await amina.taps("شراء، ٢ ٧٩٠ دج")
    await floor.work()
    await floor.settle()
    assert await floor.orders(AMINA)
    for command in COMMANDS:
        await bought.sends(f"/{command}")
        await bought.all_buttons(most=150)
    await floor.settle()
    await bought.sends("/orders")
    ran = Walk(owner)
    for command in sorted(COMMANDS, key="maintenance".__eq__):
        await ran.sends(f"/{command}")
        await ran.all_buttons(most=200)
        await floor.work()
    assert floor.services.live_settings.now.arabic_digits
    assert bought.slips == {}
    assert ran.slips == {}
    assert len(bought.screens) > 100
    assert len(ran.screens) > 200
