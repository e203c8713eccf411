## Ce que les clients écrivent à la boutique, et ce qu’elle répond.

support-ask =
    🛟 <b>Besoin d’aide ?</b>

    Écrivez maintenant votre message à la boutique, ou envoyez une photo, un fichier ou un message vocal. La réponse arrivera ici. Pour annuler : /cancel
support-ask-about =
    🛟 { $about }

    Écrivez maintenant votre message à la boutique, ou envoyez une photo, un fichier ou un message vocal. La réponse arrivera ici. Pour annuler : /cancel
support-open-ticket =
    { $state ->
        [waiting] 💬 La boutique a répondu à votre dernier message ({ $at }). Ce que vous écrivez maintenant en est la suite.
       *[other] ⏳ Votre dernier message attend une réponse (depuis { $at }). Ce que vous écrivez maintenant s’y ajoute.
    }
paysupport =
    🛟 <b>Un problème de paiement ?</b>

    Écrivez maintenant votre message à la boutique, ou envoyez une photo, un fichier ou un message vocal. La réponse arrivera ici.

    L’assistance de Telegram ne peut rien pour les achats faits ici ; nous, si. Pour annuler : /cancel
paysupport-which =
    🛟 <b>Un problème de paiement ?</b>

    Choisissez le paiement, ou écrivez maintenant votre message à la boutique. Une photo, un fichier ou un message vocal conviennent aussi. La réponse arrivera ici.

    L’assistance de Telegram ne peut rien pour les achats faits ici ; nous, si. Pour annuler : /cancel
about-order = Commande { $ref } : { $product } · { $type }
about-payment = Paiement : { $amount } · { $way } · { $at }
button-about-order = 🧾 C’est pour une commande
button-about-payment = 💳 C’est pour un paiement
button-this-payment = { $amount } · { $way } · { $at }
button-ask-order = 🛟 Une question sur cette commande
button-dead-code =
    { $count ->
        [one] ⚠️ Ce code ne marche pas
       *[other] ⚠️ Un code ne marche pas
    }
button-code-number = N° { $number }
which-code = ⚠️ <b>Quel code de la commande { $ref } ne marche pas ?</b>
dead-code-ask =
    { $count ->
        [one] ⚠️ <b>Le code de la commande { $ref } ne marche pas</b>
       *[other] ⚠️ <b>Le code n° { $number } de la commande { $ref } ne marche pas</b>
    }

    Quel message voyez-vous ? Une photo de l’écran avec quelques mots aide le plus. La boutique s’en occupe et vous répondra ici. Pour annuler : /cancel
support-sent = 🛟 Merci. La boutique a votre message et vous répondra ici.
support-cancelled = Annulé. Rien n’a été envoyé.
support-gathered = 🛟 Nous avons gardé votre message. Vous avez beaucoup écrit en peu de temps : la boutique recevra vos nouveaux messages ensemble, à partir de { $at }.
error-too-much-written = Beaucoup de vos messages attendent d’être lus. Vous pourrez écrire de nouveau à partir de { $until }.
unknown-words = Je n’ai pas compris, et aucune carte ne porte ce nom. Écrivez-le autrement, appuyez sur un bouton, ou envoyez votre message à la boutique : quelqu’un vous répondra.
words-for-receipt = 🧾 Nous attendons le reçu de { $amount } : envoyez ici sa photo ou son PDF. Si votre message est pour la boutique, envoyez-le-lui avec le bouton.
unknown-thing = Je ne lis pas les photos, les fichiers ni les messages vocaux. Voulez-vous l’envoyer à la boutique ?
unknown-kind = Je ne comprends pas cela, et je ne peux pas l’envoyer à la boutique. Envoyez un texte, une photo, un fichier ou un message vocal.
button-send-to-shop = 🛟 Envoyer à la boutique
button-write-back = ✍️ Écrire à la boutique
button-not-solved = ✍️ Ce n’est pas réglé
toast-sent-before = La boutique a déjà ce message.
support-answer = 💬 <b>Réponse de { $shop }</b>
support-message = ✉️ <b>Message de { $shop }</b>
ticket-closed-for-you = ✅ Pour la boutique, votre demande est réglée. Si ce n’est pas le cas, appuyez sur le bouton ou répondez à l’un de nos messages.
