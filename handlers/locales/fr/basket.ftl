## Le panier : plusieurs cartes en un seul achat.

basket = 🧺 <b>Votre panier</b>
basket-empty = 🧺 Votre panier est vide. Choisissez une carte dans la boutique, puis appuyez sur « Ajouter au panier ».
basket-line =
    { $number }. <b>{ $product }</b> · { $type }
    Région : { $region }
    { $quantity } × { $price } = <b>{ $total }</b>
basket-line-alone =
    🧺 <b>{ $product }</b>
    Région : { $region }
    Montant : <b>{ $type }</b>

    Quantité : { $quantity } × { $price }
    Total : <b>{ $total }</b>

    Pour changer la quantité, appuyez sur un nombre ou écrivez-le ({ $most } au plus).
basket-sold-out = ❌ Épuisé, et non compté dans le total.
basket-not-for-sale = ❌ N’est plus en vente, et non compté dans le total.
basket-too-many =
    { $most ->
        [one] ❌ Vous ne pouvez en avoir qu’une, elle n’est donc pas comptée dans le total.
       *[other] ❌ Vous pouvez en avoir { $most } au plus, la ligne n’est donc pas comptée dans le total.
    }
basket-total = Total : <b>{ $total }</b>
basket-region = ⚠️ Chaque carte ne fonctionne qu’avec des comptes de sa région. Les codes livrés ne sont pas repris.
basket-unread = ⚠️ Les prix ne peuvent pas être lus pour le moment. Voici les derniers connus. Votre panier est conservé.
basket-not-all = ⚠️ Tout n’est plus disponible dans votre panier.
basket-moved = ⚠️ <b>Votre panier a changé.</b> Vérifiez-le encore une fois.
basket-price-moved = ⚠️ { $product } · { $type } : <b>le prix a changé</b>, <s>{ $old }</s> → <b>{ $price }</b>
basket-still = Les autres prix sont les mêmes. Le voulez-vous toujours ?
basket-ordered =
    { $count ->
        [one] 🧺 <b>Votre panier est commandé : une commande</b>
       *[other] 🧺 <b>Votre panier est commandé : { $count } commandes</b>
    }
basket-order =
    { $sign } <b>{ $product }</b> · { $type } × { $quantity } · { $total }
    { $ref } : { $state }

button-basket = 🧺 Panier ({ $count })
button-basket-add = 🧺 Ajouter au panier
button-basket-line = ✏️ { $number }. { $type } × { $quantity }
button-basket-again =
    { $count ->
        [one] 🧺 Tout le panier à nouveau ({ $count } type)
       *[other] 🧺 Tout le panier à nouveau ({ $count } types)
    }
basket-again-not-all = ⚠️ Tout ce que vous aviez acheté ensemble n’est pas dans le panier : une partie manque, ou il en reste moins.
button-basket-remove = 🗑️ Retirer du panier
button-basket-empty = 🗑️ Vider
button-basket-more = 🛍️ Continuer
button-basket-keep = ✅ Garder le disponible
toast-basket-added = Ajouté à votre panier.
toast-basket-bought =
    { $count ->
        [one] C’est commandé. Son code arrive ici automatiquement.
       *[other] C’est commandé : { $count } commandes. Les codes arrivent ici automatiquement.
    }
error-in-basket = Ce choix est déjà dans votre panier.
error-basket-gone = Ce panier a été vidé.
error-basket-full = Un panier contient au plus { $most } montants différents. Achetez d’abord ceux-ci, ou retirez-en un.
error-basket-changed = Votre panier a changé. Vérifiez-le encore une fois.
error-basket-bought = Vous avez déjà acheté ce panier. Ses commandes sont dans /orders.

basket-ways =
    { $count ->
        [one] 💳 <b>Comment souhaitez-vous payer votre panier ?</b> Reste à payer pour une commande : <b>{ $total }</b>
       *[other] 💳 <b>Comment souhaitez-vous payer votre panier ?</b> Reste à payer pour { $count } commandes : <b>{ $total }</b>
    }
basket-ways-wallet =
    { $count ->
        [one] 👛 <b>Votre portefeuille suffit pour votre panier</b> : une commande, { $total }. L’acheter maintenant ?
       *[other] 👛 <b>Votre portefeuille suffit pour votre panier</b> : { $count } commandes, { $total }. L’acheter maintenant ?
    }
basket-others =
    { $count ->
        [one] Ce paiement règle aussi une autre commande de votre panier.
       *[other] Ce paiement règle aussi { $count } autres commandes de votre panier.
    }
button-basket-cancel = ❌ Tout annuler
toast-basket-waiting = Votre panier vous est réservé. Le paiement arrive dans le message suivant.
slip-basket =
    { $count ->
        [one] Il règle aussi une autre commande du même panier.
       *[other] Il règle aussi { $count } autres commandes du même panier.
    }
