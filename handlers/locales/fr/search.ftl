## Trouver une carte en écrivant son nom.

search-results = 🔎 <b>Résultats pour « { $words } »</b>
search-guess =
    🔎 <b>Je ne suis pas sûr de comprendre « { $words } ».</b>

    Cherchez-vous l’une de ces cartes ? Sinon, envoyez votre message à la boutique : quelqu’un vous répondra.
search-product =
    🎁 <b>{ $product }</b>
    Région : { $region }
search-nothing =
    🔎 <b>Rien trouvé pour « { $words } ».</b>

    Essayez avec moins de mots ou le nom de la marque, parcourez les catégories, ou écrivez à la boutique.
search-how =
    🔎 <b>Que cherchez-vous ?</b>

    Écrivez-le simplement ici, avec le montant et le pays si vous voulez : { $first }, { $second }, { $third }
button-all-types = 📋 Tous les montants de cette carte
button-found = { $product } · { $type } · { $price }
button-found-sold-out = ❌ { $product } · { $type } · épuisé
toast-old-search = Cette recherche est trop ancienne. Écrivez de nouveau ce que vous cherchez.
inline-open-shop = 🛍️ Ouvrir { $shop }
inline-open = 🛒 Ouvrir dans la boutique
inline-product =
    🎁 <b>{ $product }</b>
    Région : { $region }
inline-type =
    🎁 <b>{ $product }</b>
    Région : { $region }
    Montant : <b>{ $type }</b>
