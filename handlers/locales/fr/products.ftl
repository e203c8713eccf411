## /product : ce que les clients lisent d’une carte.

menu-product = Ce que les clients lisent d’une carte
button-products = 📝 Cartes
button-product-told = 📝 Ce que lisent les clients
products-shelves =
    📝 <b>Ce que les clients lisent des cartes</b>

    Choisissez une catégorie, ou écrivez des mots du nom après /product.
products-shelf =
    📝 <b>{ $category }</b>

    Choisissez une carte. ✏️ : il y a un texte de vous.
products-not-found = Aucune carte ne s’appelle « { $words } ».
staff-product =
    📝 <b>{ $product }</b>
    Région : { $region }
staff-product-brand = Marque connue : { $brand }. Là où vous n’écrivez rien, la boutique montre son texte habituel.
staff-product-no-brand = La boutique ne connaît pas cette marque : les clients ne lisent que ce que vous écrivez.
guidefield-steps = Activation
guidefield-region = Région
guidefield-note = Remarque
guidefield-link = Page d’activation
guidefield-picture = Image
guidefield-aliases = Autres noms
guide-nothing = rien
guide-hidden = rien, vous l’avez choisi
guide-has-picture = une image de vous
guide-saved = ✅ Enregistré. Les clients le voient dès maintenant.
guide-preview = 👁️ Voici ce que voit le client :
guide-only-photo = Envoyez une seule photo : ni fichier, ni texte, ni album. Ou /cancel pour ne rien changer.
ask-guide-steps = Écrivez comment activer { $product }, pour qui lit { $language } : une étape par ligne, { $steps } lignes et { $most } caractères au maximum.
ask-guide-region = Écrivez avec quels comptes { $product } fonctionne, pour qui lit { $language } : { $most } caractères au maximum.
ask-guide-note = Écrivez une remarque sur { $product }, pour qui lit { $language }. Elle se lit avant l’achat : { $most } caractères au maximum.
ask-guide-link = Écrivez l’adresse de la page où s’activent les codes de { $product }. Elle commence par { $start }
ask-guide-picture = Envoyez l’image de { $product }.
ask-guide-aliases = Écrivez d’autres noms sous lesquels on cherche { $product }, séparés par des virgules : { $count } au maximum.
guiderefused-empty = Il n’y a rien à lire là-dedans. Écrivez-le de nouveau, ou /cancel.
guiderefused-too_long = C’est plus long que { $most } caractères. Raccourcissez, ou /cancel.
guiderefused-too_many = C’est plus de { $most }. Écrivez-en moins, ou /cancel.
guiderefused-no_link = Ce n’est pas une adresse complète en { $start }, comme { $example }. Écrivez-la de nouveau, ou /cancel.
button-send-picture = 🖼️ Envoyer une image
button-show-nothing = 🚫 Ne rien montrer
button-remove-own = 🗑️ Supprimer
button-preview-in = 👁️ { $language }
act-product_guide = texte d’une carte modifié
subject-product = carte
