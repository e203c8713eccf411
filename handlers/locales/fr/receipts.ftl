## Les reçus : plusieurs images, les répétitions, ce qui vient après la décision.

proof-added = 🧾 Merci, cette image est ajoutée à votre reçu de { $amount }. La boutique la voit.
proof-added-late = 🧾 Votre reçu de { $amount } est déjà traité ({ $state }). La boutique voit aussi cette image. Une question ? Écrivez-nous avec /paysupport.
proof-known = 🧾 La boutique a déjà cette image, pour votre reçu de { $amount } ({ $state }). Une question ? Écrivez-nous avec /paysupport.
proof-enough = 🧾 La boutique a déjà { $count } images de votre reçu de { $amount } et n’en prend pas plus. S’il manque quelque chose, écrivez-nous avec /paysupport.

slip-pictures = Images de ce reçu : { $count }
slip-same-file = ⚠️ <b>Ce même fichier a déjà été envoyé</b> par { $customer }, pour { $amount }, le { $at } ({ $state })
slip-same-number = ⚠️ <b>Ce numéro a déjà servi</b> à { $customer }, pour { $amount }, le { $at } ({ $state })
slip-more =
    📎 Une image de plus pour le reçu de <b>{ $amount }</b> de { $name } ({ $customer })
    Envoyée le { $at }
slip-late = ⚠️ <b>Elle est arrivée après la décision.</b>
slip-undecided = Rien n’est encore décidé.
button-open-receipt = 🧾 Ouvrir le reçu · { $amount }
button-approve-repeated = ⚠️ Accepter quand même · { $amount }
ask-repeated = ⚠️ <b>Ce reçu de { $amount } ressemble à un reçu déjà envoyé.</b> Vérifiez sur votre compte que l’argent est arrivé deux fois. L’accepter quand même ?
ask-unseen = ⚠️ <b>L’image de ce reçu de { $amount } ne s’affiche pas ici.</b> Avez-vous vu l’argent sur votre compte ? L’accepter quand même ?
toast-receipt-comes = 🧾 Le reçu arrive en bas de la conversation.
error-receipt-changed = Le client a envoyé un autre reçu entre-temps. Ouvrez-le dans /receipts.
error-receipt-repeated = Ce reçu a déjà été envoyé. Ouvrez-le dans /receipts pour voir quand.
amount-not-read = Je ne lis pas de montant dans « { $words } ». Écrivez des dinars entiers, comme 2800, 2 800 ou 5k.
too-long = C’est trop long : { $most } caractères au plus.

dossier-receipt = 🧾 Reçu de { $amount }, envoyé le { $at } ({ $state })
button-receipts-count = 🧾 Reçus en attente ({ $count })
button-payments-count = 💳 Paiements (❓ { $count })

customer-not-read = « { $words } » n’est pas un numéro de client. Le client trouve le sien dans /help.
amount-two-ways = « { $words } » peut se lire de deux façons. Pour { $amount }, écrivez le montant sans espaces : { $meant }
refund-reason = Raison : { $reason }
error-refunded-meanwhile = Entre-temps, { $amount } de cette commande ont déjà été remboursés. Rien de plus n’a été fait. Il reste { $left } à rembourser au plus ; écrivez /refund de nouveau.
usage-refund =
    Comme ceci : { $example }
    Le numéro, des dinars entiers, et une raison si vous voulez. Pour tout rembourser : { $all }

## Un reçu accepté qui se révèle faux.

button-receipt-false = ⛔ Il est faux
slip-false = ⛔ Reconnu faux : { $reason }
slip-false-money = Retiré du portefeuille : { $taken } · il manque : { $missing }
ask-false = ⛔ <b>Le reçu de { $amount } a été accepté, et il est faux ?</b> Ce que le portefeuille du client en contient encore est retiré.
ask-false-money = Il en reste dans le portefeuille : { $held } · il manque : { $missing }
ask-false-why =
    Écrivez la raison ; le client la lira.

    /cancel laisse tout comme c’est.
slip-false-done = ⛔ Le reçu est marqué comme faux. Le client est prévenu.
error-false-before = Ce paiement a déjà été retiré. Rien n’a été fait deux fois.
proof-false =
    ⛔ <b>Votre reçu de { $amount } s’est révélé faux</b>

    L’argent n’est pas arrivé à la boutique.
proof-false-why = Raison : { $reason }
proof-false-taken = Retiré de votre portefeuille : { $amount }
proof-false-missing = Il manque encore : { $amount }
proof-false-wrong = En cas d’erreur, écrivez-nous avec /paysupport.
alert-receipt_false = ⛔ Le reçu accepté de { $amount } (paiement { $payment }, client { $customer }) s’est révélé faux. Déjà dépensé : { $lost }.
