"""How invitations look to whoever invites, and to whoever comes by a link."""

from urllib.parse import quote

from telegram import InlineKeyboardButton

from bot.shop.billing.wallet import Entry
from bot.shop.money import Money
from bot.shop.referrals.referrals import Arrival, Invitations
from bot.shop.referrals.rewards import MONTH, InviteRule
from handlers.customer.invites.callbacks import MyInvitations
from handlers.customer.wallet.callbacks import MyWallet
from handlers.customer.welcome.links import invite_link
from handlers.customer.welcome.screens import menu_button
from handlers.ui.keyboards import Row, button, copy_button, keyboard, tidy_label
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts


def invitations_screen(texts: Texts, bot: str, shown: Invitations) -> Screen:
    """The link, what a friend brings, and what came of it so far. `bot`: its username."""
    link = f"https://t.me/{bot}?start={invite_link(shown.code)}"
    text = "\n\n".join(
        [
            texts.html("invite", reward=_reward(texts, shown.rule), link=Code(link)),
            texts.html("invite-came", came=shown.came, rewards=shown.rewards, earned=shown.earned),
            texts.html("invite-rules", most=shown.rule.month_limit, days=MONTH.days),
        ]
    )
    words = texts.bare("invite-share", shop=texts.shop_name)
    share = f"https://t.me/share/url?url={quote(link, safe='')}&text={quote(words, safe='')}"
    copy = copy_button(texts.plain("button-copy-link"), link)
    rows: list[Row] = [
        [InlineKeyboardButton(text=tidy_label(texts.plain("button-share-link")), url=share)],
        [] if copy is None else [copy],
        [_wallet(texts), menu_button(texts)],
    ]
    return Screen(text, keyboard(rows))


def no_invitations_screen(texts: Texts, *, staff: bool) -> Screen:
    """Nobody is rewarded now, or not this person: they work here."""
    text = texts.html("invite-staff" if staff else "invite-off")
    return Screen(text, keyboard([[menu_button(texts)]]))


def arrival_words(texts: Texts, arrival: Arrival) -> str | None:
    """What stands above the first screen of somebody who opened a link; None: nothing."""
    if arrival is Arrival.NOTHING:
        return None
    return texts.html(f"arrival-{arrival}", shop=texts.shop_name)


def referral_screen(texts: Texts, entry: Entry, balance: Money) -> Screen:
    """A reward came, or was taken back."""
    came = entry.amount > Money.ZERO
    amount = entry.amount if came else -entry.amount
    text = texts.html("referral-reward" if came else "referral-undone", amount=amount, balance=balance)
    rows = [[button(texts.plain("button-invite"), MyInvitations()), _wallet(texts)]]
    return Screen(text, keyboard(rows))


def _wallet(texts: Texts) -> InlineKeyboardButton:
    return button(texts.plain("button-wallet"), MyWallet())


def _reward(texts: Texts, rule: InviteRule) -> str:
    if rule.percent:
        return texts.plain("invite-percent", percent=texts.percent(rule.percent), amount=rule.most)
    return texts.plain("invite-amount", amount=rule.most)
