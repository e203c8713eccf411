## What staff do from the panel, step by step.

acts =
    🧰 <b>Que voulez-vous faire ?</b>
    Une seule chose vous est demandée à la fois.
button-acts = 🧰 Actions
button-find-order = 🔎 Chercher une commande
button-find-customer = 🔎 Chercher un client
deed-price = 💰 Fixer un prix
deed-limit = 🔢 Fixer une limite
deed-hide = 🙈 Masquer un produit
deed-unhide = 👁 Réafficher un produit
button-float-now = 🏦 Solde actuel
button-back-up = 💾 Sauvegarder
button-refund = ↩️ Rembourser
form-leave = Pour abandonner : /cancel
who-gets-credit = ➕ Quel portefeuille créditer ? Écrivez un nom, un @pseudo ou un numéro, comme { $example }
who-gets-debit = ➖ Quel portefeuille débiter ? Écrivez un nom, un @pseudo ou un numéro, comme { $example }
which-wallet = « { $words } » peut désigner plusieurs personnes. Quel portefeuille ? Choisissez, ou précisez.
which-refund = ↩️ Quelle commande rembourser ? Écrivez son numéro, comme { $example }
order-unknown = Aucune commande { $words }. Écrivez le numéro tel qu’il figure dans la commande.
ask-refund-amount =
    ↩️ <b>Commande { $ref }</b> : { $left } au plus peuvent être remboursés.

    Combien ? Écrivez un montant, et une raison si vous voulez : { $example }. Pour tout rembourser, écrivez { $all }.
example-all = tout
find-order = 🔎 Quelle commande ? Écrivez son numéro, celui du fournisseur, un jour, ou une partie du nom du client ou du produit, comme { $example }
find-customer = 🔎 Quel client ? Écrivez un nom, un @pseudo, un numéro ou le numéro d’un virement, comme { $example }
whichgoods-price = 💰 Le prix de quoi ? Écrivez un nom, comme { $example }
whichgoods-limit = 🔢 Une limite pour quoi ? Écrivez un nom, comme { $example }
whichgoods-hide = 🙈 Que faut-il masquer ? Écrivez un nom, comme { $example }
whichgoods-unhide = 👁 Que faut-il réafficher ? Écrivez un nom, comme { $example }
button-write-price = ✍️ Écrire un prix
button-write-margin = ✍️ Écrire une marge
button-write-limit-order = ✍️ Par commande
button-write-limit-day = ✍️ Par jour
ask-price = 💰 <b>{ $title }</b> : quel prix ? Écrivez des dinars entiers, comme { $example }. Vous verrez d’abord l’effet.
ask-margin = 📈 <b>{ $title }</b> : quelle marge ? Écrivez-la, comme { $example }. Vous verrez d’abord l’effet.
ask-limit-order = 🔢 <b>{ $title }</b> : combien de cartes au plus par commande ? Écrivez un nombre, comme { $example }
ask-limit-day = 🔢 <b>{ $title }</b> : combien de cartes au plus par client et par jour ? Écrivez un nombre, comme { $example }
margin-unread = « { $words } » n’est pas une marge. Écrivez-la ainsi : { $example }
limit-unread = « { $words } » n’est pas un nombre de cartes. Écrivez un nombre entier.

## Why what was typed behind a command does nothing.

not-understood = Je n’ai pas compris « { $words } ».
stands-alone = Je n’ai pas compris « { $words } » : { $command } s’écrit sans rien d’autre.
amount-missing = Aucun montant ne suit « { $words } ».
codes-unknown = Aucune commande « { $words } » n’a de codes.
usage-payments = { $all } montre tous les paiements, { $unmatched } ceux qui ne correspondent à rien.

## Orders of nobody, and what else stands in forms.

button-whose-order = 👤 Dire à qui elle est
whose-order = 👤 À qui est la commande { $ref } ? Écrivez un nom, un @pseudo ou un numéro, comme { $example }
which-owner = « { $words } » peut désigner plusieurs personnes. À qui est-elle ? Choisissez, ou précisez.
ask-give-order =
    👤 Donner la commande { $ref } – { $quantity } × { $product } ({ $type }) – à { $name } ({ $customer }) ?
    La personne reçoit aussitôt la commande et ses codes. Son portefeuille ne change pas : s’il n’a jamais été débité pour elle, débitez-le vous-même. C’est définitif.
toast-order-has-customer = Cette commande a un client entre-temps ; rien n’a changé.
codes-come-here = 🔓 Commande { $ref } : les codes s’affichent ici dans un instant.
receipts-day-limit = Vous pouvez accepter des reçus pour { $amount } par jour. Il reste { $left } aujourd’hui. Ce reçu attend un propriétaire ou un gérant.
