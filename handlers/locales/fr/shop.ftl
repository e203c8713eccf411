## Des catégories jusqu’à l’achat.

shop =
    🛍️ <b>Que cherchez-vous ?</b>

    Choisissez une catégorie, ou écrivez simplement ce que vous voulez, par exemple : steam 10
shop-empty = Rien n’est en vente pour l’instant. Revenez un peu plus tard, s’il vous plaît.
stale = <i>Les prix et les stocks n’ont pas pu être actualisés. Dernière mise à jour : le { $since }.</i>
category =
    🗂️ <b>{ $category }</b>

    Choisissez une carte :
product =
    🎁 <b>{ $product }</b>
    Région : { $region }
product-choose = Choisissez un montant :
product-nothing = Rien n’est en vente ici pour l’instant.
region-any = non précisée
button-type = { $type } · { $price } · { $stock } en stock
button-product-sold-out = ❌ { $product } · épuisé
button-type-sold-out = ❌ { $type } · { $price } · épuisé

choice =
    🎁 <b>{ $product }</b>
    Région : { $region }
    Montant : <b>{ $type }</b>
    Prix : <b>{ $price }</b> la carte
    En stock : { $stock }

    Combien en voulez-vous ? Appuyez sur un nombre, ou écrivez-le ({ $most } au maximum).
quantity-not-a-number = Écrivez combien de cartes vous voulez, en chiffres, de 1 à { $most } : par exemple 2. Ou écrivez /cancel.

confirmation =
    🧾 <b>Vérifiez votre commande</b>

    Carte : <b>{ $product }</b>
    Région : { $region }
    Montant : <b>{ $type }</b>
    Quantité : { $quantity } × { $price }
    Total : <b>{ $total }</b>
    En stock : { $stock }
confirmation-wallet = 👛 Dans votre portefeuille : { $wallet }
confirmation-region = ⚠️ Ne fonctionne qu’avec les comptes de cette région.
confirmation-any-region = ⚠️ Vérifiez qu’elle convient à votre compte.
confirmation-no-return = Les codes livrés ne sont pas repris.
confirmation-after =
    👛 Votre solde après l’achat : { $after }
    Ce prix est garanti jusqu’à { $until }.
confirmation-missing = 👛 Pour acheter, faites alimenter votre portefeuille de <b>{ $missing }</b> (votre numéro est { $customer }), puis appuyez sur « Revérifier ». Votre choix est conservé.
quote-changed = ⚠️ <b>Le prix a changé :</b> <s>{ $old }</s> → <b>{ $total }</b>. Vous la voulez toujours ?
quote-renewed = ℹ️ Du temps a passé, nous avons donc revérifié : rien n’a changé. Vous la voulez toujours ?
button-buy = ✅ Acheter · { $total }
button-look-again = 🔄 Revérifier
button-change-quantity = 🔢 Quantité : { $quantity }
button-fewer = ➖ Moins
button-more = ➕ Plus
button-buy-again = 🔁 Racheter
toast-bought = C’est commandé. Votre commande : { $ref }.
toast-just-read = Prix et stocks actualisés il y a quelques secondes.
