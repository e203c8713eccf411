## Cadeaux : une commande pour un proche.

button-gift = 🎁 Pour un proche
button-gift-change = 🎁 Modifier le cadeau
button-gift-no-greeting = Sans message
button-gift-not = ✖️ Pas un cadeau
button-gift-share = 📤 Envoyer à un proche
button-gift-copy = 📋 Copier le lien
button-gift-link = 🔗 Revoir le lien
button-gift-take-back = ↩️ Reprendre le cadeau
button-gift-take-back-yes = ↩️ Oui, le reprendre
button-gift-keep = 🎁 Non, cela reste un cadeau
toast-gift-link = Le lien arrive.
toast-gift-hidden = Le fichier n’est plus ici. Ouvrez de nouveau le lien du cadeau quand vous voulez.

gift-ask =
    🎁 <b>Pour un proche</b>

    Quand le cadeau sera prêt, vous recevrez un lien à transmettre. La première personne qui l’ouvre reçoit le cadeau ; d’ici là, vous pouvez le reprendre. Vous ne voyez pas le code vous-même.

    Écrivez un message pour l’accompagner ({ $most } caractères au plus), ou continuez sans.
gift-greeting-empty = Il n’y a rien à lire là-dedans. Écrivez un message, ou continuez sans.
confirmation-gift = 🎁 <b>Pour un proche.</b> Vous recevrez un lien à transmettre ; la première personne qui l’ouvre reçoit le cadeau.
confirmation-gift-region = ⚠️ Vérifiez qu’elle convient au compte de votre proche.
gift-greeting = Votre message : { $greeting }
gift-made =
    🎁 <b>La commande { $ref } est un cadeau</b>
    { $product } · { $type }

    Son lien arrivera ici dès qu’elle sera prête.
gift-link =
    🎁 <b>Votre cadeau est prêt</b>
    { $product } · { $type } · commande { $ref }

    Envoyez ce lien à votre proche :
    { $link }

    La première personne qui l’ouvre reçoit le cadeau : ne le montrez à personne d’autre. D’ici là, vous pouvez le reprendre.
gift-share = 🎁 Un cadeau pour toi. Ouvre le lien pour le recevoir.
gift-take-back-ask =
    ↩️ <b>Reprendre ce cadeau ?</b>
    { $product } · { $type } · commande { $ref }

    Son lien n’ouvrira plus rien, et le contenu vous sera envoyé.
gift-taken-back =
    ↩️ <b>La commande { $ref } est à vous</b>
    { $product } · { $type }

    Ce n’est plus un cadeau : la livraison vous est destinée.
gift-claimed =
    🎁 <b>Votre cadeau est arrivé</b>
    { $product } · { $type } · commande { $ref }

    Le lien a été ouvert et le contenu y a été envoyé.
gift-own =
    🎁 <b>C’est votre propre cadeau</b>
    { $product } · { $type } · commande { $ref }
gift-opened =
    🎁 <b>Un cadeau pour vous !</b>
    { $product } · { $type }

    Il arrive dans le message suivant.
gift-again =
    🎁 <b>Ce cadeau est à vous</b>
    { $product } · { $type }

    Il revient dans le message suivant.
gift-for-you = 🎁 <b>Un cadeau d’un proche</b>
gift-says = 💬 { $greeting }
gift-keep = Gardez-le pour vous : toute personne qui a un code peut l’utiliser. Ouvrez de nouveau le lien du cadeau pour le revoir.
gift-hidden =
    🙈 <b>{ $product }</b> · { $type }
    Votre cadeau est masqué. Le bouton ci-dessous le montre de nouveau à tout moment.

gift-preparing = ⏳ En préparation : nous avons transmis votre commande au fournisseur ({ $at }).
giftstate-planned = 🎁 Pour un proche : le lien arrivera ici dès que la commande sera prête.
giftstate-open = 🎁 Le cadeau est prêt. Personne n’a encore ouvert son lien.
giftstate-claimed = 🎁 Votre proche a reçu le cadeau ({ $at }).
giftstate-revoked = ↩️ Vous avez repris ce cadeau ({ $at }).
staffgift-planned = 🎁 Un cadeau pour un proche ; son lien n’existe pas encore.
staffgift-open = 🎁 Un cadeau que personne n’a encore ouvert : ses codes ne sont pas pour l’acheteur non plus, et son lien reste valable après un remboursement.
staffgift-claimed = 🎁 Un cadeau, ouvert par un proche ({ $at }) : ses codes ne sont pas pour l’acheteur.
staffgift-revoked = 🎁 C’était un cadeau ; l’acheteur l’a repris ({ $at }).

error-for-friend = C’est un cadeau, et un cadeau s’achète seul : touchez Acheter, ou modifiez d’abord le cadeau.
error-gift-unknown = Il n’y a pas de cadeau derrière ce lien. Vérifiez qu’il est complet, tel qu’on vous l’a envoyé.
error-gift-guesses = Trop de liens erronés. Vous pouvez réessayer à partir du { $until }.
error-gift-taken = Ce cadeau a déjà été ouvert.
error-gift-revoked = La personne qui a envoyé ce cadeau l’a repris. Son lien n’ouvre plus rien.
error-gift-late = C’est trop tard : cette commande a été livrée ou est terminée.
alert-gift_guessing = 🎁 Quelqu’un essaie des liens de cadeaux au hasard, le client { $customer } en dernier. Chacun d’eux doit attendre après quelques essais ; personne d’autre n’est gêné. Les liens sont bien trop longs pour être devinés.
kind-gift_link = lien d’un cadeau
kind-gift_claimed = cadeau ouvert
