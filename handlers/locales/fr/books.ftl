## Les comptes : /ledger, la clôture du jour, et ce qui ne concorde pas.

menu-ledger = Les comptes d’une journée
usage-ledger =
    « { $words } » n’est pas un jour que la boutique a connu.
    Écrivez { $today } pour aujourd’hui, ou avec un jour : { $example }
ledger =
    📒 <b>{ $day }</b>
    { $since } – { $until }
alert-day_closed =
    📒 <b>Journée close : { $day }</b>
    { $since } – { $until }
waits = 🔔 <b>En attente de vous</b>
waits-receipts = Reçus à décider : { $count } (/receipts)
waits-orders = Commandes à décider : { $count } (/open)
waits-messages = Messages qui n’ont pas pu être remis : { $count }
ledger-wallets = 👛 <b>Portefeuilles : { $opening } → { $closing }</b>
ledger-kind = { $kind } : { $amount }
ledger-way = · dont { $way } : { $amount }
ledger-unmatched = ❓ Paiements sans correspondance : { $count } (/payments unmatched)
ledger-orders =
    🧾 <b>Commandes terminées : { $orders }</b>
    Prix des cartes : { $listed }
    Codes promo : { $discounts } · remboursé par l’équipe : { $staff_refunds }
    Gagné : { $earned } · coût : { $cost }
    Marge : <b>{ $margin }</b>
ledger-lost = 💸 Pris par le fournisseur sans rien livrer (compté dans la marge) : { $amount }
ledger-rewards = 🎁 Récompenses pour des invitations (comptées dans la marge) : { $amount }
ledger-float =
    🏦 <b>Solde chez le fournisseur : { $opening } → { $closing }</b>
    Commandes : { $orders } · paiements des clients par carte : { $payments } · le reste : { $other }
ledger-float-unknown = 🏦 Le compte chez le fournisseur manque ici : il n’a pas pu être lu, ou c’est de l’argent fictif.
ledger-move =
    · { $at } : { $amount }, { $what }{ $count ->
        [one] {""}
       *[other] { " " }({ $count } lignes)
    }
ledger-fees = Retenu sur des paiements par carte, comme une commission : { $amount }
ledger-unexplained = Variation du solde qu’aucune ligne n’explique : { $amount }
ledger-on-the-way =
    ⏳ Payé par carte et pas encore dans le solde : { $amount } ({ $count ->
        [one] un paiement
       *[other] { $count } paiements
    }). Après { $days } jours, ce sera signalé comme manquant.
ledger-agrees = ✅ Tout concorde : portefeuilles, commandes, codes et compte chez le fournisseur.
ledger-agrees-inside = ✅ Portefeuilles, commandes et codes concordent.
ledger-agrees-account = ✅ Le compte chez le fournisseur concorde.
ledger-looked = 🔎 Portefeuilles, commandes et codes vérifiés pour la dernière fois le { $at }.
ledger-not-looked = 🔎 Portefeuilles, commandes et codes n’ont pas encore été vérifiés. La boutique le fait chaque nuit, ou tout de suite avec le bouton.
ledger-looking = 🔎 Vérification en cours : { $done }.
ledger-differs =
    { $count ->
        [one] ⚠️ <b>Une chose ne concorde pas</b>
       *[other] ⚠️ <b>{ $count } choses ne concordent pas</b>
    }
ledger-more = … et { $count } de plus
button-ledger = 📒 Comptes du jour
button-day-before = ◀️ La veille
button-day-after = Le lendemain ▶️
button-look = 🔎 Tout vérifier

kind-topup = Payé par les clients
kind-credit = Ajouté par l’équipe
kind-debit = Retiré par l’équipe
kind-purchase = Ventes
kind-refund = Remboursé pour des commandes
kind-staff_refund = Remboursé par l’équipe
kind-payback = Paiements annulés
kind-payback_undone = Remboursement impossible
kind-referral = Récompenses pour des invitations
kind-referral_undone = Récompenses reprises

move-deposit = un dépôt qui n’est le paiement d’aucun client : le vôtre ?
move-receive = reçu, sans être le paiement d’un client : de qui ?
move-withdraw = retiré
move-send = envoyé à quelqu’un
move-service = un service du fournisseur
move-flexy = recharges téléphoniques
move-adsl = recharges internet
move-refund_flexy = recharge téléphonique remboursée
move-refund_adsl = recharge internet remboursée
move-point_exchange = points échangés
move-unknown = sans raison donnée

alert-books_more = 📒 … et { $count } de plus. « /ledger » les compte, la commande « check --books » les montre toutes.
books-others =
    … et { $count ->
        [one] une autre du même genre
       *[other] { $count } autres du même genre
    }. « /ledger » les compte, la commande « check --books » les montre.
alert-books_wallet_below_zero = Le portefeuille du client { $customer } est descendu à { $amount }.
alert-books_wallet_differs = Le portefeuille du client { $customer } contient { $found }, mais la somme de ses écritures est { $expected }.
alert-books_entry_without_order = L’écriture { $entry } du client { $customer } ({ $kind }, { $amount }, { $subject }) n’appartient à aucune de ses commandes.
alert-books_entry_without_payment = L’écriture { $entry } du client { $customer } ({ $kind }, { $amount }, { $subject }) n’appartient à aucun de ses paiements.
alert-books_entry_wrong_way = L’écriture { $entry } du client { $customer } ({ $kind }, { $subject }) va dans le mauvais sens : { $amount }.
alert-books_payment_not_booked = Le paiement { $payment } ({ $way }) compte pour { $expected }, mais { $found } a été mis dans le portefeuille.
alert-books_payback_wrong = Paiement { $payment } ({ $way }) : { $expected } a été renvoyé au payeur, mais { $found } a quitté le portefeuille.
alert-books_entry_without_referral = L’écriture { $entry } du client { $customer } ({ $kind }, { $amount }, { $subject }) n’appartient à aucune de ses invitations.
alert-books_reward_not_booked = Le client { $customer } a reçu { $expected } pour avoir invité l’auteur de la commande { $ref }, mais { $found } a été mis dans le portefeuille.
alert-books_reward_taken_back_wrong = De la récompense du client { $customer } pour la commande { $ref }, { $expected } a été repris, mais { $found } a quitté le portefeuille.
alert-books_order_not_paid = La commande { $ref } coûte { $expected }, mais { $found } a été pris sur le portefeuille.
alert-books_order_paid_for_nothing = Commande { $ref } ({ $status }) : { $found } a été pris sur le portefeuille, à tort.
alert-books_refund_not_booked = La commande { $ref } dit que { $expected } a été rendu, mais { $found } a été mis dans le portefeuille.
alert-books_refund_wrong = Commande { $ref } ({ $status }) : { $expected } est à rendre, { $found } l’a été.
alert-books_order_never_placed = La commande { $ref } ({ $status }) n’a jamais été passée chez le fournisseur.
alert-books_cards_differ = La commande { $ref } ({ $status }) devrait avoir { $expected } cartes et en a { $found }.
alert-books_card_without_order = { $count } cartes gardées appartiennent à la commande numéro { $order }, qui n’existe pas.
alert-books_card_twice = Les commandes { $ref } et { $other } ont le même code.
alert-books_card_repeated = La commande { $ref } a deux fois le même code.
alert-books_promo_use_wrong = La commande { $ref } a eu { $expected } de remise par un code promo, mais { $found } est compté comme utilisation du code.
alert-books_promo_use_kept = Commande { $ref } ({ $status }) : son code promo est compté comme utilisé alors qu’il devrait être libre, ou l’inverse.
alert-books_promo_use_without_order = { $count } utilisations du code promo { $promo } appartiennent à des commandes qui n’existent pas.
alert-books_promo_over_limit = Le code promo { $promo } a servi { $found } fois ; sa limite est de { $expected }.
alert-books_promo_over_customer_limit = Le client { $customer } a utilisé { $found } fois le code promo { $promo } ; la limite pour chacun est de { $expected }.
alert-books_debit_without_goods = Le fournisseur a pris { $amount } le { $at } pour la commande { $ref }, et rien n’est venu.
alert-books_debit_without_order = Le fournisseur a pris { $amount } le { $at } pour { $supplier_order_id }, qui n’est pas une de nos commandes.
alert-books_refund_without_order = Le fournisseur a remboursé { $amount } le { $at } pour { $supplier_order_id }, qui n’est pas une de nos commandes.
alert-books_order_without_debit = La commande { $ref } a été livrée sous { $supplier_order_id }, mais le compte chez le fournisseur n’en montre aucun débit.
alert-books_debit_differs = Commande { $ref } : le fournisseur dit avoir débité { $expected }, son compte dit { $found }.
alert-books_refund_not_received = Commande { $ref } ({ $status }), { $supplier_order_id } chez le fournisseur : { $expected } devrait être revenu sur votre solde, { $found } y est revenu.
alert-books_float_gap = Le solde chez le fournisseur saute le { $at } : il devait y avoir { $expected }, il y avait { $found }.
alert-books_float_now = Le solde chez le fournisseur est de { $found } ; après la dernière ligne de son compte il devrait être de { $expected }.
alert-books_payment_not_arrived = Le paiement { $payment } par carte ({ $amount }, { $charge }, { $at }) n’est pas arrivé sur votre solde chez le fournisseur.
alert-books_payment_arrived_otherwise = Paiement { $payment } par carte ({ $charge }) : le client a payé { $expected }, { $found } est arrivé sur votre solde chez le fournisseur.
alert-books_deposit_not_credited = { $amount } est arrivé sur votre solde le { $at } pour le lien de paiement { $charge } du client { $customer }, dont le portefeuille ne l’a pas reçu.
alert-books_deposit_of_strange_link = { $amount } est arrivé sur votre solde le { $at } pour le lien de paiement { $charge }, que la boutique n’a pas créé.

todo-order = 👉 Ouvrez la commande et le portefeuille du client (/customer), puis corrigez avec /credit, /debit ou /refund.
todo-wallet = 👉 Seule la boutique passe des écritures : la base a-t-elle été modifiée à la main, ou restaurée ? Corrigez le portefeuille avec /credit ou /debit.
todo-payment = 👉 Comparez /payments avec le portefeuille du payeur (/customer), puis corrigez avec /credit ou /debit.
todo-cards = 👉 Ouvrez la commande, demandez au client quels codes marchent et remboursez les autres avec /refund. Réclamez à OneClickDz les codes manquants ou en double.
todo-database = 👉 La base a été modifiée à la main ou restaurée. Gardez-en une copie et revenez à la dernière bonne sauvegarde.
todo-promo = 👉 Ouvrez la commande. Si le code sert plus souvent que vous ne le permettez, arrêtez-le avec /promo.
todo-by_hand = 👉 Regardez dans le tableau de bord OneClickDz. Si vous l’avez fait là-bas vous-même, il n’y a rien à faire ; sinon, changez la clé API.
todo-supplier = 👉 Demandez au support d’OneClickDz, avec ces numéros et ces heures.
todo-loss = 👉 Demandez les cartes ou l’argent au support d’OneClickDz. La boutique remarque automatiquement le retour de l’argent. S’il ne revient jamais, ouvrez la commande et passez-le en perte.
todo-link = 👉 La boutique interroge de nouveau le fournisseur sur ce lien. Si le portefeuille reste sans cet argent, regardez dans le tableau de bord OneClickDz et ajoutez-le avec /credit.
