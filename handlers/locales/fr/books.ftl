## Les comptes : /ledger, la clôture du jour, et ce qui ne concorde pas.

menu-ledger = Les chiffres d’une journée
usage-ledger = Écrivez { $today }, ou avec un jour : { $example }
ledger =
    📒 <b>{ $day }</b>
    { $since } – { $until }
ledger-wallets = 👛 Portefeuilles : { $opening } → { $closing }
ledger-kind = { $kind } : { $amount }
ledger-way = · dont { $way } : { $amount }
ledger-unmatched = ❓ Paiements qui ne correspondent à rien : { $count } (/payments unmatched)
ledger-orders =
    🧾 Commandes terminées : { $orders }
    Gagné : { $earned } · coût : { $cost }
    Marge : <b>{ $margin }</b>
ledger-float =
    🏦 Solde chez le fournisseur : { $opening } → { $closing }
    Commandes : { $orders } · le reste : { $other }
ledger-float-unknown = 🏦 Le fournisseur ne dit rien du solde de ce jour.
ledger-agrees = ✅ Nos commandes et le compte du fournisseur concordent.
ledger-differs = ⚠️ <b>Ce qui ne concorde pas</b>
ledger-more = … et { $count } de plus
button-ledger = 📒 La journée
button-day-before = ◀️ La veille
button-day-after = Le lendemain ▶️

kind-credit = ajouté par l’équipe
kind-debit = retiré par l’équipe
kind-topup = versé
kind-purchase = dépensé en commandes
kind-refund = rendu
kind-staff_refund = remboursé par l’équipe
kind-payback = renvoyé au payeur
kind-payback_undone = renvoi au payeur refusé

alert-day_closed =
    📒 <b>Journée close : { $day }</b>
    Vendu : { $sold } · rendu : { $refunds }
    Commandes terminées : { $orders } · coût : { $cost } · marge : <b>{ $margin }</b>
    Portefeuilles : { $opening } → { $closing }
    Solde chez le fournisseur : { $float_opening } → { $float_closing }
    { $differences ->
        [0] ✅ Tout concorde.
        [one] ⚠️ Une chose ne concorde pas.
       *[other] ⚠️ { $differences } choses ne concordent pas.
    }
alert-day_closed_without_float =
    📒 <b>Journée close : { $day }</b>
    Vendu : { $sold } · rendu : { $refunds }
    Commandes terminées : { $orders } · coût : { $cost } · marge : <b>{ $margin }</b>
    Portefeuilles : { $opening } → { $closing }
    Le compte du fournisseur n’a pas été lu.
    { $differences ->
        [0] ✅ Tout le reste concorde.
        [one] ⚠️ Une chose ne concorde pas.
       *[other] ⚠️ { $differences } choses ne concordent pas.
    }
alert-books_more = 📒 … et { $count } de plus. La commande « check --books » les montre toutes.
alert-books_wallet_below_zero = 📒 Le portefeuille du client { $customer } est descendu à { $amount }.
alert-books_entry_without_order = 📒 L’écriture { $entry } ({ $kind }, { $amount }, { $subject }) n’appartient à aucune commande de son client.
alert-books_entry_without_payment = 📒 L’écriture { $entry } ({ $kind }, { $amount }, { $subject }) n’appartient à aucun paiement de son client.
alert-books_payment_not_booked = 📒 Le paiement { $payment } ({ $way }) compte pour { $expected } ; les écritures du portefeuille disent { $found }.
alert-books_entry_wrong_way = 📒 L’écriture { $entry } ({ $kind }, { $subject }) va dans le mauvais sens : { $amount }.
alert-books_order_not_paid = 📒 La commande { $ref } coûte { $expected }, mais { $found } a été pris sur le portefeuille.
alert-books_order_paid_for_nothing = 📒 Commande { $ref } ({ $status }) : { $found } a été pris sur le portefeuille, à tort.
alert-books_refund_not_booked = 📒 La commande { $ref } dit que { $expected } a été rendu ; les écritures du portefeuille disent { $found }.
alert-books_refund_wrong = 📒 Commande { $ref } ({ $status }) : { $expected } est à rendre, { $found } l’a été.
alert-books_cards_differ = 📒 La commande { $ref } ({ $status }) devrait avoir { $expected } cartes et en a { $found }.
alert-books_card_without_order = 📒 { $count } cartes gardées appartiennent à la commande numéro { $order }, qui n’existe pas.
alert-books_card_twice = 📒 Les commandes { $ref } et { $other } ont le même code.
alert-books_debit_without_order = 📒 Le fournisseur a pris { $amount } le { $at } pour { $supplier_order_id }, qui n’est pas une commande à nous. Un achat à la main ?
alert-books_order_without_debit = 📒 La commande { $ref } a été livrée sous { $supplier_order_id }, mais le compte du fournisseur n’en montre aucun débit.
alert-books_debit_differs = 📒 Commande { $ref } : le fournisseur dit avoir débité { $expected }, son compte dit { $found }.
alert-books_float_gap = 📒 Le solde chez le fournisseur saute le { $at } : il devait y avoir { $expected }, il y avait { $found }.
alert-books_float_now = 📒 Le solde chez le fournisseur est de { $found } ; après la dernière ligne de son compte il devrait être de { $expected }.
