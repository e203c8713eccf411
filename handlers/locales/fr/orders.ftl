## Les commandes : le reçu, la liste, une commande et son histoire.

orders = 📦 <b>Vos commandes</b>
orders-none =
    📦 Vous n’avez encore rien commandé.

    Faites un tour dans la boutique : vos achats resteront ici, avec leurs codes.
my-order-line =
    { $sign } <b>{ $product }</b> · { $type } × { $quantity }
    { $total } · { $state } · { $at } · { $ref }
order-line =
    { $sign } <b>{ $product }</b> · { $type } × { $quantity }
    { $total } · { $at } · { $ref }
button-order = { $sign } { $ref } · { $type } × { $quantity }
button-my-order = { $sign } { $product } · { $type } · { $day }
button-my-order-of-several = { $sign } { $product } · { $type } × { $quantity } · { $day }

order =
    <b>Commande { $ref }</b>

    🎁 { $product }
    Région : { $region }
    Montant : { $type }
    { $quantity } × { $price } = <b>{ $total }</b>
order-refunded = ↩️ Remboursé dans votre portefeuille : { $refunded }
order-timeline = <b>Le déroulement</b>
order-event = { $at } – { $what }
button-codes-again =
    { $count ->
        [one] 🔑 Revoir le code
       *[other] 🔑 Revoir les codes
    }
button-order-details = 📦 Détails de la commande
button-refresh = 🔄 Actualiser
toast-codes-coming =
    { $count ->
        [one] Votre code arrive.
       *[other] Vos codes arrivent.
    }

phase-waiting = en attente de paiement
phase-placed = commandée et payée
phase-preparing = en préparation
order-takes-long = plus longue que d’habitude
phase-checking = en cours de vérification
phase-delivered = livrée
phase-partly = livrée en partie, le reste remboursé
phase-refunded = remboursée
phase-expired = expirée
phase-cancelled = annulée

receipt-waiting = 💳 En attente de votre paiement.
order-looked-into = 🔎 Nous vérifions si votre paiement est arrivé.
order-money-here = ✅ Votre paiement est arrivé : la commande partira automatiquement dès que possible.
receipt-placed = 🧾 Commandée et payée ({ $at }). Nous la préparons.
receipt-preparing =
    { $count ->
        [one] ⏳ En préparation : commande transmise au fournisseur ({ $at }). Votre code arrivera ici automatiquement.
       *[other] ⏳ En préparation : commande transmise au fournisseur ({ $at }). Vos codes arriveront ici automatiquement.
    }
order-late-unsent = ⏳ Cela prend plus de temps que d’habitude. Vous avez payé ({ $at }), mais nous n’avons pas encore pu transmettre la commande au fournisseur ; nous réessayons. Votre argent est en sécurité : vous recevrez votre commande ou serez remboursé en totalité.
order-late-sent = ⏳ Cela prend plus de temps que d’habitude. La commande a été transmise au fournisseur ({ $at }) et n’est pas encore prête ; nous la suivons. Votre argent est en sécurité : vous recevrez votre commande ou serez remboursé en totalité.
receipt-checking = 🔎 Cela prend plus de temps que d’habitude. Nous vérifions ({ $at }), et votre argent est en sécurité : vous recevrez votre commande ou serez remboursé en totalité.
receipt-delivered =
    { $count ->
        [one] ✅ Livrée : votre code est dans le message suivant.
       *[other] ✅ Livrée : vos { $count } codes sont ci-dessous.
    }
codes-ready =
    { $count ->
        [one] 📨 Votre code est prêt et nous vous l’envoyons. S’il n’arrive pas, appuyez sur le bouton ci-dessous.
       *[other] 📨 Vos { $count } codes sont prêts et nous vous les envoyons. S’ils n’arrivent pas, appuyez sur le bouton ci-dessous.
    }
codes-ready-partly = 📨 { $count } sur { $quantity } sont prêts et nous vous les envoyons. Le reste a été remboursé dans votre portefeuille.
opened-delivered = ✅ Livrée.
codes-follow =
    { $count ->
        [one] Votre code suit dans le prochain message.
       *[other] Vos { $count } codes suivent ci-dessous.
    }
codes-above =
    { $count ->
        [one] Nous avons envoyé votre code ici à { $at } ; le bouton l’affiche de nouveau.
       *[other] Nous avons envoyé vos { $count } codes ici à { $at } ; le bouton les affiche de nouveau.
    }
receipt-partly = ☑️ Livrée : { $count } sur { $quantity }. Le reste a été remboursé dans votre portefeuille.
receipt-refunded = ↩️ Non livrée. Vous avez été remboursé en totalité, dans votre portefeuille.
receipt-expired = ⌛ Non payée à temps. Rien n’a été prélevé.
order-dearer = 🔎 Le prix a augmenté chez notre fournisseur après votre paiement. La boutique décide : vous recevrez votre commande au prix payé, ou serez remboursé en totalité.
order-expired-kept = ⌛ Non payée en totalité à temps : rien n’a été acheté. Ce que vous aviez payé est dans votre portefeuille : { $came }
order-cancelled-kept = ❌ Annulée : rien n’a été acheté. Ce que vous aviez payé est dans votre portefeuille : { $came }
receipt-cancelled = ❌ Annulée. Rien n’a été prélevé.
