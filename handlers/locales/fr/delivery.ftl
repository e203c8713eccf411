## Ce qui arrive tout seul : codes, remboursements, mouvements du portefeuille.

codes =
    🔑 <b>{ $product }</b>
    { $type } · commande { $ref }
codes-tap =
    { $count ->
        [one] Touchez le code pour le voir :
       *[other] Touchez un code pour le voir :
    }
codes-part = Codes { $first } à { $last } sur { $count }
codes-sent-again =
    { $count ->
        [one] <i>Envoyé de nouveau, car nous n’étions pas sûrs que vous l’aviez reçu. C’est le même code.</i>
       *[other] <i>Envoyés de nouveau, car nous n’étions pas sûrs que vous les aviez reçus. Ce sont les mêmes codes.</i>
    }
codes-keep =
    { $count ->
        [one] Gardez-le pour vous : quiconque l’a peut l’utiliser. Vous pouvez le revoir à tout moment dans /orders.
       *[other] Gardez-les pour vous : quiconque a un code peut l’utiliser. Vous pouvez les revoir à tout moment dans /orders.
    }
codes-file =
    { $count ->
        [one] Votre code est dans ce fichier.
       *[other] Vos codes sont dans ce fichier.
    }
card = { $number }. { $value }
card-only = { $value }
card-serial = N° de série : { $serial }
button-copy = 📋 Copier { $number }
button-copy-only = 📋 Copier le code
button-hide-codes =
    { $count ->
        [one] 🙈 Masquer le code
       *[other] 🙈 Masquer les codes
    }
codes-hidden =
    { $count ->
        [one] 🙈 <b>{ $product }</b> · { $type }
            Le code de la commande { $ref } est masqué. Vous le retrouvez à tout moment dans la commande.
       *[other] 🙈 <b>{ $product }</b> · { $type }
            Les codes de la commande { $ref } sont masqués. Vous les retrouvez à tout moment dans la commande.
    }
toast-codes-hidden =
    { $count ->
        [one] Le fichier est supprimé d’ici. Le code reste dans la commande.
       *[other] Le fichier est supprimé d’ici. Les codes restent dans la commande.
    }
codes-not-hidden = Ce fichier a plus de deux jours, et Telegram ne nous laisse plus le supprimer. Appuyez longuement dessus pour le supprimer vous-même.

ended-partly =
    ☑️ <b>Commande { $ref } : { $count } sur { $quantity } seulement disponibles</b>

    Il n’y avait plus assez de { $product } ({ $type }). Le reste a été remboursé dans votre portefeuille : { $refunded }. Votre solde est de { $balance }.
ended-sold-out =
    ↩️ <b>La commande { $ref } n’a pas pu être livrée</b>

    { $product } ({ $type }) s’est épuisé avant que notre commande ne passe. Vous avez été remboursé en totalité, dans votre portefeuille : { $refunded }. Votre solde est de { $balance }.
ended-dearer =
    ↩️ <b>La commande { $ref } n’a pas pu être livrée</b>

    Le prix de { $product } ({ $type }) a augmenté chez notre fournisseur avant notre achat. Vous avez été remboursé en totalité, dans votre portefeuille : { $refunded }. Votre solde est de { $balance }.
ended-refunded =
    ↩️ <b>La commande { $ref } n’a pas pu être livrée</b>

    Nous n’avons pas pu obtenir { $product } ({ $type }) cette fois-ci. Vous avez été remboursé en totalité, dans votre portefeuille : { $refunded }. Votre solde est de { $balance }.

wallet-in = 👛 <b>{ $amount }</b> ont été ajoutés à votre portefeuille. Votre solde est de { $balance }.
wallet-out = 👛 <b>{ $amount }</b> ont été retirés de votre portefeuille. Votre solde est de { $balance }.
wallet-undone-in = ↩️ La boutique a annulé un retrait : <b>{ $amount }</b> sont revenus dans votre portefeuille. Votre solde est de { $balance }.
wallet-undone-out = ↩️ La boutique a annulé un ajout : <b>{ $amount }</b> ont été retirés de votre portefeuille. Votre solde est de { $balance }.
wallet-note = Note : { $note }
