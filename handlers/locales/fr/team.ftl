## Qui travaille dans la boutique, et ce que chacun a fait.

role-owner = Propriétaire
role-manager = Gérant
role-cashier = Caissier
role-support = Assistance
role-may-owner = Un propriétaire peut tout faire.
role-may-manager = Un gérant dirige la boutique : commandes, clients, argent, prix, chiffres, équipe. Sauf les réglages, les sauvegardes et les codes des clients.
role-may-cashier = Un caissier décide des reçus et des paiements, et crédite ou débite les portefeuilles jusqu’à une limite par jour. Il voit aussi les commandes et les clients.
role-may-support = L’assistance voit les commandes et les clients, et répond à ce que les clients écrivent et à leurs avis. Pas d’argent.
role-given =
    👔 <b>Vous travaillez maintenant chez { $shop } : { $title }</b>

    { $may }
    Vos commandes sont dans le menu, à côté du champ de texte.
role-taken = 👔 Vous ne travaillez plus chez { $shop }. Vos commandes et votre portefeuille restent tels quels.
button-panel = 📊 Tableau de bord
button-staff = 👔 Équipe
button-staff-add = ➕ Quelqu’un de nouveau
button-staff-remove = ❌ Ne travaille plus ici
button-make-role = Donner le rôle : { $role }
button-yes-make = ✅ Oui : { $role }
button-yes-remove = ❌ Oui, retirer le rôle
button-no-back = ↩️ Non, retour
toast-role-given = C’est fait. La personne en est informée.
toast-role-taken = C’est fait. La personne en est informée.
toast-nothing-changed = C’est déjà ainsi.
toast-not-yours = Vous ne pouvez plus faire cela.
staff-list = 👔 <b>L’équipe</b>
staff-member = <b>{ $title }</b> : { $name } ({ $customer })
staff-nobody = { $name } ({ $customer }) ne travaille pas ici.
staff-unknown = Personne n’a encore écrit à la boutique sous ce numéro. Vérifiez-le. La personne sera informée dès qu’elle appuiera sur Démarrer.
staff-since = Depuis le { $at }, par { $name }
staff-since-settings = Depuis le { $at }, par ADMIN_IDS
staff-acted = Dernière action : { $at }
staff-never-acted = Aucune action pour l’instant
staff-who =
    Qui doit travailler ici ? Écrivez son numéro, par exemple { $example }, ou son @pseudo.
    Le numéro se trouve dans /help.
staff-no-username = Personne que la boutique connaît ne s’appelle { $words }. Cette personne doit d’abord appuyer sur Démarrer ; ou écrivez son numéro, qu’elle trouve dans /help.
staff-role-not-read = « { $words } » n’est pas un rôle. Les rôles : gérant, caissier, assistance.
staff-sure-add = { $name } ({ $customer }) doit-il travailler ici comme : <b>{ $title }</b> ?
staff-sure-remove = { $name } ({ $customer }) ne doit plus travailler ici ?
staff-given = ✅ { $name } ({ $customer }) travaille maintenant ici : <b>{ $title }</b>
staff-had-it = { $name } ({ $customer }) a déjà ce rôle : <b>{ $title }</b>
staff-taken = ✅ { $name } ({ $customer }) ne travaille plus ici.
staff-is-none = { $name } ({ $customer }) ne travaille pas ici.
usage-staff =
    Comme ceci : { $example } ou { $end }
    Un numéro ou un @pseudo ; rôles : manager, cashier, support. /staff seul montre toute l’équipe.
nottheirs-lost = Vous ne pouvez plus faire cela.
nottheirs-more_than_theirs = Vous ne pouvez donner et retirer que ce que vous pouvez faire vous-même.
nottheirs-own_role = Personne ne change son propre rôle. Demandez à quelqu’un d’autre.
nottheirs-owner = Les propriétaires sont dans ADMIN_IDS, dans les réglages. On ne les nomme et ne les retire que là.
nottheirs-works_here = Cette personne travaille ici. Retirez-lui d’abord son rôle.
nottheirs-own_money = Personne ne décide de son propre argent. Demandez à un propriétaire ou à un gérant.
staff-day-limit = Vous pouvez créditer et débiter { $amount } par jour. Il reste { $left } aujourd’hui. Rien n’a été fait.

audit = 📜 <b>Ce qui a été fait</b>
audit-by = Par : { $name } ({ $customer })
audit-act = Seulement : { $what }
audit-about = Au sujet de : { $what }
audit-day = Le : { $what }
audit-line = { $at } · <b>{ $name }</b> · { $what } · { $subject }
audit-detail = { $details }
audit-none = Rien de tel n’a été fait.
audit-whose = 📜 Les actions de qui voulez-vous voir ?
audit-which = 📜 Quelles actions voulez-vous voir ?
audit-change = { $before } → { $after }
audit-not-set = pas réglé ici
audit-to-wallet = { $amount } au portefeuille
audit-to-payer = { $amount } au payeur
audit-closed = fermée
audit-opened = ouverte
audit-shown = réaffiché
audit-shops-hours = comme la boutique
button-audit = 📜 Ce qui a été fait
button-audit-older = Plus anciennes ▸
button-audit-who = 👤 Par qui
button-audit-what = ⚙️ Quoi
button-audit-today = Aujourd’hui
button-audit-yesterday = Hier
button-audit-all = Tout
button-audit-anybody = Tout le monde
button-audit-anything = Toutes les actions
usage-audit =
    Je ne comprends pas « { $words } ».
    Comme ceci : { $example }
    Dans n’importe quel ordre : le numéro ou le @pseudo d’une personne, une action, le numéro d’une commande, un jour. /audit seul montre tout.
act-credit = crédit
act-debit = débit
act-undo = ajout ou retrait annulé
act-approve = reçu accepté
act-reject = reçu refusé
act-false_receipt = reçu marqué comme faux
act-send_again = message renvoyé
act-quiet_hours = heures calmes choisies
act-maintenance = boutique fermée ou ouverte
act-look_again = nouvelle vérification
act-adopt = commande du fournisseur reprise
act-adopt_number = numéro du fournisseur donné
act-deliver = livraison de ce qu’il y a
act-buy_at_loss = achat à perte
act-reveal = codes montrés
act-give_order = commande donnée à un client
act-refund = remboursement
act-refund_debited = remboursement malgré un débit
act-refund_unasked = remboursement sans réponse du fournisseur
act-price_rule = prix fixés
act-limit = limite fixée
act-hidden = produits masqués ou réaffichés
act-promo_started = code promo lancé
act-promo_ended = code promo terminé
act-answer = réponse à un client
act-write_off = passé en perte
act-role_given = rôle donné
act-role_taken = rôle retiré
act-ban = client banni
act-unban = client débanni
act-note = note écrite
act-customer_limit = limite fixée pour un client
act-customer_language = langue d’un client choisie
subject-order = commande
subject-customer = client
subject-message = message
subject-payment = paiement
subject-transfer = reçu
subject-promo = code promo
subject-staff = équipe
subject-shop = la boutique
act-save_reply = réponse prête enregistrée
act-remove_reply = réponse prête supprimée
subject-ticket = demande
subject-reply = réponse prête
act-backup = sauvegarde demandée
act-supplier_text = message pour l’assistance du fournisseur
act-ticket_taken = demande prise
act-ticket_released = demande libérée
act-ticket_closed = demande fermée
act-ticket_reopened = demande rouverte
act-hide_review = ligne d’un avis cachée
act-show_review = ligne d’un avis montrée à nouveau
act-answer_review = réponse à un avis
act-unanswer_review = réponse à un avis supprimée
subject-review = avis
act-setting = réglage modifié
act-export = fichier exporté
subject-setting = réglage
