## Toutes les commandes, pour l’équipe.

button-all-orders = 🗂 Toutes les commandes
button-my-orders = 🛍 Mes propres commandes
button-orders-all = 🗂 Toutes
button-orders-today = Aujourd’hui
button-orders-yesterday = Hier
button-orders-status = Par état …
button-orders-older = Plus anciennes ▸
button-orders-of-product = 🎁 { $product }
button-orders-of-person = 👤 { $name } · { $id }
orders-listed = 🗂 <b>Commandes</b>
orders-of-person = 👤 { $name } ({ $customer })
orders-of-product = 🎁 { $product }
orders-in-status = État : { $status }
orders-of-day = Jour : { $what }
orders-listed-line =
    { $sign } { $ref } · { $status } · { $at }
    👤 { $name } · { $product }, { $type } × { $quantity } · <b>{ $total }</b>
orders-listed-none = Il n’y a aucune commande de ce genre.
orders-which-status = Les commandes dans quel état ?
orders-whose = Les commandes de qui ?
orders-nothing-found = Rien trouvé pour « { $words } ». Cherchez par le numéro de la commande, le numéro du fournisseur, ou le début du nom d’un produit ou d’un client.

## Les codes que l’équipe regarde.

menu-reveal = Les codes d’une commande, avec une raison
button-reveal = 🔓 Montrer les codes …
button-serials = 🔢 Numéros de série
button-back-to-order = ↩️ Commande { $ref }
usage-reveal =
    Comme ceci : { $example }
    Le numéro de la commande, et pourquoi vous devez voir ses codes. La raison est gardée, et les propriétaires la lisent.
example-reveal-reason = le client ne voit pas le code
ask-reveal-reason = 🔓 Pourquoi devez-vous voir les codes de { $ref } ? Écrivez la raison : elle est gardée, et les propriétaires la lisent. Pour quitter : /cancel.
codes-coming-to-staff = 🔓 Les codes de { $ref } suivent. Ils sont retirés de cette discussion au bout d’une minute.
no-codes-there = Aucune commande portant ce numéro n’a de codes.
revealed-codes = 🔓 <b>Codes de { $ref }</b>, pour vous seul. Ils disparaissent d’ici dans une minute.
serials = 🔢 <b>Numéros de série de { $ref }</b>
serial-line = { $number }. { $serial }
alert-codes_revealed = 🔓 { $staff } ({ $person }) s’est fait montrer les codes de { $ref } : « { $reason } »

dossier-acts = 👥 <b>Ce que l’équipe a fait</b>
dossier-act = { $at } · { $name } : { $what }
