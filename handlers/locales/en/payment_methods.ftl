## The payment methods: their names, and what their requests say.

way-ocpay = 💳 CIB / Edahabia · { $price }
by-ocpay = CIB / Edahabia
who-ocpay = OCPay
pay-ocpay =
    💳 <b>Pay { $amount } with your CIB or Edahabia card</b>

    Come back here afterwards. We will tell you as soon as the money has arrived.
way-stars = ⭐ Telegram Stars · { $price }
by-stars = Telegram Stars
way-card = 💳 Card · { $price }
by-card = card
way-transfer = 🏦 Transfer · { $price }
by-transfer = transfer
pay-transfer =
    🏦 <b>Please transfer { $amount }</b>

    By { $until }, to:
