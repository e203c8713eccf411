## Les clients, pour l’équipe : les trouver, les voir, agir.

button-customers = 👥 Clients
button-customers-older = Plus anciens ▸
button-customer = { $sign } { $name } · { $id }
customers-newest =
    👥 <b>Clients</b>, les plus récents d’abord

    Pour en trouver un : { $example } – le début d’un nom, un @pseudo, un numéro, ou le numéro d’un virement.
customers-found = 👥 Qui cherchez-vous avec « { $words } » ?
customers-more = Il y en a d’autres. Écrivez plus de lettres.
customers-none = Personne ne correspond à « { $words } ». Écrivez par exemple { $example } : le début d’un nom, un @pseudo, un numéro, ou le numéro d’un virement. Seuls ceux qui ont appuyé sur Démarrer sont connus.

customer-dossier =
    👤 <b>{ $name }</b>
    Numéro : { $customer } · langue : { $language }
    Client depuis le { $since }
customer-seen = Dernier passage : { $at }
customer-banned = ⛔ <b>Banni depuis le { $at }</b> ({ $staff }) : { $reason }
customer-limit = 🔢 Limite personnelle : { $most } cartes par jour, au lieu des limites de la boutique
customer-blocks = 🚫 Bloque le bot ; ses messages attendent son retour.
customer-balance = 👛 Solde : <b>{ $balance }</b>
customer-orders = <b>Dernières commandes</b>
customer-entries = <b>Derniers mouvements</b>
customer-by = 👤 { $staff }
customer-payments = <b>Derniers paiements</b>
customer-payment = { $sign } n° { $number } · { $price } · { $way } · { $at }
customer-receipts = <b>Derniers reçus</b>
customer-receipt = 🧾 { $amount } · { $state } · { $at }
customer-tickets = <b>Dernières demandes</b>
customer-ticket = { $sign } #{ $number } · { $kind } · { $state } · { $at }
customer-notes = <b>Notes de l’équipe</b>
customer-note = 📝 { $at } · { $staff } : { $words }
customer-wallet = 👛 <b>Portefeuille de { $name }</b> ({ $customer }) : <b>{ $balance }</b>
customer-wallet-none = Rien n’a encore été inscrit.
customer-notes-of = 📝 <b>Notes sur { $name }</b> ({ $customer })
customer-notes-none = Personne n’a encore rien noté.
button-customer-payment = { $sign } n° { $number } · { $price }
button-customer-wallet = 👛 Portefeuille
button-customer-notes = 📝 Notes
button-notes-older = Plus anciennes ▸
button-credit = ➕ Créditer
button-debit = ➖ Débiter
button-message = ✉️ Écrire
button-note = 📝 Noter
button-ban = ⛔ Bannir
button-unban = ✅ Débannir
button-own-limit = 🔢 Limite
button-their-language = 🌐 Langue
button-end-own-limit = 🔢 Sans limite personnelle

ask-ban-reason =
    ⛔ <b>Bannir { $name } ({ $customer }) ?</b>

    Écrivez pourquoi, en { $most } caractères au plus. Seule l’équipe le lit. Ses commandes en cours sont encore livrées ou remboursées, et /support lui reste ouvert pour écrire à la boutique.
customer-ban-set = ⛔ C’est fait : la boutique ne sert plus cette personne.
customer-ban-was-set = C’était déjà le cas ; rien n’a changé.
ask-note = 📝 Écrivez une note sur { $name } ({ $customer }), en { $most } caractères au plus. L’équipe la lit, et la personne aussi avec /mydata.
customer-noted = 📝 C’est noté.
ask-own-limit = 🔢 Combien de cartes par jour { $name } ({ $customer }) peut-il acheter ? Écrivez un nombre de 1 à { $most }. Il remplace toutes les limites par jour de la boutique.
own-limit-not-read = Écrivez un nombre de 1 à { $most }, s’il vous plaît.
customer-limit-set = 🔢 Cette limite vaut dès maintenant.
ask-their-language = 🌐 En quelle langue la boutique doit-elle écrire à { $name } ({ $customer }) ?
ask-message = ✉️ Que doit lire { $name } ({ $customer }) ? Écrivez-le maintenant, ou envoyez une photo, un fichier ou un message vocal. Cela vient de la boutique, sans votre nom ; la réponse arrive dans /tickets. Pour annuler : /cancel
customer-written = ✉️ Votre message part vers { $name }.

much-credit =
    ➕ <b>Portefeuille de { $name } ({ $customer })</b> : { $balance }

    Combien faut-il ajouter ? Écrivez le montant, et une note si vous voulez : { $example }
much-debit =
    ➖ <b>Portefeuille de { $name } ({ $customer })</b> : { $balance }

    Combien faut-il retirer ? Écrivez le montant, et une note si vous voulez : { $example }
whose-credit = À quel portefeuille ajouter { $amount } ? « { $words } » correspond à plusieurs personnes.
whose-debit = De quel portefeuille retirer { $amount } ? « { $words } » correspond à plusieurs personnes.

banned = Nous sommes désolés : { $shop } ne vous sert pas pour le moment. Vos commandes en cours sont encore livrées. Pour écrire à la boutique : /support
