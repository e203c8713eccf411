## Les mots communs à tous les parcours.

welcome =
    👋 <b>Bienvenue chez { $shop }, { $name } !</b>
welcome-words = Des cartes cadeaux pour les jeux, les applications et les boutiques. Vous payez en dinars, le code arrive ici, dans la conversation.
home-lately = 🔁 Vos derniers achats
home-popular = 🔥 Les plus demandées en ce moment
button-lately = 🔁 { $product } · { $type }
button-popular = 🔥 { $product } · { $type }
help =
    <b>Comment fonctionne { $shop }</b>

    1. Alimentez votre portefeuille avec /topup, ou payez en achetant. Votre numéro : { $customer }.
    2. Choisissez une carte dans /shop et appuyez sur Acheter.
    3. Votre code arrive ici automatiquement, en général en moins d’une minute. Si la livraison échoue, l’argent revient aussitôt dans votre portefeuille.

    /shop – toutes les cartes
    /search – chercher une carte, par exemple /search steam 10
    /basket – votre panier
    /orders – vos commandes et leurs codes
    /wallet – votre solde et son historique
    /language – العربية, Français, English
    /support – écrire à la boutique
    /favorites – vos favoris et ce que vous attendez
    /invite – inviter des amis
    /paysupport – un problème de paiement
    /terms – les conditions de la boutique
    /privacy – ce que nous gardons sur vous
    /cancel – abandonner le choix en cours
profile-description =
    🛍️ { $shop } : des cartes cadeaux pour les jeux, les applications et les boutiques, en dinars algériens.

    Choisissez une carte et payez ici, dans la conversation : le code arrive en général en moins d’une minute. Si la livraison échoue, vous êtes remboursé aussitôt.

    Appuyez sur Démarrer pour voir les cartes et les prix.
profile-short = Des cartes cadeaux en dinars, livrées ici en moins d’une minute.
choose-language = 🌐 Quelle langue préférez-vous ?
language-chosen = C’est noté : nous continuons en français.

button-shop = 🛍️ Boutique
button-orders = 📦 Mes commandes
button-wallet = 👛 Portefeuille
button-language = 🌐 Langue
button-help = ❓ Aide
button-menu = 🏠 Menu
button-back = ⬅️ Retour
button-categories = 🗂️ Catégories
button-page-before = ◀️ Précédent
button-page-after = Suivant ▶️
page = Page { $page } sur { $pages }
page-alone = Page { $page }

unknown-command = Je ne connais pas cette commande. Voici ce que je peux faire pour vous :
private-only = Cette boutique ne fonctionne qu’en conversation privée. Écrivez-moi : { $bot }
toast-private-only = La boutique ne fonctionne qu’en conversation privée.
toast-too-fast = Vous appuyez plus vite que je ne peux suivre : cet appui n’a rien fait. Attendez un instant, puis réessayez.
several-commands = Une seule commande par message, s’il vous plaît : rien de ce message n’a été exécuté. Envoyez chaque commande séparément.
not-carried-out =
    { $count ->
        [one] Vous avez envoyé trop de choses à la fois. Un message ou un appui n’a pas été exécuté :
       *[other] Vous avez envoyé trop de choses à la fois. { $count } messages et appuis n’ont pas été exécutés :
    }
not-carried-out-broken = Un problème est survenu dans la boutique, et ceci n’a pas été exécuté. La boutique en est avertie.
not-carried-out-words = • { $words }
not-carried-out-more =
    { $count ->
        [one] • et un autre
       *[other] • et { $count } autres
    }
not-carried-out-again = Renvoyez ce dont vous avez encore besoin.
not-yours-forwarded = Je n’exécute pas les messages transférés. Si c’est bien ce que vous voulez, écrivez-le-moi vous-même.
not-yours-edited = Je n’exécute pas les messages modifiés. Si vous voulez maintenant autre chose, envoyez un nouveau message.
not-yours-via-bot = Je n’exécute pas les messages envoyés par l’intermédiaire d’un autre bot. Si c’est bien ce que vous voulez, écrivez-le-moi vous-même.
not-yours-for-chat = Je n’exécute pas les messages envoyés au nom d’un groupe ou d’un canal. Si c’est bien ce que vous voulez, écrivez-le en votre nom.
error-undone-before = C’était déjà annulé. Rien n’a été repris deux fois.
error-undo-over = Plus de dix minutes ont passé : ce bouton n’annule plus rien. Utilisez /credit ou /debit.
toast-old-button = Ce bouton est trop ancien. Écrivez /shop pour recommencer.
nothing-to-cancel = Il n’y a rien à annuler. Les commandes déjà passées sont dans /orders.
cancelled = Choix abandonné. Rien n’a été acheté, rien n’a été prélevé.

error-supplier-away = Les prix et les stocks ne peuvent pas être lus pour l’instant. Réessayez dans quelques minutes, s’il vous plaît.
nothing-taken = Rien n’a été prélevé.
error-no-orders-now = Nous ne prenons pas de commandes en ce moment : les prix et les stocks ne peuvent pas être lus. Les commandes déjà passées sont suivies. Revenez un peu plus tard, s’il vous plaît.
error-too-busy = Trop de demandes en ce moment. Réessayez dans un instant.
error-too-many-looks = Vous avez vérifié très souvent en une minute. Patientez { $seconds } s, s’il vous plaît ; rien n’a été prélevé.
error-not-for-sale = Cette carte n’est plus vendue ici. Choisissez-en une autre, s’il vous plaît.
error-sold-out = Épuisé à l’instant. Choisissez un autre montant, s’il vous plaît.
error-out-of-stock = Ce montant est en rupture de stock. Choisissez-en un autre, s’il vous plaît.
error-quantity =
    { $most ->
        [one] Vous pouvez en commander une seule à la fois.
       *[other] Choisissez un nombre de { $least } à { $most }, s’il vous plaît.
    }
error-draft-gone = Ce choix n’est plus valable. Choisissez de nouveau, s’il vous plaît.
error-not-found = Introuvable. Vérifiez l’orthographe, s’il vous plaît.
error-quote-changed = Vérifiez, s’il vous plaît : le total est maintenant de { $total }.
error-not-enough-money = Le solde de votre portefeuille ne suffit pas : il reste { $missing } à payer. Votre choix est conservé.
error-already-bought = Déjà commandé : { $ref }. Vous le trouverez dans /orders.
already-bought =
    ✅ <b>Déjà commandé : { $ref }.</b>

    Vous pouvez voir la commande, ou racheter la même carte.
error-maintenance = La boutique est fermée pour maintenance. Les commandes déjà passées sont livrées. Revenez un peu plus tard, s’il vous plaît.
closed-now = Nous sommes fermés à cette heure.
opens-again = Ouverture : { $at }.
error-bad-setting = Ce réglage ne peut pas prendre cette valeur.
question-left = Annulé. Rien n’a changé.
error-float-too-low = Nous ne pouvons pas livrer cela en ce moment ; rien n’a été prélevé. La boutique est prévenue. Réessayez plus tard, s’il vous plaît.
error-bad-amount = Ce montant n’est pas possible.
error-not-possible = Ce n’est pas possible pour le moment.
error-unexpected = Une erreur est survenue de notre côté. La boutique est prévenue ; numéro du rapport : { $id }.
