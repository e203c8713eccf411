## Le côté du marchand.

overview =
    📊 <b>{ $shop } aujourd’hui</b> · { $at }

    Vendu : <b>{ $sold }</b> en { $orders ->
        [one] { $orders } commande
       *[other] { $orders } commandes
    }
    En cours : { $open } · bloquées : { $stuck } · à décider : { $review }
    Échouées aujourd’hui, argent rendu : { $failed }
    Messages : { $waiting } en attente, { $parked } pour des clients qui bloquent le bot, { $undelivered } impossibles à livrer
overview-state = { $status } : { $count }
overview-states = { $states }
overview-margin = 📈 Marge de ce qui s’est terminé aujourd’hui : <b>{ $margin }</b>
overview-float-lasts = ⏳ De quoi tenir environ { $days ->
        [one] { $days } jour
       *[other] { $days } jours
    } au rythme de la semaine passée ({ $pace } par jour)
overview-float-short = ⚠️ Il reste moins d’un jour au rythme de la semaine passée ({ $pace } par jour)
overview-supplier-answers = 🌐 Le fournisseur répond (dernière réponse { $ago }).
button-open-orders-count = 📂 Commandes en cours ({ $count })
button-held-orders-count = ⚠️ À décider ({ $count })
button-undelivered-count = ✉️ Non livrés ({ $count })
undelivered = ✉️ <b>Messages qui n’arrivent pas</b>
undelivered-none = ✉️ Tous les messages arrivent, ou sont en route.
undelivered-refused = { $number }. { $kind } pour { $name } ({ $chat }), depuis le { $at } : Telegram répond « { $why } ». Les essais continuent.
undelivered-given-up = { $number }. { $kind } pour { $name } ({ $chat }), depuis le { $at } : abandonné. { $why }
overview-float = 🏦 Chez le fournisseur : <b>{ $float }</b> (lu le { $at })
overview-float-old = ⚠️ Chez le fournisseur : <b>{ $float }</b>, mais lu { $ago } ({ $at }) : le montant a pu changer.
overview-float-unknown = 🏦 Le solde chez le fournisseur n’a pas encore été lu : /balance
overview-data = 💾 Données : { $size } Mo
overview-data-grown = 💾 Données : { $size } Mo, { $grown } Mo de plus qu’hier
overview-shop-open = 🟢 La boutique est ouverte.
overview-supplier-away = 🌐 <b>Le fournisseur ne répond plus</b> depuis le { $at }. Personne ne peut acheter d’ici là ; les commandes en cours sont gardées et suivies.
overview-key-refused = 🔑 <b>Le fournisseur refuse notre clé</b> ({ $error }) depuis le { $at }. Personne ne peut acheter tant que ce n’est pas réglé.
overview-outside-hours = 🕘 Hors des heures d’ouverture. Reprise des ventes : { $at }.
overview-no-orders = ⏸ Aucune commande n’est prise tant que le fournisseur est absent. La reprise se fera d’elle-même.
overview-shop-closed = 🔧 La boutique est fermée pour maintenance (depuis le { $at }).
overview-shop-closed-itself =
    🚫 <b>La boutique s’est fermée toute seule</b> le { $at } : le fournisseur a refusé trois commandes d’articles différents avec la même réponse ({ $error }).
    La cause n’est donc pas l’article mais ce que la boutique envoie. Rouvrez quand c’est réglé.
button-open-orders = 📂 Commandes en cours
button-close-shop = 🔧 Fermer pour maintenance
button-open-shop = 🟢 Ouvrir la boutique
maintenance-on = 🔧 La boutique est fermée : personne ne peut acheter. Les commandes déjà passées sont livrées.
maintenance-off = 🟢 La boutique est ouverte.
balance = 🏦 Chez le fournisseur en ce moment : <b>{ $float }</b>
staff-supplier-away = Le fournisseur ne répond plus depuis le { $at } ; personne ne peut acheter.
staff-key-refused = Le fournisseur refuse notre clé ({ $error }) depuis le { $at } ; personne ne peut acheter.
staff-no-answer = Le fournisseur n’a pas répondu à l’instant.
staff-too-busy = La boutique a épuisé ses demandes au fournisseur pour cette minute ; réessayez bientôt.
staff-too-many-looks = Vous avez interrogé le fournisseur très souvent en une minute. Réessayez dans { $seconds } s.
staff-float-known = Dernier solde connu : { $float }, lu { $ago }.
staff-float-unknown = Le solde n’est pas encore connu.

credited = ✅ <b>{ $amount }</b> ajoutés au portefeuille de { $name } ({ $customer }). Solde : <b>{ $balance }</b>
debited = ✅ <b>{ $amount }</b> retirés du portefeuille de { $name } ({ $customer }). Solde : <b>{ $balance }</b>
ask-credit =
    Ajouter <b>{ $amount }</b> au portefeuille de { $name } ({ $customer }) ?
    Il contient { $balance } en ce moment.
ask-debit =
    Retirer <b>{ $amount }</b> du portefeuille de { $name } ({ $customer }) ?
    Il contient { $balance } en ce moment.
ask-booking-note = Note : { $note }
button-undo-booking = ↩️ Annuler (10 minutes)
undone = ↩️ C’est annulé. Le portefeuille de { $name } ({ $customer }) contient de nouveau <b>{ $balance }</b>. Le client en est informé.
undo-too-much = Le client a dépensé cet argent : il manque { $missing } dans son portefeuille. Rien n’a été annulé.
debit-too-much = Il manque { $missing } dans ce portefeuille. Rien n’a été retiré.
amount-refused = Indiquez un montant en dinars entiers, de { $least } à { $most }.
no-such-customer = Personne n’a écrit à la boutique sous ce numéro. Demandez-lui d’abord d’appuyer sur Démarrer.
no-such-order = Aucune commande ne porte ce numéro.
usage-credit =
    Comme ceci : { $example }
    Un numéro, un @pseudo ou le début d’un nom ; des dinars entiers ; et une note si vous voulez.
usage-debit =
    Comme ceci : { $example }
    Un numéro, un @pseudo ou le début d’un nom ; des dinars entiers ; et une note si vous voulez.
usage-order = Comme ceci : { $example }
usage-maintenance = Comme ceci : { $on } ou { $off } ; avec vos propres mots pour les clients : { $words }
example-note = espèces

open-orders = 📂 <b>Commandes en cours</b>
open-orders-none = 📂 Aucune commande en cours. Tout est terminé.
button-staff-order = { $sign } { $ref } · { $status } · { $total }

dossier =
    <b>Commande { $ref }</b> – { $status }

    🎁 { $product }
    Région : { $region }
    Montant : { $type }
    { $quantity } × { $price } = <b>{ $total }</b>
    Livré : { $delivered } · remboursé : { $refunded }
    Coût : { $cost } · marge : { $margin }
dossier-customer = 👤 { $name } ({ $customer })
dossier-charged = Débité par le fournisseur : { $charged }
dossier-supplier-order = Commande du fournisseur : { $id }
dossier-held = ⚠️ Retenue : { $reason }
dossier-attempts = <b>Tentatives</b>
dossier-attempt = { $at } – { $state } · { $code } · requête { $request }
dossier-candidates = <b>Commandes du fournisseur qui pourraient être celle-ci</b>
dossier-candidate = { $number }. { $id } – { $status }, { $at }
dossier-unasked = ⚠️ Le fournisseur n’a pas pu être interrogé : on ne sait pas ce qu’il a pris et envoyé pour cette commande. Actualisez dans un moment.
dossier-came = Le fournisseur dit : { $status }, cartes : { $cards } sur { $quantity }
dossier-debits = <b>Pris par le fournisseur</b>
dossier-debit = { $at } – { $amount } · { $names }
dossier-no-debit = Le compte du fournisseur ne montre aucun débit pour elle, ou l’argent est revenu.
dossier-losses = <b>Pris par le fournisseur, et rien n’est venu</b>
dossier-loss = { $at } – { $amount } · pas encore rendu
dossier-loss-returned = { $at } – { $amount } · rendu (vu le { $returned })
dossier-loss-written-off = { $at } – { $amount } · passé en perte par { $staff } : { $reason }
dossier-event = { $at } – { $status } · { $why }
dossier-event-by = { $at } – { $status } · { $why } · { $who }
who-customer = le client
who-staff = l’équipe ({ $staff })
who-telegram = Telegram
nothing-known = –
decision-look_again = 🔄 Revérifier
decision-buy_at_loss = 🛒 Acheter à perte
decision-refund = ↩️ Tout rembourser
decision-refund_debited = ↩️ Tout rembourser, à perte
decision-refund_unasked = ↩️ Tout rembourser, sans preuve
decision-deliver = 📨 Livrer ce qu’il y a
decision-adopt = 🔗 C’est le n° { $number }
ask-look_again = Redemander { $ref } au fournisseur ?
ask-refund = Rendre { $total } au client pour { $ref } et clore la commande ? C’est définitif.
ask-refund_debited =
    Le fournisseur a pris { $amount } pour { $ref } le { $at } et ne les a pas rendus.
    Rendre quand même { $total } au client et clore la commande ? Ces { $amount } comptent comme une perte tant que le fournisseur ne les rend pas. C’est définitif.
ask-refund_unasked =
    ⚠️ Le fournisseur n’a pas pu être interrogé. Il a peut-être pris de l’argent pour { $ref }, et des cartes peuvent encore arriver.
    Rendre { $total } au client sans le savoir et clore la commande ? C’est définitif.
ask-buy_at_loss = Acheter { $ref } à { $cost } ? Le client garde le prix convenu et la boutique perd { $loss }. Si le fournisseur demande encore plus d’ici là, la question vous sera posée de nouveau.
ask-deliver = Livrer les cartes que le fournisseur montre pour { $ref } et rembourser le reste ? C’est définitif.
ask-adopt = Prendre { $id } comme commande pour { $ref } ? C’est définitif.
button-order-number = ✍️ Écrire le numéro du fournisseur
ask-order-number = Écrivez le numéro de la commande du fournisseur pour { $ref }, tel qu’il figure dans le tableau de bord OneClickDz.
number-unreadable = Ce n’est pas un numéro de commande. Écrivez ses lettres et ses chiffres, sans espaces.
number-absent = Le fournisseur ne connaît pas cette commande. Vérifiez le numéro et écrivez-le encore une fois.
number-other_goods = Cette commande porte sur d’autres articles ou une autre quantité. Écrivez un autre numéro.
number-taken = Cette commande appartient à une autre commande de la boutique. Écrivez un autre numéro.
number-moved_on = La commande a avancé entre-temps ; rien n’a été changé.
button-write-off = 🧾 Passer en perte
ask-write-off-reason = Pourquoi n’attend-on plus cet argent pour { $ref } ? Écrivez la raison ; elle est gardée avec votre nom.
ask-write-off =
    Passer en perte { $amount } pour { $ref } ? La boutique ne les signalera plus. La marge de ce jour-là reste diminuée.
    Raison : { $reason }
written-off = 🧾 Passé en perte pour { $ref }.
button-yes = ✅ Oui, confirmer
button-no = ❌ Non
toast-decided = C’est fait.
toast-decision-gone = La commande a avancé entre-temps : regardez.

status-awaiting_payment = en attente de paiement
status-paid = payée
status-placing = en cours d’envoi
status-unknown = réponse perdue, recherchée
status-processing = chez le fournisseur
status-fulfilled = livrée
status-partially_filled = livrée en partie
status-refunded = remboursée
status-rejected = refusée, remboursée
status-needs_review = attend votre décision
status-expired = expirée
status-cancelled = annulée

reason-sold_out = épuisé chez le fournisseur
reason-dearer = devenu plus cher chez le fournisseur que le prix payé
reason-no_float = solde insuffisant chez le fournisseur
reason-refused = refusé par le fournisseur
reason-proved_absent = le fournisseur n’a pas cette commande
reason-staff_refund = remboursé par l’équipe
reason-other_goods = la commande du fournisseur porte sur d’autres articles
reason-other_quantity = la commande du fournisseur porte sur une autre quantité
reason-empty_card = une carte sans code
reason-same_card_twice = deux fois la même carte
reason-cards_do_not_add_up = les cartes et leur nombre ne concordent pas
reason-sandbox_card = une carte de test dans la vraie boutique
reason-card_known_from_another_order = une carte déjà livrée pour une autre commande
reason-bought = achetée
reason-sending = envoyée au fournisseur
reason-accepted = acceptée par le fournisseur
reason-supplier_away_too_long = le fournisseur n’a pas répondu pendant trop longtemps
reason-supplier_away = le fournisseur ne répond pas, nouvel essai
reason-ref_refused = le fournisseur refuse peut-être notre référence : renvoyée sans elle
reason-no_answer = pas de réponse claire du fournisseur
reason-found = retrouvée chez le fournisseur
reason-held = retenue pour décision
reason-bought_at_loss = achetée à perte, sur décision de l’équipe
reason-look_again = revérifiée par l’équipe
reason-fulfilled = toutes les cartes sont arrivées
reason-partially_filled = une partie des cartes est arrivée
reason-refunded = remboursée par le fournisseur
reason-several_candidates = plusieurs commandes du fournisseur pourraient être celle-ci
reason-accepted_but_not_found = acceptée par le fournisseur, mais absente de sa liste
reason-debit_without_order = le fournisseur a débité une commande absente de sa liste
reason-other_time = le fournisseur a une telle commande, mais à une autre heure
reason-no_evidence = le fournisseur n’a pas pu être interrogé pendant des heures
reason-ends_the_process = le processus s’est arrêté plusieurs fois pendant son traitement
reason-unreadable = il est illisible
reason-payment_fails = un paiement dont le traitement échoue, les essais continuent

attempt-sending = envoi en cours
attempt-accepted = acceptée
attempt-not_placed = non passée
attempt-unknown = sans réponse claire
attempt-absent = prouvée absente

attempt-debited = argent pris, rien n’est venu
attempt-given_up = abandonnée par l’équipe, sans preuve

alert-float_low = 🏦 Il ne reste que { $float } chez le fournisseur. Rechargez, s’il vous plaît : ce que le solde ne couvre pas ne peut pas être vendu.
alert-float_too_low = 🏦 Le solde chez le fournisseur ne couvre pas { $quantity } × { $product } ({ $type }), { $cost }. Clients non servis : { $who }. Rechargez, s’il vous plaît ; vous saurez quand il suffit et qui prévenir.
alert-order_rejected = ↩️ La commande { $ref } a été refusée ({ $why }). Le client est remboursé.
alert-ref_refused = ℹ️ Le fournisseur n’accepte pas notre référence de commande. Les commandes partent sans elle et restent suivies. La boutique réessaie une fois par jour ; ONECLICKDZ_SEND_REF=false y met fin.
alert-selling_closed = 🚫 La boutique s’est fermée : le fournisseur a refusé les commandes { $orders }, pour des articles différents, avec la même réponse ({ $error }). Les clients sont remboursés. Une fois la cause réglée, rouvrez la boutique dans /admin ou avec /maintenance off.
alert-key_trouble = 🔑 Le fournisseur refuse notre clé ({ $error }). Aucune commande n’est prise tant qu’il ne l’accepte pas. Vérifiez ONECLICKDZ_API_KEY et les adresses autorisées chez OneClickDz, puis redémarrez la boutique après un changement.
alert-supplier_away = 🌐 Le fournisseur ne répond plus depuis { $minutes } min. La boutique ne prend plus de commandes et recommencera d’elle-même ; les commandes en cours sont gardées et suivies. Rien à faire, sinon contacter OneClickDz si cela dure.
alert-supplier_back = 🌐 Le fournisseur répond de nouveau (il ne répondait plus depuis le { $at }). La boutique prend les commandes.
alert-clock_set_back = 🕰 L’horloge de la machine a été reculée de { $minutes } min ; elle indique maintenant { $at }. Les commandes et les messages suivent leur cours. Vérifiez l’heure de la machine, s’il vous plaît.
alert-clock_set_forward = 🕰 L’horloge de la machine a été avancée de { $minutes } min, ou la machine était en veille ; elle indique maintenant { $at }. Les commandes et les messages suivent leur cours ; aucune journée n’est clôturée pendant une heure. Vérifiez l’heure de la machine, s’il vous plaît.
alert-clock_even = 🕰 L’horloge de la machine tourne régulièrement depuis une heure ; elle indique { $at }.
alert-order_dearer = ⚠️ La commande { $ref } a été payée { $price }, mais le fournisseur demande maintenant { $cost }. Rien n’a été acheté. À vous de décider : acheter à perte, ou rembourser le client.
alert-approved_in_vain = 🧾 Le reçu de { $amount } qui a été accepté (paiement { $payment }, client { $customer }) n’a rien acheté. Commande { $ref } : { $why }. L’argent a été ajouté au portefeuille du client, qui contient { $wallet }.
alert-order_held = ⚠️ La commande { $ref } attend votre décision : { $why }.
alert-charged_more = 💸 Commande { $ref } : le fournisseur a débité { $charged } au lieu de { $expected }.
alert-strange_status = ❓ Commande { $ref } : le fournisseur dit « { $status } », un état que nous ne connaissons pas. Nous continuons à la suivre.
alert-order_after_refund = 💸 La commande { $ref } a été remboursée, mais le fournisseur la montre maintenant sous { $supplier_order_id }. À vérifier, s’il vous plaît.
alert-handler_failed = 🐞 Rapport { $error_id } : { $kind } à { $place }. Les détails sont dans le journal.
alert-message_waits = ✉️ Un message ({ $kind }) pour { $chat } ne peut toujours pas être livré. Nous continuons d’essayer.
alert-message_refused = ✉️ Telegram refuse un message ({ $kind }) pour { $chat } : { $why }
alert-message_unmade = 🐞 Un message ({ $kind }) pour { $chat } ne peut pas être préparé ({ $why }). Nous réessayons ; les détails sont dans le journal.
alert-order_message_refused = ✉️ Commande { $ref } : Telegram refuse un message ({ $kind }) pour { $chat } : { $why }. Nous réessayons, de moins en moins souvent.
alert-names_unreadable = 🔤 { $count } noms du catalogue du fournisseur sont vides ou invisibles. Les clients voient leurs numéros à la place, par exemple { $name }.
alert-update_set_aside = 🐞 L’événement { $update } de Telegram n’a pas pu être traité ({ $why }).
alert-worker_failed = 🐞 La tâche « { $worker } » s’est arrêtée ({ $error }) et redémarre. Les détails sont dans le journal.
alert-order_takes_long = 🐌 La commande { $ref } n’est toujours pas terminée ({ $status }). Regardez-la, et contactez OneClickDz si cela dure.
alert-orders_take_long = 🐌 Commandes toujours pas terminées : { $count }. Voir /open, et contactez OneClickDz si cela dure.
alert-other = 🔔 { $code } { $details }

kind-receipt = fiche de commande
kind-codes = les codes
kind-order_ended = fin d’une commande
kind-wallet_changed = portefeuille
kind-payment = comment payer
kind-money_came = argent reçu
kind-money_back = remboursement
kind-proof_false = reçu qui s’est révélé faux
kind-answer = réponse
kind-not_carried_out = ce qui n’a pas été fait
kind-support = message d’un client
kind-support_answer = réponse à un client
kind-transfer = virement à examiner

button-message-again = 🔁 Renvoyer
toast-message-again = Le message est renvoyé.
toast-message-arrived = Il est arrivé entre-temps.
toast-message-parked = Cette personne a bloqué le bot. Le message partira quand elle reviendra.
