"""The page behind a payment link: what is paid for, how much, and three ways to go on. Plain HTML, no script.

In Arabic (right to left), French or English, as the visitor's browser asks or `?lang=` says. No card number
is asked for: this is a demo, and nobody should get used to typing one here.
"""

from html import escape
from typing import Final
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.demo.supplier.ocpay import CONFIRMED, FAILED, Payment, Payments

_LANGUAGES: Final = ("ar", "fr", "en")
_WORDS: Final = {
    "en": {
        "page": "Card payment",
        "for": "You pay for",
        "pay": "Pay {amount}",
        "decline": "Decline",
        "later": "Pay later (confirms after 20 min)",
        "cards": "CIB and Edahabia cards",
        "demo": "Demo: no real card, no real money",
        "test": "Test link: play money",
        "paid": "Paid",
        "failed": "Not paid",
        "failed_why": "The payment was declined, or the link has expired. Ask the shop for a new link.",
        "begun": "The bank is working on it",
        "begun_why": "You can close this page. The shop hears of it when the bank has confirmed.",
        "back": "Back to the shop",
        "none": "There is no such payment",
        "currency": "DA",
    },
    "fr": {
        "page": "Paiement par carte",
        "for": "Vous payez",
        "pay": "Payer {amount}",
        "decline": "Refuser",
        "later": "Payer plus tard (confirmé après 20 min)",
        "cards": "Cartes CIB et Edahabia",
        "demo": "Démo : ni vraie carte, ni vrai argent",
        "test": "Lien de test : argent fictif",
        "paid": "Payé",
        "failed": "Non payé",
        "failed_why": "Le paiement a été refusé, ou le lien a expiré. Demandez un nouveau lien à la boutique.",
        "begun": "La banque s’en occupe",
        "begun_why": "Vous pouvez fermer cette page. La boutique le saura quand la banque aura confirmé.",
        "back": "Retour à la boutique",
        "none": "Ce paiement n’existe pas",
        "currency": "DA",
    },
    "ar": {
        "page": "الدفع بالبطاقة",
        "for": "تدفع مقابل",
        "pay": "ادفع {amount}",
        "decline": "رفض",
        "later": "ادفع لاحقًا (يتأكد بعد 20 دقيقة)",
        "cards": "بطاقات CIB والذهبية",
        "demo": "عرض تجريبي: لا بطاقة حقيقية ولا مال حقيقي",
        "test": "رابط اختبار: مال وهمي",
        "paid": "تم الدفع",
        "failed": "لم يتم الدفع",
        "failed_why": "رُفض الدفع أو انتهت صلاحية الرابط. اطلب رابطًا جديدًا من المتجر.",
        "begun": "البنك يعالج الدفع",
        "begun_why": "يمكنك إغلاق هذه الصفحة. سيعلم المتجر عندما يؤكد البنك الدفع.",
        "back": "العودة إلى المتجر",
        "none": "لا يوجد دفع كهذا",
        "currency": "دج",
    },
}
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
    ),
}
_PAGE: Final = """<!doctype html>
<html lang="{lang}" dir="{dir}">
  <head>
    <meta charset="utf-8">
    <title>{title}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <link rel="icon" href="/page/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/page/pay.css">
  </head>
  <body>
    <main class="{state}" data-state="{state}" data-testid="pay">
      <header><h1>{heading}</h1><p>{cards}</p></header>
      {body}
      <footer><p>{demo}</p><nav>{languages}</nav></footer>
    </main>
  </body>
</html>
"""


class PayPage:
    """Serves `/demo/pay/{ref}` over the links."""

    def __init__(self, payments: Payments) -> None:
        self._payments = payments

    def routes(self) -> list[BaseRoute]:
        """The page, and what its buttons send."""
        return [
            Route("/demo/pay/{ref}", self._show, methods=["GET"]),
            Route("/demo/pay/{ref}", self._act, methods=["POST"]),
        ]

    async def _show(self, request: Request) -> Response:
        lang = _language(request)
        try:
            payment = self._payments.get(request.path_params["ref"])
        except LookupError:
            body = f'<section class="end"><p class="sign">?</p><h2>{_WORDS[lang]["none"]}</h2></section>'
            return _page(lang, "unknown", body, status=404)
        return _page(lang, _state(payment), _body(payment, lang))

    async def _act(self, request: Request) -> Response:
        """A press on an old page does nothing: the page that comes back says how things are."""
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        act = form.get("act", [""])[0]
        try:
            payment = self._payments.get(request.path_params["ref"])
        except LookupError:
            return await self._show(request)
        if act == "pay":
            self._payments.pay(payment)
        elif act == "decline":
            self._payments.decline(payment)
        elif act == "later":
            self._payments.pay_late(payment)
        # 303, so that reloading the next page pays nothing again.
        return RedirectResponse(f"/demo/pay/{payment.ref}?lang={_language(request)}", 303)


def _state(payment: Payment) -> str:
    if payment.status == CONFIRMED:
        return "paid"
    if payment.status == FAILED:
        return "failed"
    return "begun" if payment.begun else "open"


def _body(payment: Payment, lang: str) -> str:
    words, state = _WORDS[lang], _state(payment)
    currency = words["currency"]
    amount = f"<bdi>{payment.amount:,}</bdi> {currency}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    facts = [
        f'<p class="for">{words["for"]}</p>',
        f"<h2><bdi>{escape(payment.title)}</bdi></h2>",
        f'<p class="description"><bdi>{escape(payment.description)}</bdi></p>' if payment.description else "",
        f'<p class="amount">{amount}</p>',
        f'<p class="test">{words["test"]}</p>' if payment.sandbox else "",
    ]
    return f'<section class="facts">{"".join(facts)}</section>{_ways_on(payment, state, amount, words)}'


def _ways_on(payment: Payment, state: str, amount: str, words: dict[str, str]) -> str:
    if state == "open":
        return (
            '<form method="post" class="acts">'
            f'<button name="act" value="pay" class="main">{words["pay"].format(amount=amount)}</button>'
            f'<button name="act" value="later">{words["later"]}</button>'
            f'<button name="act" value="decline" class="quiet">{words["decline"]}</button>'
            "</form>"
        )
    sign = {"paid": "✓", "failed": "✕", "begun": "…"}[state]
    why = payment.success_message if state == "paid" else words[f"{state}_why"]
    parts = [f'<p class="sign" aria-hidden="true">{sign}</p>', f'<h2 role="status">{words[state]}</h2>']
    if why:
        parts.append(f'<p class="why" dir="auto">{escape(why)}</p>')
    if state == "paid" and payment.redirect_url:
        # The real page goes there by itself. Here the visitor decides: it may lead out of the demo.
        parts.append(
            f'<a class="main" rel="noreferrer" href="{escape(payment.redirect_url)}">{words["back"]}</a>'
        )
    return f'<section class="end">{"".join(parts)}</section>'


def _page(lang: str, state: str, body: str, *, status: int = 200) -> HTMLResponse:
    words = _WORDS[lang]
    others = (
        f'<a href="?lang={other}" lang="{other}"{" aria-current=true" if other == lang else ""}>{name}</a>'
        for other, name in (("ar", "العربية"), ("fr", "Français"), ("en", "English"))
    )
    text = _PAGE.format(
        lang=lang,
        dir="rtl" if lang == "ar" else "ltr",
        title=words["page"],
        heading=words["page"],
        cards=words["cards"],
        demo=words["demo"],
        state=state,
        body=body,
        languages="".join(others),
    )
    return HTMLResponse(text, status, headers=_HEADERS)


def _language(request: Request) -> str:
    asked = request.query_params.get("lang", "")
    wanted = [asked, *request.headers.get("accept-language", "").split(",")]
    for tag in wanted:
        if (lang := tag.strip()[:2].lower()) in _LANGUAGES:
            return lang
    return "ar"
