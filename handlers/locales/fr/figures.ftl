## Les chiffres : /stats, son image, le message de la semaine.

menu-stats = Ventes, marge et échecs
button-stats = 📈 Chiffres
stats = 📈 <b>{ $days }</b>
alert-week_closed = 📈 <b>Votre semaine : { $days }</b>
stats-day = { $day }
stats-days = { $first } – { $last }
stats-nothing = Rien n’a été vendu.
stats-sales =
    Ventes : <b>{ $amount }</b>
    Marge : <b>{ $margin }</b> ({ $share })
stats-orders = Commandes livrées : { $delivered } sur { $ended } · cartes : { $cards }
stats-before = La même durée juste avant : { $amount } ({ $change })
stats-products = 🏆 <b>Meilleurs produits</b>
stats-product = { $number }. { $title } : { $sold } · cartes : { $cards } · marge : { $margin }
stats-hour = 🕗 Heure la plus active : { $begin }–{ $end } ({ $orders ->
        [one] une commande
       *[other] { $orders } commandes
    })
stats-delivery = ⚡ Du paiement aux codes : la moitié en { $median } au plus, 95 % en { $most } au plus
stats-methods = 💳 <b>Moyens de paiement</b>
stats-method = { $method } : { $amount } ({ $count ->
        [one] un paiement
       *[other] { $count } paiements
    })
stats-failures = ⚠️ <b>Commandes en échec, en tout ou en partie : { $count }</b>
stats-failure = { $why } : { $count } ({ $amount })
stats-unpaid = Terminées sans paiement : { $count }
stats-customers = 👥 Nouveaux clients : { $new } · commandes de clients qui avaient déjà acheté : { $known } ({ $share })
stats-missing =
    ⏳ { $count ->
        [one] Un de ces jours est encore en cours de calcul
       *[other] { $count } de ces jours sont encore en cours de calcul
    }. Regardez de nouveau dans quelques minutes.
stats-picture-sales = Ventes par jour (DA)
stats-picture-margin = Marge par jour (DA)
stats-picture-products = Meilleurs produits
stats-picture-hours = Commandes payées par heure
button-stats-today = Aujourd’hui
button-stats-week = 7 jours
button-stats-month = 30 jours
usage-stats =
    Je ne comprends pas « { $words } ».
    { $today }, { $week } (les 7 derniers jours), { $month } (les 30 derniers), un jour, ou d’un jour à un autre : { $example }
    Au plus { $most } jours.

## Les fichiers : /export.

menu-export = Fichiers pour le comptable
button-export-files = 🗂️ Fichiers
export-offer =
    🗂️ <b>Quel fichier ?</b>
    Les 30 derniers jours ; clients : tous. Pour d’autres jours, écrivez par exemple : { $example }
    Un fichier ne contient jamais de code.
usage-export =
    Je ne comprends pas « { $words } ».
    D’abord quoi : { $kinds }. Puis, si vous voulez, les jours et csv ou xlsx : { $example }
button-export = { $kind } · { $form }
export-orders = Commandes
export-payments = Paiements
export-ledger = Écritures des portefeuilles
export-customers = Clients
export-what = { $kind }, { $first } – { $last }
export-begun = ⏳ <b>{ $what }</b> : en cours d’écriture …
export-under-way = ⏳ <b>{ $what }</b> : { $lines } lignes pour l’instant, jusqu’au { $at }
export-done =
    ✅ <b>{ $what }</b> : { $lines ->
        [one] une ligne
       *[other] { $lines } lignes
    }
export-empty = <b>{ $what }</b> : il n’y a rien ces jours-là.
export-stopped = ⏹️ <b>{ $what }</b> : arrêté. Renvoyez /export quand vous le voudrez.
export-not-sent = ⚠️ <b>{ $what }</b> : Telegram n’a pas pris le fichier. Réessayez dans un moment.
export-failed = ⚠️ <b>{ $what }</b> : le fichier n’a pas pu être écrit. La boutique est prévenue.
export-busy = Un autre fichier est en cours d’écriture pour vous. Attendez-le, ou arrêtez-le d’abord.
button-export-stop = ⏹️ Arrêter
toast-export-stopping = Arrêt …
toast-export-over = C’est déjà terminé.
export-column-ref = Commande
export-column-made = Commandé le
export-column-ended = Terminé le
export-column-status = État
export-column-customer = Numéro du client
export-column-name = Nom
export-column-username = Nom d’utilisateur
export-column-product = Produit
export-column-region = Région
export-column-type = Type
export-column-quantity = Quantité
export-column-delivered = Livré
export-column-price = Prix unitaire (DA)
export-column-discount = Remise (DA)
export-column-total = Total (DA)
export-column-refunded = Remboursé (DA)
export-column-cost = Coût (DA)
export-column-margin = Marge (DA)
export-column-supplier = Commande du fournisseur
export-column-number = Numéro
export-column-received = Reçu le
export-column-method = Moyen de paiement
export-column-state = État
export-column-amount = Montant (DA)
export-column-currency = Devise
export-column-paid = Payé en devise
export-column-charge = Référence du payeur
export-column-booked = Comptabilisé le
export-column-kind = Nature
export-column-payment = Paiement
export-column-who = Par
export-column-note = Note
export-column-since = Client depuis
export-column-language = Langue
export-column-blocked = Bloque le bot depuis
export-column-orders = Commandes avec cartes
export-column-spent = Dépensé (DA)
export-column-balance = Solde (DA)
