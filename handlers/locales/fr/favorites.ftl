## Les favoris, et ce qui est en rupture de stock.

menu-favorites = Vos favoris et ce que vous attendez
button-favorites = ⭐ Favoris
favorites =
    ⭐ <b>Vos favoris</b>

    Nous vous écrivons dès que l’un d’eux coûte moins cher. Ce qui porte 🔔 est en rupture de stock : nous vous prévenons une fois, à son retour.
favorites-none =
    ⭐ <b>Vous n’avez pas encore de favoris</b>

    Ouvrez un produit et appuyez sur « Favoris » : vous retrouverez ses cartes ici, et nous vous écrirons quand l’une d’elles coûtera moins cher.
favorites-remove =
    🗑 <b>Appuyez sur ce que vous voulez retirer</b>
favorite-removed = Retiré de vos favoris. Vous ne recevrez plus de message sur son prix.
button-favorite = ⭐ { $product } · { $type }
button-awaited = 🔔 { $product } · { $type } · attendu
button-favorite-remove = 🗑 { $product } · { $type }
button-favorites-edit = 🗑 En retirer
button-favorites-done = ✅ Terminé
favorites-of-product =
    ⭐ <b>{ $product }</b>
    Région : { $region }

    Appuyez sur une carte pour l’ajouter à vos favoris, et de nouveau pour la retirer. Nous vous écrivons dès qu’elle coûte moins cher.
button-star = ☆ { $type } · { $price } · ajouter
button-starred = ⭐ { $type } · { $price } · favori
toast-favorite-added = Ajouté à vos favoris.
toast-favorite-removed = Retiré.
type-out-of-stock =
    🎁 <b>{ $product }</b>
    Région : { $region }
    Montant : <b>{ $type }</b>
    Prix : { $price }

    ❌ En rupture de stock pour le moment.
back-offer = Voulez-vous que nous vous prévenions de son retour ?
back-waiting = 🔔 Nous vous préviendrons une fois, à son retour. S’il n’en revient que quelques-unes, les premiers inscrits sont prévenus d’abord.
button-back-tell = 🔔 Prévenez-moi de son retour
button-back-not = 🔕 Ne plus me prévenir
button-other-types = 🎁 Autres cartes
toast-back-noted = C’est noté. Nous vous préviendrons de son retour.
toast-back-left = Vous ne serez plus prévenu.
toast-back-already = Elle est déjà de retour.
back-in-stock =
    🔔 <b>De nouveau en stock</b>

    { $product } ({ $region })
    Montant : <b>{ $type }</b>
    Prix : <b>{ $price }</b>

    Elle n’est pas réservée : le premier qui achète l’obtient.
price-drop =
    ⬇️ <b>Un de vos favoris coûte moins cher</b>

    { $product } ({ $region })
    Montant : <b>{ $type }</b>
    Prix : <s>{ $before }</s> → <b>{ $price }</b>
button-see-type = 🛒 Voir la carte
button-no-more-prices = ☆ Retirer de mes favoris
error-too-many-watched =
    { $most ->
        [one] Vous pouvez garder une seule carte ici. Retirez-la d’abord dans /favorites.
       *[other] Vous pouvez garder { $most } cartes ici. Retirez-en d’abord dans /favorites.
    }
