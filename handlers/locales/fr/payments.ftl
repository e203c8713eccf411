## Payer : les moyens, ce qui est demandé, ce qui est arrivé, ce qui est rendu.

confirmation-pay = 💳 <b>Comment souhaitez-vous payer ?</b> Après le paiement, votre commande part automatiquement.
confirmation-rest = 👛 Votre portefeuille paie { $wallet }. Reste à payer : <b>{ $missing }</b>
toast-waiting = La commande { $ref } attend votre paiement. Le message suivant explique comment payer.
toast-held-dearer = Le prix vient d’augmenter chez notre fournisseur. La boutique décide : vous recevrez votre commande à ce prix, ou serez remboursé en totalité.
toast-not-yet = La commande ne peut pas encore aboutir. Votre argent est en sécurité dans votre portefeuille.
toast-order-cancelled = Annulée. Rien n’a été prélevé.
toast-order-cancelled-kept = Annulée. Ce que vous aviez payé est dans votre portefeuille.
toast-topup = { $amount } : le message suivant explique comment payer.
order-pay-by = À payer avant { $until } ; sinon, la commande est annulée automatiquement.
button-ways = 💳 Moyens de paiement
button-cancel-order = ❌ Annuler la commande
button-pay-wallet = 👛 Payer avec le portefeuille · { $total }
button-order-again = 🔄 Commander de nouveau
button-topup = 💵 Alimenter
button-topup-otherwise = 💵 Autre montant ou autre moyen
button-topup-amount = { $amount }
ways = 💳 <b>Comment souhaitez-vous payer { $ref } ?</b> Reste à payer : <b>{ $missing }</b>
ways-wallet = 👛 <b>Votre portefeuille suffit pour la commande { $ref }.</b> L’acheter maintenant ?

topup =
    💵 <b>Combien voulez-vous mettre dans votre portefeuille ?</b>

    Appuyez sur un montant, ou écrivez-le, de { $least } à { $most }.
topup-ways = 💵 <b>{ $amount }</b> dans votre portefeuille. Comment souhaitez-vous payer ?
topup-no-way = Aucun moyen de paiement n’accepte { $amount }. Choisissez un autre montant, s’il vous plaît.
topup-by-hand = Pour alimenter votre portefeuille, communiquez à la boutique votre numéro { $customer } et payez comme convenu.

invoice-order = Commande { $ref }
invoice-order-what = { $product } · { $type } × { $quantity }
invoice-topup = Portefeuille
invoice-topup-what = { $amount } pour votre portefeuille chez { $shop }

refusal-unknown = Cette facture n’est pas la vôtre, ou elle a changé. Ouvrez-en une nouvelle avec /topup ou depuis votre commande.
refusal-paid = C’est déjà payé. Vous n’avez pas été débité une seconde fois.
refusal-expired = Cette facture a expiré, rien n’a été prélevé. Commandez de nouveau, s’il vous plaît.
refusal-closed = La boutique est fermée pour maintenance, rien n’a été prélevé. Revenez un peu plus tard, s’il vous plaît.
refusal-banned = La boutique ne vous sert pas pour le moment, rien n’a été prélevé. Pour lui écrire : /support
refusal-supplier-away = Nous ne prenons pas de commandes en ce moment : les prix et les stocks ne peuvent pas être lus. Rien n’a été prélevé. Revenez un peu plus tard, s’il vous plaît.
refusal-trouble = Nous ne pouvons pas vérifier ce paiement pour l’instant, rien n’a été prélevé. Réessayez dans un instant.

money-came = ✅ Votre paiement de <b>{ $amount }</b> est arrivé. Dans votre portefeuille : { $balance }
kept-later = Les prix et les stocks ne peuvent pas être lus pour l’instant. La commande { $ref } partira automatiquement dès que possible. D’ici là, votre argent reste dans votre portefeuille.
kept-missing = Cela ne suffit pas encore pour la commande { $ref }. Payez le reste et elle partira automatiquement.
kept-too_late = La commande { $ref } avait expiré avant l’arrivée de l’argent. Rien n’est perdu : il est dans votre portefeuille, et vous pouvez commander de nouveau.
kept-sold_out = Entre-temps, les cartes de la commande { $ref } se sont épuisées. Votre argent est dans votre portefeuille, pour tout autre achat.
kept-held = Le prix de la commande { $ref } a augmenté chez notre fournisseur après votre commande. Le prix payé reste valable : la boutique décide si vous recevez votre commande, ou si tout votre argent revient dans votre portefeuille. Vous serez prévenu ici.
kept-not_paid_in_time = La commande { $ref } n’a pas été payée en totalité à temps : rien n’a été acheté.
kept-customer_cancelled = La commande { $ref } a été annulée : rien n’a été acheté.
kept-came = La somme reçue pour elle, <b>{ $amount }</b>, a été ajoutée à votre portefeuille. Votre solde est de { $balance }.
kept-price_changed = Entre-temps, le prix de la commande { $ref } a augmenté : rien n’a été acheté. Votre argent est dans votre portefeuille. Voulez-vous voir le nouveau prix ?
kept-float_too_low = Nous ne pouvons pas livrer la commande { $ref } en ce moment : rien n’a été acheté. Votre argent est dans votre portefeuille ; la boutique est prévenue.
kept-supplier_away_too_long = La commande { $ref } n’a pas pu être achetée : notre fournisseur n’a pas répondu pendant trop longtemps. Votre argent est dans votre portefeuille ; vous pouvez commander de nouveau.
over-not_paid_in_time = Elle n’a pas été payée à temps.
over-customer_cancelled = Vous l’avez annulée.
over-sold_out = Les cartes sont épuisées.
over-price_changed = Le prix a augmenté.
over-float_too_low = Nous ne pouvions pas la livrer.
back-wallet = ↩️ <b>{ $amount }</b> de la commande { $ref } ont été remboursés dans votre portefeuille. Votre solde est de { $balance }.
back-payer = ↩️ Votre paiement de <b>{ $price }</b> vous a été remboursé. Ce qu’il avait ajouté à votre portefeuille en a été retiré.

error-cost-rose = Le prix de la commande { $ref } a augmenté chez notre fournisseur : ne la payez plus. Déjà payée ? Envoyez votre reçu. Sinon, choisissez de nouveau.
error-payment-over = La commande { $ref } n’attend plus de paiement. Voyez /orders.
error-payment-looked-into = Nous vérifions encore si la commande { $ref } est déjà payée. Patientez un instant : vous le lirez ici.
error-way-closed = Ce moyen de paiement ne convient pas ici. Choisissez-en un autre, s’il vous plaît.
error-too-many-requests = Vous avez déjà beaucoup de paiements en attente. Terminez-en un, ou attendez qu’ils expirent.
error-already-decided = Quelqu’un a été plus rapide : la décision est déjà prise.

entry-topup = paiement ({ $way })
entry-payback = paiement annulé ({ $way })

terms = 📜 <b>Conditions de { $shop }</b>
terms-words =
    • Les codes sont des biens numériques : une fois livrés, ils ne sont pas repris.
    • Si nous ne pouvons pas livrer, vous êtes remboursé aussitôt, dans votre portefeuille.
    • Vérifiez la région avant d’acheter : un code ne fonctionne qu’avec les comptes de cette région.
    • L’argent du portefeuille sert à tout achat dans cette boutique.
    • Une question sur un paiement : /paysupport. L’assistance de Telegram ne traite pas les achats faits ici.

alert-payment_unmatched = ❓ Le paiement { $payment } ({ $way }, { $paid }) ne correspond à rien de demandé. Voir /payments unmatched
alert-payment_taken_back = 💸 Le paiement { $payment } ({ $way }, { $amount }) a été repris sans notre demande. Déjà dépensé : { $lost }.
alert-refund_of_unknown = ❓ { $way } : remboursement d’un paiement inconnu ({ $charge }).
alert-refund_refused = ⚠️ { $way } refuse de rembourser le paiement { $payment } ({ $why }). Il est de nouveau dans le portefeuille.

reason-payment_asked = en attente de paiement
reason-money_came = payée
reason-not_paid_in_time = non payée à temps
reason-customer_cancelled = annulée par le client
reason-paid_otherwise = elle avait déjà été payée autrement
reason-price_changed = le prix a augmenté avant l’arrivée de l’argent
reason-float_too_low = solde insuffisant chez le fournisseur à l’arrivée de l’argent
reason-unknown = rien de notre part ne le demandait
reason-other_payer = payé par quelqu’un d’autre
reason-other_amount = pas le montant demandé

menu-topup = Alimenter votre portefeuille
menu-terms = Les conditions de la boutique
menu-paysupport = De l’aide pour un paiement

## Les virements avec un reçu.

proof-line = { $label } : { $value }
proof-picture = Puis envoyez ici une photo ou un PDF du reçu. Dès que la boutique l’a vérifié, la suite est automatique.
proof-number-too = Puis envoyez ici une photo ou un PDF du reçu, avec le numéro du virement en légende. Dès que la boutique l’a vérifié, la suite est automatique.
proof-submitted = 🔎 Nous vérifions votre reçu de { $amount }.
proof-paid = ✅ Le virement est confirmé.
proof-expired = ⌛ { $amount } n’ont pas été payés à temps. Si vous les avez déjà virés, envoyez quand même le reçu.
proof-failed = ❌ Ce virement n’a pas abouti.
proof-rejected = ❌ Votre reçu de { $amount } n’a pas été accepté.
proof-refused =
    ❌ <b>Votre reçu de { $amount } n’a pas été accepté</b>

    Raison : { $reason }
    En cas d’erreur, envoyez une photo plus nette, ou écrivez-nous avec /paysupport.
proof-received = 🧾 Merci, nous avons votre reçu de { $amount }. Nous vous répondons dès qu’il est vérifié.
proof-received-number = 🧾 Merci, nous avons votre reçu de { $amount }. Écrivez aussi le numéro du virement qui y figure.
proof-number-again = Écrivez seulement le numéro du virement, tel qu’il figure sur le reçu.
proof-number-noted = 🧾 C’est noté. Nous vous répondons dès que c’est vérifié.
button-copy-line = 📋 Copier { $label }

slip-of =
    🧾 <b>{ $amount }</b> de { $name } ({ $customer })
    Envoyé le { $at }
slip-order = Pour la commande { $ref }
slip-number = Numéro : { $number }
slip-approved = ✅ Accepté par { $staff } : <b>{ $amount }</b>
slip-rejected = ❌ Refusé par { $staff } : { $reason }
slips = 🧾 <b>Reçus qui vous attendent : { $count }</b>
slips-none = 🧾 Aucun reçu n’attend de décision.
button-receipts = 🧾 Reçus en attente
button-slip = { $sign } { $amount } · { $name }
button-approve = ✅ Accepter · { $amount }
button-change-amount = ✏️ Autre montant
button-reject = ❌ Refuser
ask-amount = Demandé : { $amount }. Combien de dinars sont arrivés ? Écrivez le nombre.
ask-reason = Pourquoi est-il refusé ? Le client le lira.
ask-reason-words = Écrivez la raison ; le client la lira.
rejected-not_received = l’argent n’est pas arrivé
rejected-wrong_amount = le montant n’est pas le bon
rejected-unreadable = le reçu est illisible
rejected-used_before = ce reçu a déjà servi
rejected-other = une autre raison
request-open = ouvert
request-submitted = en vérification
request-paid = accepté
request-failed = échoué
request-expired = expiré
request-rejected = refusé
toast-approved = ✅ Accepté.
toast-rejected = ❌ Refusé.
toast-decided-already = Déjà décidé par { $staff }.
alert-receipts_wait = 🧾 Reçus en attente de votre décision : { $count }, le plus ancien depuis { $since ->
        [one] une minute
       *[other] { $since } minutes
    }. Voir /receipts
menu-receipts = Reçus de virement à vérifier

## Remboursements et paiements, pour l’équipe.

error-nothing-left = Impossible de rembourser autant : { $left } au maximum. Une commande en cours, ou qui n’a pas abouti, est remboursée automatiquement.
error-refunded-in-full = Cette commande a déjà été remboursée en totalité : il ne reste rien à rembourser.
example-reason = le code ne marchait pas
ask-refund-order = ↩️ Rembourser <b>{ $amount }</b> de la commande { $ref } ? Au maximum { $left } de son prix peuvent l’être. Vers où ?
button-refund-wallet = 👛 Vers le portefeuille · { $amount }
button-refund-payer = ↩️ Comme cela a été payé · { $price }
refunded-order = ↩️ <b>{ $amount }</b> de la commande { $ref } ont été remboursés. Le client est prévenu.
toast-refunded-before = C’était déjà remboursé ; rien n’a été fait deux fois.
payments = 💰 <b>Paiements</b>
payments-unmatched = ❓ <b>Paiements sans correspondance</b>
payments-none = Il n’y en a pas.
button-payment = { $sign } { $number } · { $price } · { $way }
button-payments = 💳 Paiements
button-all-payments = 💰 Tous les paiements
button-unmatched = ❓ Sans correspondance
button-settle-credit = 👛 Dans le portefeuille du payeur · { $amount }
button-settle-back = ↩️ Le rembourser
payment =
    💰 <b>Paiement { $number }</b> – { $state }

    { $price } · { $way } · { $at }
    Crédité : { $amount }
    Client : { $customer } · commande : { $ref }
payment-why = Pourquoi il ne correspond à rien : { $why }
payment-credited = dans le portefeuille
payment-unmatched = sans correspondance
payment-refund_requested = en cours de remboursement
payment-refunded = annulé
menu-refund = Rembourser une commande
menu-payments = Les paiements reçus

## La page de paiement du fournisseur.

page-until = ⏳ La page de paiement est ouverte jusqu’à { $until }.
button-page = 💳 Payer { $amount }
paid-on-page = ✅ Paiement reçu. Revenez maintenant dans Telegram.
page-open = 💳 { $amount } sont à payer.
page-submitted = 🔎 Nous vérifions votre paiement de { $amount }.
page-paid = ✅ Votre paiement est arrivé.
page-failed = ❌ Votre paiement de { $amount } n’a pas abouti. Rien ne nous est parvenu ; vous pouvez réessayer.
page-expired = ⌛ La page de paiement est fermée. Si vous avez payé malgré tout, nous le verrons automatiquement et vous le lirez ici.
page-over = ❌ Ce paiement n’a pas abouti.
page-rejected = ❌ Votre paiement de { $amount } n’a pas été accepté.
page-looking = 🔎 Nous cherchons votre paiement. Vous le lirez ici dès que la banque l’aura confirmé.
alert-ocpay_off = 💳 OneClickDz refuse les liens de paiement : votre compte n’y est pas validé comme marchand. Les clients ne peuvent pas payer par CIB ou Edahabia.
alert-ocpay_environment = ⚠️ Le lien de paiement { $ref } est d’un autre environnement (sandbox ou production) que la clé de la boutique. Il ne compte pas comme de l’argent.
alert-support_chat_away = ⚠️ Le groupe de l’équipe ne prend pas les demandes : { $why }. Elles vous arrivent ici. Vérifiez SUPPORT_CHAT_ID, que les sujets sont activés et que le bot y est administrateur avec le droit de gérer les sujets.
alert-support_chat_back = ✅ Le groupe de l’équipe prend de nouveau les demandes.
