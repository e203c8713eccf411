## Messages to many: written and sent by the staff, left and taken up again by customers.

menu-broadcast = Écrire à de nombreux clients
button-broadcast = 📣 Message groupé
button-broadcast-send = 📤 Envoyer…
button-broadcast-audience = 👥 Pour qui
button-broadcast-buttons = 🔗 Boutons
button-broadcast-rewrite = ✍️ Le réécrire
button-broadcast-no-buttons = Sans boutons
button-broadcast-another = ✍️ Un autre message
button-broadcast-pause = ⏸ Pause
button-broadcast-resume = ▶️ Continuer
button-broadcast-stop = ⏹ Arrêter
button-yes-send = ✅ Oui, envoyer
button-audience-bought = Ceux qui ont acheté un produit…
ask-broadcast =
    📣 Écrivez maintenant le message, comme n’importe quel message : un texte avec sa mise en forme, ou une seule photo avec une légende.
    Vous le voyez d’abord, et personne ne le reçoit avant votre confirmation.
broadcast-only-text-or-photo = Cela ne peut pas être envoyé à tous. Envoyez un texte, ou une seule photo avec une légende.
broadcast-not-taken =
    Telegram n’accepte pas ce message : { $details }
    Modifiez-le et renvoyez-le.
broadcast-draft =
    👆 <b>C’est ainsi qu’il arrive.</b> Personne ne l’a encore reçu.
    Pour : { $audience }
    Boutons : { $count }
broadcast-whom = 👥 <b>Pour qui est le message ?</b>
audience-all = Tous les clients
audience-language = Ceux qui lisent : { $language }
audience-bought = Ceux qui ont acheté { $product }
audience-idle = Ceux sans commande depuis { $days } jours
audience-wallet = Ceux qui ont de l’argent au portefeuille
broadcast-which-product = De quel produit s’agit-il ? Vous pouvez aussi écrire son nom plus exactement.
ask-broadcast-product = Quel produit ont-ils acheté ? Écrivez son nom, par exemple { $example }.
broadcast-no-product = Aucun produit ne s’appelle « { $words } ». Écrivez un autre nom, ou quelques mots du nom.
ask-broadcast-buttons =
    🔗 Écrivez les boutons, un par ligne : le titre, un tiret, puis où il mène.
    Offres de l’Aïd - { $example }
    La boutique - boutique
    Cartes Steam - Steam
    Après le tiret : une adresse, le mot « boutique », ou le nom d’un produit.
broadcast-no-button =
    Je ne comprends pas cette ligne comme un bouton : « { $words } »
    Comme ceci : Offres de l’Aïd - { $example }. Au plus { $most } lignes. Rien n’a été changé.
broadcast-sure =
    📤 <b>Envoyer le message ?</b>
    Pour : { $audience }
    Personnes : environ { $count }
    Cela dure environ { $minutes }. Les réponses et les codes passent avant.
    Il est { $hour }. Les heures calmes ne le retiennent pas.
broadcast-sure-more =
    📤 <b>Envoyer le message ?</b>
    Pour : { $audience }
    Personnes : plus de { $count }
    Cela dure plus de { $minutes }. Les réponses et les codes passent avant.
    Il est { $hour }. Les heures calmes ne le retiennent pas.
broadcast-nobody = Personne ne recevrait ce message maintenant. Pour : { $audience }
broadcast-running =
    📤 <b>Le message est en cours d’envoi</b> : { $done } sur environ { $count }, encore environ { $minutes }
    Pour : { $audience }
broadcast-paused =
    ⏸ <b>Le message est en pause</b> : { $done } sur environ { $count }, encore environ { $minutes }
    Pour : { $audience }
broadcast-stopped =
    ⏹ <b>Le message a été arrêté</b> : { $done } sur environ { $count }
    Pour : { $audience }
broadcast-done =
    ✅ <b>Le message a été envoyé</b> : { $done }
    Pour : { $audience }
broadcast-counts =
    Arrivés : { $sent }
    Bloquent le bot : { $blocked }
    Refusés par Telegram : { $refused }
    Incertains, jamais envoyés deux fois : { $doubtful }
broadcast-others = Autres en cours : { $count }
broadcast-sure-stop = Arrêter le message pour de bon ? Ceux qui ne l’ont pas reçu ne le recevront pas.
error-broadcast-moved = C’est déjà fait.
alert-broadcast_done = ✅ Le message groupé a été envoyé. Arrivés : { $sent }. Bloquent le bot : { $blocked }. Refusés par Telegram : { $refused }. Incertains : { $doubtful }.
alert-broadcast_halted = ⏸ Le message à tous s’est mis en pause : { $count } fois de suite, { $outcome ->
        [refused] Telegram ne l’a pas accepté
       *[other] personne ne sait s’il est arrivé
    }. Regardez /broadcast.
act-broadcast_started = message à tous lancé
act-broadcast_paused = message à tous mis en pause
act-broadcast_resumed = message à tous repris
act-broadcast_stopped = message à tous arrêté
subject-broadcast = message à tous
button-broadcast-leave = 🔕 Plus de tels messages
button-broadcasts = 📣 Messages d’actualité
button-broadcasts-leave = 🔕 Ne plus les recevoir
button-broadcasts-join = 🔔 Les recevoir de nouveau
broadcasts-on = 🔔 Vous recevez les nouvelles et les offres de la boutique.
broadcasts-off =
    🔕 Vous ne recevez plus les nouvelles et les offres.
    Ce qui concerne vos commandes et votre portefeuille continue d’arriver.
