## Toutes les commandes, pour l’équipe.

button-all-orders = 🧾 Toutes les commandes
button-my-orders = 🛍 Mes propres commandes
button-orders-all = 🧾 Toutes
button-orders-today = Aujourd’hui
button-orders-yesterday = Hier
button-orders-status = Par état …
button-orders-older = Plus anciennes ▸
button-orders-of-product = 🎁 { $product }
button-orders-of-person = 👤 { $name } · { $id }
orders-listed = 🧾 <b>Commandes</b>
orders-of-person = 👤 { $name } ({ $customer })
orders-of-product = 🎁 { $product }
orders-in-status = État : { $status }
orders-of-day = Jour : { $what }
orders-listed-line =
    { $sign } { $ref } · { $status } · { $at }
    👤 { $name } · { $product }, { $type } × { $quantity } · <b>{ $total }</b>
orders-listed-none = Il n’y a aucune commande de ce genre.
orders-which-status = Les commandes dans quel état ?
orders-whose = Les commandes de qui ?
orders-nothing-found = Rien trouvé pour « { $words } ». Cherchez par le numéro de la commande, le numéro du fournisseur, ou le début du nom d’un produit ou d’un client.
