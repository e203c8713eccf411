## Demandes : ce que les clients ont écrit, pour l’équipe.

support-from =
    🛟 <b>Message de { $name }</b> ({ $customer })
    Pour répondre : répondez à ce message.
support-from-ticket =
    🛟 #{ $number } · <b>Message de { $name }</b> ({ $customer })
    Pour répondre : répondez à ce message.
support-from-in-topic = 🛟 <b>Message de { $name }</b> ({ $customer })
support-answer-by = 💬 { $staff } a répondu à { $name } ({ $customer }) :
support-answered = ✅ Votre réponse part vers { $name }.
support-answered-before = { $staff } avait déjà répondu ({ $at }). Le client reçoit les deux réponses.
support-file-lost = ⚠️ Il y avait un fichier que Telegram refuse : { $why }
staff-not-understood = Je n’ai pas compris. Pour répondre à un client, répondez à son message, qui commence par 🛟. Pour le reste : /admin
staff-reply-to-none = Ce n’est pas le message d’un client : votre réponse n’est arrivée à personne. Pour répondre, répondez à un message qui commence par 🛟.
staff-cannot-pass = Cela ne peut pas être envoyé au client. Textes, photos, fichiers, vidéos et messages vocaux passent.
ticket =
    { $sign } <b>#{ $number }</b> · { $state }
    { $name } ({ $customer }), depuis { $at }
ticket-number = (#{ $number })
ticketstate-open = ouverte
ticketstate-taken = prise en charge
ticketstate-waiting = en attente du client
ticketstate-closed = fermée
ticketkind-question = question
ticketkind-order = commande
ticketkind-payment = paiement
ticketkind-dead_code = code défectueux
ticket-about-order = 🧾 Commande { $ref } · { $goods }
ticket-about-code = ⚠️ Le code n° { $number } de la commande { $ref } ne marche pas · { $goods }
ticket-about-payment = 💳 Paiement : { $amount } · { $way } · { $at } · { $state }
ticket-about-payments = 💳 Au sujet d’un paiement
ticket-taken = ✋ { $staff }, depuis { $at }
ticket-taken-by = ✋ { $staff } s’en occupe.
ticket-asked = ⏳ Attend une réponse depuis { $at }
ticket-line = <i>{ $at }</i> <b>{ $who } :</b>
written-photo = photo
written-document = fichier
written-voice = message vocal
written-audio = audio
written-video = vidéo
written-animation = animation
written-video_note = message vidéo
ticket-in-group = Ce que vous écrivez dans ce sujet part vers le client, comme réponse de la boutique. Une ligne qui commence par // reste entre vous.
ticketnews-taken = ✋ { $staff } s’occupe de cette demande.
ticketnews-released = 👐 { $staff } a libéré cette demande.
ticketnews-closed = ✅ { $staff } a fermé cette demande.
ticketnews-reopened = 🔴 Cette demande est rouverte. { $staff }
ticket-waits =
    ⏰ <b>#{ $number } { $name }</b> attend une réponse depuis { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.
ticket-orders = 🧾 <b>Dernières commandes de { $name }</b> (#{ $number })
ticket-orders-none = Pas encore de commande.
tickets-open = 🎫 <b>Demandes ouvertes</b>, les plus anciennes d’abord
tickets-mine = 🎫 <b>Vos demandes</b>, les plus anciennes d’abord
tickets-all = 🎫 <b>Toutes les demandes</b>, les plus récentes d’abord
tickets-unanswered = ⏳ Sans réponse : { $count }, la plus ancienne depuis { $since }
tickets-none = Il n’y en a pas.
button-tickets-count = 🎫 Demandes en attente ({ $count })
button-tickets = 🎫 Demandes
ticketlist-open = 🔴 Ouvertes
ticketlist-mine = ✋ Les miennes
ticketlist-all = 📚 Toutes
button-ticket = { $sign } #{ $number } { $name } · { $kind }
button-open-ticket = 🎫 #{ $number }
button-take-ticket = ✋ Prendre
button-take-over = ✋ Reprendre
button-release-ticket = 👐 Libérer
button-close-ticket = ✅ Fermer
button-reopen-ticket = 🔴 Rouvrir
button-answer-ticket = ✍️ Répondre
button-their-orders = 🧾 Ses commandes
button-ticket-order = 🧾 Commande { $ref }
button-supplier-text = 📋 Pour l’assistance du fournisseur
button-quick-reply = ⚡ Réponse prête
toast-ticket-taken = La demande #{ $number } est à vous.
toast-ticket-released = La demande #{ $number } est libérée.
toast-ticket-closed = La demande #{ $number } est fermée ; le client est prévenu.
toast-ticket-reopened = La demande #{ $number } est rouverte, et à vous.
toast-ticket-moved = Rien n’a changé : #{ $number } est { $state } (✋ { $staff }).
toast-supplier-text = Le texte suit ci-dessous.
ask-ticket-answer =
    ✍️ <b>Votre réponse pour #{ $number } { $name }</b>

    Écrivez-la maintenant, ou envoyez une photo, un fichier ou un message vocal. Le client la lit comme réponse de la boutique. Pour annuler : /cancel
usage-tickets =
    { $mine } – vos demandes
    { $all } – toutes, aussi les fermées
    { $example } – une demande par son numéro
supplier-text-head = 📋 Touchez pour copier, puis envoyez-le à l’assistance du fournisseur :
    { $text }
supplier-text =
    Ce code ne marche pas.
    Order ID: { $order }
    Request ID: { $request }
    Notre référence : { $ref }
    Produit : { $goods }
    Code n° : { $number }
    Numéro de série : { $serial }
    Commandé : { $placed }
    Livré : { $delivered }
    Signalé : { $reported }
    Client : { $words }

## Réponses que le personnel garde prêtes.

replies = ⚡ <b>Réponses prêtes</b>
    Chacune part dans la langue du client.
replies-none = Il n’y a pas encore de réponse prête. Préparez-en une avec /replies
reply = ⚡ <b>{ $name }</b>
reply-in = <b>{ $language }</b>
reply-saved = ✅ Enregistré.
reply-too-long = Une réponse prête a au plus { $most } caractères ; celle-ci en a { $count }. Envoyez-en une plus courte.
reply-other-language = ⚠️ Il n’y a pas de texte dans la langue du client ({ $language }).
which-reply = ⚡ Quelle réponse pour #{ $number } ?
ask-reply-name = Comment s’appelle la réponse ? Vous seuls voyez ce nom ; au plus { $most } caractères. Pour annuler : /cancel
ask-reply-text = Que dit « { $name } » dans cette langue : { $language } ? Pour annuler : /cancel
ask-remove-reply = Supprimer « { $name } » dans toutes les langues ?
ask-send-reply = ⚡ Ceci part vers { $name } ({ $language }) :
button-replies = ⚡ Réponses prêtes
button-new-reply = ➕ Nouvelle réponse
button-remove-reply = 🗑 Supprimer
button-send-reply = ✅ Envoyer
button-other-reply = ⚡ Une autre
toast-reply-removed = « { $name } » est supprimée.
error-too-many-replies = Il y a déjà { $most } réponses prêtes. Supprimez-en une d’abord.
topic-left-empty = ⚠️ La boutique a été interrompue en créant ce sujet. Un sujet vide du même nom est peut-être resté : vous pouvez le supprimer.
