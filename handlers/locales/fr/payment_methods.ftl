## Les moyens de paiement : leurs noms, et ce que disent leurs demandes.

way-ocpay = 💳 CIB / Edahabia · { $price }
by-ocpay = CIB / Edahabia
who-ocpay = OCPay
pay-ocpay =
    💳 <b>Payez { $amount } avec votre carte CIB ou Edahabia</b>

    Revenez ensuite ici. Nous vous prévenons dès que l’argent est arrivé.
way-stars = ⭐ Telegram Stars · { $price }
by-stars = Telegram Stars
way-card = 💳 Carte bancaire · { $price }
by-card = carte bancaire
way-transfer = 🏦 Virement · { $price }
by-transfer = virement
pay-transfer =
    🏦 <b>Virez { $amount }, s’il vous plaît</b>

    Avant { $until }, sur :
