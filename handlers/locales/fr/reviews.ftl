## Ce que les clients disent des produits, et ce que la boutique répond.

review-request = 💬 <b>Comment était-ce ?</b>
review-request-several =
    💬 <b>Comment était-ce ?</b>

    Vous avez reçu ces produits il y a un jour. Choisissez ce que vous voulez noter. Les autres voient votre note sans votre nom.
review-question =
    <b>{ $product }</b>
    Région : { $region }

    Quelle note lui donnez-vous ? 1 : très mauvais, 5 : excellent. Les autres voient votre note sans votre nom.
review-yours = Votre note : <b>{ $mark } sur 5</b>
review-line = « { $words } »
review-answer = ↩️ Réponse de la boutique : « { $words } »
review-hidden-from-others = La boutique ne montre pas vos mots aux autres. Votre note compte.
review-which = 💬 <b>Lequel voulez-vous noter ?</b>
review-ask-line =
    ✏️ Que voulez-vous dire aux autres de { $product } ? Écrivez une ligne de { $most } caractères au plus, sans codes, liens ni noms.

    /cancel laisse tout comme c’est.
review-no-links = Écrivez-le sans liens, adresses, numéros de téléphone ni @noms. Rien n’est encore enregistré : écrivez-le à nouveau.
review-asked-no-more = Nous ne vous demanderons plus de note. Vous pouvez noter toute commande dans /orders.
review-asked-again = Nous pourrons vous demander une note un jour après une livraison.
review-answered = 💬 <b>{ $shop } a répondu à votre note de { $product }</b>
review-by-somebody = <b>{ $mark } sur 5</b> · { $at }
reviews-of-product =
    💬 <b>{ $product }</b>
    Région : { $region }
reviews-no-lines = Personne n’en a encore rien écrit.
product-rating =
    ⭐ { $average } sur 5 · { $count ->
        [one] { $count } note
       *[other] { $count } notes
    }
button-review = 💬 Noter le produit
button-review-mark = { $mark } ⭐
button-review-mark-given = ✅ { $mark }
button-review-given = ✅ { $mark } sur 5 · { $product }
button-review-write = ✏️ Ajouter une ligne
button-review-rewrite = ✏️ Changer votre ligne
button-review-remove-line = 🗑 Supprimer votre ligne
button-review-take-back = 🗑 Retirer votre note
button-review-others = 📋 Les autres produits
button-review-see = 💬 Votre note
button-review-ask-no-more = 🔕 Ne plus me demander
button-review-ask-again = 🔔 Vous pouvez me demander
button-reviews-read = 💬 Avis des clients
toast-review-kept = Merci. Votre note est enregistrée.
toast-review-line-removed = Supprimée. Votre note reste.
toast-review-taken-back = Votre note est retirée.
error-reviews-off = La boutique ne prend pas de notes pour le moment.
error-no-words = Il n’y a rien à y lire. Écrivez-le avec des mots.
error-words-too-long = Cela fait { $length } caractères ; il en tient { $most } au plus. Rien n’est encore enregistré : écrivez-le un peu plus court.

menu-reviews = Ce que les clients disent des produits
staff-reviews = 💬 <b>Ce que les clients disent des produits</b>
staff-reviews-none = 💬 Personne n’a encore rien noté.
staff-review-in-list = { $number }. <b>{ $mark } sur 5</b> · { $product } · { $day }
staff-review =
    💬 <b>{ $product }</b>
    Région : { $region }
    Note : <b>{ $mark } sur 5</b> · { $at }
staff-review-by = De { $name } ({ $customer })
staff-review-by-buyer = De { $name } ({ $customer }), commande { $ref }
staff-review-no-line = Pas de mots avec la note.
staff-review-hidden = 🙈 Caché aux clients. La note compte.
staff-review-hidden-before = 🙈 Caché aux clients. Son client l’a changé depuis qu’il est caché. La note compte.
review-ask-answer =
    ↩️ Que répond la boutique à cette note de { $product } ? Son client est prévenu, et les autres lisent la réponse sous la ligne. Une ligne de { $most } caractères au plus.

    /cancel laisse tout comme c’est.
button-staff-reviews = 💬 Notes
button-reviews-older = Plus anciennes ▸
button-staff-review = { $number } · { $mark } ⭐ { $product }
button-review-hide = 🙈 Cacher la ligne
button-review-show = 👁 Montrer la ligne à nouveau
button-review-answer = ↩️ Répondre
button-review-answer-anew = ↩️ Changer la réponse
button-review-unanswer = 🗑 Supprimer la réponse
toast-review-hidden = Cachée. La note compte.
toast-review-shown = Les clients la lisent à nouveau.
toast-review-unanswered = La réponse est supprimée.
