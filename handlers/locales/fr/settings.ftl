## Les réglages que le propriétaire change dans la conversation.

settings =
    ⚙️ <b>Réglages</b>

    Ce que vous changez ici vaut aussitôt, sans redémarrage, et l’emporte sur .env jusqu’à ce que vous y reveniez. Réglés ici : { $count }.
settings-paying = Vos clients peuvent payer par : { $way }.
settings-no-paying = Aucun moyen de paiement n’est actif : vous alimentez les portefeuilles à la main.
settings-fixed =
    🔒 <b>Ce qui ne se change pas ici</b>

    Ces réglages sont dans .env et valent après un redémarrage.
fixed-secret = <b>Secrets.</b> Ils ne sont jamais affichés ni demandés dans une conversation.
fixed-place = <b>Où se trouvent les choses.</b> La boutique en a besoin avant d’ouvrir sa base, ou une erreur la couperait du monde.
fixed-books = <b>Ce sur quoi reposent les comptes.</b> Les jours clos et les paiements en cours ont été comptés ainsi.
fixed-elsewhere = <b>Un simple point de départ.</b> Les prix se changent avec /margin et /price.
fixed-supplier = <b>La façon d’interroger le fournisseur.</b> Les commandes en cours en dépendent.
button-settings = ⚙️ Réglages
button-fixed-settings = 🔒 Ce qui ne se change pas ici
button-change-setting = ✏️ Modifier
button-switch-on = 🟢 Activer
button-switch-off = ⚪ Désactiver
button-env-value = ↩️ Revenir à la valeur de .env
button-usual-words = ↩️ Revenir au texte habituel
button-leave-setting = ✖️ Laisser tel quel
settinggroup-shop = 🏪 La boutique
settinggroup-hours = 🕘 Horaires
settinggroup-paying = 💳 Moyens de paiement
settinggroup-limits = 📏 Limites
settinggroup-inviting = 🎁 Invitations
settinggroup-warnings = 🔔 Alertes
setting-shop_name = Nom de la boutique
setting-languages = Langues proposées
setting-default_language = Langue pour tous les autres
setting-arabic_digits = Chiffres arabes orientaux (١٢٣)
setting-take_reviews = Notes des clients
setting-greeting = Mot d’accueil
setting-terms = Conditions
setting-closed = Phrase de fermeture
setting-opening_hours = Heures d’ouverture
setting-quiet_hours = Heures calmes
setting-ocpay = Carte sur la page du fournisseur
setting-take_stars = Telegram Stars
setting-stars_rate = Dinars pour une Star
setting-take_transfers = Virements
setting-transfer_account = Comptes pour les virements
setting-transfer_ask_number = Demander le numéro du virement
setting-take_cards = Carte par Telegram
setting-card_rate = Dinars pour une unité par carte
setting-order_limit = Cartes par commande
setting-topup_least = Recharge minimale
setting-topup_most = Recharge maximale
setting-payment_minutes = Minutes pour payer
setting-cashier_day_limit = Limite d’un caissier par jour
setting-cashier_receipts_day_limit = Reçus d’un caissier par jour
setting-ask_above = Redemander au-delà de
setting-invite_reward = Récompense pour un ami (0 : aucune)
setting-invite_percent = Pourcentage de la commande de l’ami (0 : le montant)
setting-invite_month_limit = Récompenses d’un client en 30 jours
setting-low_float = Alerter si le solde passe sous
setting-price_jump_percent = Alerter si un coût monte d’un coup de (%)
setting-transfer_remind_minutes = Minutes avant rappel d’un reçu
setting-supplier_away_minutes = Minutes sans fournisseur avant de ne plus prendre de commandes
setting-order_late_minutes = Minutes après lesquelles une commande est en retard
setting-support_remind_minutes = Minutes avant rappel d’un message
setting-daily_summary = Résumé de chaque jour
setting-weekly_summary = Résumé de chaque semaine
setting-empty = non réglé
setting-usual = le texte habituel
setting-on = actif
setting-off = inactif
setting-each-day = tous les jours
nohours-opening_hours = Toujours ouvert
nohours-quiet_hours = Aucune
setting-from-chat = Réglé ici par { $who }, { $at }.
setting-from-env = Vient de .env.
setting-from-default = Valeur par défaut de la boutique.
setting-env-has = Dans .env, { $name } vaut : { $value }
setting-done = ✅ C’est fait, dès maintenant.
setting-refused = Je ne peux pas utiliser cela.
setting-not-with = Cela ne va pas avec « { $name } » : { $value }.
ownwords-greeting = <b>Mot d’accueil</b> : affiché sous la bienvenue. { $most } caractères au plus.
ownwords-terms = <b>Conditions</b> : ce que dit /terms. { $most } caractères au plus.
ownwords-closed = <b>Quand la boutique est fermée</b> : dit hors de vos heures, avec l’heure d’ouverture. { $most } caractères au plus.
settingform-line = <b>{ $name }</b> : écrivez-le, 64 caractères au plus. /cancel laisse tel quel.
settingform-whole = <b>{ $name }</b> : écrivez un nombre entier de { $least } à { $most }. /cancel laisse tel quel.
settingform-dinars = <b>{ $name }</b> : écrivez un montant en dinars, de { $least } à { $most }. /cancel laisse tel quel.
settingform-rate = <b>{ $name }</b> : écrivez un nombre de { $least } à { $most }, par exemple 2,5. /cancel laisse tel quel.
settingform-hours =
    <b>{ $name }</b> : écrivez les heures, par exemple 09:00-22:00. Avec les jours devant, une ligne par groupe :
    dimanche-jeudi 09:00-22:00
    vendredi 14:00-22:00
    Un jour sans ligne n’en a pas. /cancel laisse tel quel.
settingform-accounts =
    <b>{ $name }</b> : une ligne pour chacun, un libellé et une valeur :
    BaridiMob: 00799999001234567890
    Nom: Karim B.
    /cancel laisse tel quel.
settingform-words = <b>{ $name }</b> : écrivez le texte, { $most } caractères au plus. /cancel laisse tel quel.
