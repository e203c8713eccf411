## Ce que la boutique garde sur les personnes, leur fichier, et l’effacement.

menu-privacy = Vos données : ce qui est gardé, et les effacer
privacy =
    🔒 <b>Vos données chez { $shop }</b>

    <b>Ce que nous gardons :</b> votre numéro Telegram, votre nom, votre pseudo et votre langue ; vos commandes et leurs codes, chiffrés ; vos cadeaux et leurs messages ; votre portefeuille et vos paiements ; ce que vous nous écrivez ; vos favoris ; vos notes de produits ; vos invitations.
    <b>Pourquoi :</b> pour livrer vos achats, vous rembourser, vous répondre, et tenir les comptes exigés par la loi.
    <b>Combien de temps :</b> jusqu’à ce que vous les fassiez effacer. Les commandes et les paiements restent ensuite dans les comptes, sans votre nom ni votre numéro. Votre limite par jour, si vous en avez une, vos codes promo limités déjà utilisés et le fait que vous étiez client restent sous une empreinte où votre numéro ne peut pas être lu.
    <b>Qui les voit :</b> seulement ceux qui travaillent dans cette boutique. Le fournisseur reçoit la commande sans votre nom. Telegram transporte nos messages, et les services de paiement voient votre paiement.

    /mydata vous envoie le tout dans un fichier. /forget vous efface.
button-my-data = 📄 Mes données en fichier
button-forget = 🗑 Effacer mes données
my-data-begun = Votre fichier est en préparation. Il arrive ici dans un instant.
my-data-busy = Votre fichier est déjà en préparation.
my-data = 📄 Tout ce que nous gardons sur vous. Les codes n’y sont pas : ouvrez-les dans /orders.
my-data-not-sent = Telegram n’a pas accepté votre fichier. Réessayez plus tard avec /mydata.
my-data-failed = Votre fichier n’a pas pu être préparé. La boutique est prévenue. Réessayez plus tard avec /mydata.
forget =
    🗑 <b>Effacer vos données ?</b>

    <b>Ce qui part :</b> votre nom, votre pseudo, votre numéro et votre langue, nos messages échangés, les images, les remarques, vos favoris, vos choix, les messages de cadeaux et ce que vous avez écrit dans vos avis. Vous ne pourrez plus ouvrir vos codes ici : gardez ceux dont vous avez encore besoin.
    <b>Ce qui reste :</b> les commandes, les paiements, les mouvements du portefeuille et les notes de produits, sans votre nom ni votre numéro, car les comptes doivent rester complets. Les codes restent chiffrés, et personne ne les ouvre pour vous. Ce que vous voyez dans cette discussion et ce que l’équipe a dans les siennes reste chez Telegram. Les copies de la base de la boutique sont remplacées avec le temps.
    <b>Et aussi :</b> si la boutique a limité le nombre de cartes que vous pouvez acheter par jour, ou si vous avez utilisé un code promo limité par personne, nous le gardons sous une empreinte chiffrée où votre numéro ne peut pas être lu. Cela vaut de nouveau si vous revenez : l’effacement ne lève aucune limite. Si vous avez commandé, invité quelqu’un ou été invité, nous gardons de la même façon que vous étiez là : les invitations ne comptent que pour les nouveaux venus.

    C’est définitif. Si vous nous écrivez ensuite, vous serez une nouvelle personne.
forget-money = 👛 Il y a <b>{ $amount }</b> dans votre portefeuille. Après l’effacement, cette somme est perdue : personne ne pourra vous la rendre. Vous pouvez d’abord la dépenser, ou demander à la boutique de vous la rendre.
button-forget-yes = 🗑 Oui, tout effacer
button-forget-money = 🗑 Tout effacer et renoncer à { $amount }
button-ask-money = ✍️ Demander d’abord l’argent
forgotten = Vos données sont effacées. Nous ne vous connaissons plus. Si vous revenez, écrivez /start.
erasure-open_orders = Une commande est encore en cours. L’effacement sera possible quand elle sera terminée.
erasure-recent_order = Une commande date de moins d’un jour. L’effacement sera possible un jour après elle.
erasure-payments = Un paiement est en cours. L’effacement sera possible quand il sera terminé.
erasure-money_changed = Le solde du portefeuille a changé. Recommencez et vérifiez-le.
erasure-banned = Une personne bannie n’est pas effacée : la boutique ne la reconnaîtrait plus.
erasure-works_here = Qui travaille ici n’est pas effacé. Retirez d’abord son rôle.
menu-erase = Effacer les données d’un client
usage-erase = Écrivez le numéro du client à effacer : { $example }. Vous le trouvez dans /customers.
erase-unknown = Aucun client n’a ce numéro.
erase-sure =
    🗑 <b>Effacer { $name } ({ $customer }) ?</b>

    Son nom, son pseudo, son numéro, ses messages, les remarques, ses images, ses favoris, les messages de cadeaux et ce qu’il a écrit dans ses avis partent. Les commandes, les paiements, les mouvements du portefeuille et ses notes restent, sans nom ni numéro. Si la personne revient, sa limite par jour et ses codes promo limités déjà utilisés valent de nouveau, et les invitations ne la comptent pas comme nouvelle. C’est définitif.
erase-money = 👛 Il y a <b>{ $amount }</b> dans son portefeuille, que personne ne pourra rendre ensuite.
button-erase-yes = 🗑 Oui, effacer
erased = 🗑 { $customer } est effacé. S’il écrit de nouveau, ce sera une nouvelle personne.
act-erase = données d’un client effacées
ownwords-privacy = <b>Vie privée</b> : s’ajoute à ce que dit /privacy. { $most } caractères au plus.
setting-privacy = Vie privée
