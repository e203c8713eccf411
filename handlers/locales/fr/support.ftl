## Ce que les clients écrivent à la boutique, et ce qu’elle répond.

paysupport =
    🛟 <b>Besoin d’aide ?</b>

    Écrivez maintenant votre message à la boutique, ou envoyez une photo, un fichier ou un message vocal. La réponse arrivera ici.

    L’assistance de Telegram ne peut rien pour les achats faits ici ; nous, si. Pour annuler : /cancel
paysupport-sent = 🛟 Merci. La boutique a votre message et vous répondra ici.
support-cancelled = Annulé. Rien n’a été envoyé à la boutique.
support-gathered = 🛟 Nous avons gardé votre message. Vous avez beaucoup écrit en peu de temps : la boutique recevra vos nouveaux messages ensemble, à partir de { $at }.
error-too-much-written = Beaucoup de vos messages attendent d’être lus. Vous pourrez écrire de nouveau à partir de { $until }.
unknown-words = Je n’ai pas compris. Appuyez sur un bouton, ou envoyez votre message à la boutique : quelqu’un vous répondra.
unknown-thing = Je ne lis pas les photos, les fichiers ni les messages vocaux. Voulez-vous l’envoyer à la boutique ?
unknown-kind = Je ne comprends pas cela, et je ne peux pas l’envoyer à la boutique. Envoyez un texte, une photo, un fichier ou un message vocal.
button-send-to-shop = 🛟 Envoyer à la boutique
button-write-back = ✍️ Écrire à la boutique
toast-sent-before = La boutique a déjà ce message.
support-answer = 💬 <b>Réponse de { $shop }</b>

support-from =
    🛟 <b>Message de { $name }</b> ({ $customer })
    Pour répondre : répondez à ce message.
support-answer-by = 💬 { $staff } a répondu à { $name } ({ $customer }) :
support-answered = ✅ Votre réponse part vers { $name }.
support-answered-before = { $staff } avait déjà répondu ({ $at }). Le client reçoit les deux réponses.
support-file-lost = ⚠️ Il y avait un fichier que Telegram refuse : { $why }
staff-not-understood = Je n’ai pas compris. Pour répondre à un client, répondez à son message, qui commence par 🛟. Pour le reste : /admin
staff-reply-to-none = Ce n’est pas le message d’un client : votre réponse n’est arrivée à personne. Pour répondre, répondez à un message qui commence par 🛟.
