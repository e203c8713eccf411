## Ce qui arrive tout seul : codes, remboursements, mouvements du portefeuille.

codes =
    🔑 <b>{ $product }</b>
    { $type } · commande { $ref }

    Touchez un code pour le voir :
codes-part = Codes { $first } à { $last } sur { $count }
codes-sent-again = <i>Envoyé de nouveau, faute d’être sûrs que vous l’aviez reçu. Ce sont les mêmes codes.</i>
codes-keep = Gardez-les pour vous : quiconque a un code peut l’utiliser. Vous les retrouvez à tout moment dans /orders.
codes-file = Vos codes sont dans ce fichier.
card = { $number }. { $value }
card-serial = N° de série : { $serial }
button-copy = 📋 Copier { $number }
button-copy-only = 📋 Copier le code

ended-partly =
    ☑️ <b>Commande { $ref } : { $count } sur { $quantity } livrés</b>

    Il n’y avait plus assez de { $product } ({ $type }). Pour le reste, { $refunded } sont revenus dans votre portefeuille. Votre solde est de { $balance }.
ended-sold-out =
    ↩️ <b>La commande { $ref } n’a pas pu être livrée</b>

    { $product } ({ $type }) s’est épuisé avant que notre commande ne passe. Vos { $refunded } sont revenus dans votre portefeuille. Votre solde est de { $balance }.
ended-dearer =
    ↩️ <b>La commande { $ref } n’a pas pu être livrée</b>

    { $product } ({ $type }) est devenu plus cher chez notre fournisseur avant que nous ayons pu l’acheter. Vos { $refunded } sont revenus dans votre portefeuille. Votre solde est de { $balance }.
ended-refunded =
    ↩️ <b>La commande { $ref } n’a pas pu être livrée</b>

    Nous n’avons pas pu obtenir { $product } ({ $type }) cette fois-ci. Vos { $refunded } sont revenus dans votre portefeuille. Votre solde est de { $balance }.

wallet-in = 👛 <b>{ $amount }</b> ont été ajoutés à votre portefeuille. Votre solde est de { $balance }.
wallet-out = 👛 <b>{ $amount }</b> ont été retirés de votre portefeuille. Votre solde est de { $balance }.
wallet-note = Note : { $note }
