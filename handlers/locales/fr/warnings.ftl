# Ce qui ne va pas, quand c’est fini, et ce que lisent les clients quand la boutique est fermée.
warnings = ⚠️ <b>Ce qui ne va pas : { $count }</b>
warnings-none = ✅ <b>Tout va bien.</b> Vous êtes prévenu quand quelque chose ne va pas, et quand c’est fini.
warnings-since = <i>Depuis le { $at } :</i>
warnings-more = … et { $count } de plus.
button-warnings = ✅ Alertes
button-warnings-count = ⚠️ Alertes ({ $count })
quiet-hours-own =
    🌙 <b>Vos propres heures calmes : { $hours }</b>
    Pendant ces heures, ce qui peut attendre est gardé pour vous. Vous le recevez ensuite en un seul message. Ce qui touche à l’argent, aux codes, à la clé du fournisseur ou aux comptes vous est dit à toute heure.
quiet-hours-shops =
    🌙 <b>Vos heures calmes sont celles de la boutique : { $hours }</b>
    Pendant ces heures, ce qui peut attendre est gardé pour vous. Vous le recevez ensuite en un seul message. Ce qui touche à l’argent, aux codes, à la clé du fournisseur ou aux comptes vous est dit à toute heure.
button-quiet-hours = 🌙 Mes heures calmes
button-other-hours = ✏️ D’autres heures
button-never-quiet = 🔔 Aucune heure calme pour moi
button-shops-hours = 🏪 Comme la boutique : { $hours }
button-warnings-back = ⚠️ Alertes
alert-while_quiet = 🌙 <b>Pendant les heures calmes : { $count }</b>
while-quiet-at = <i>{ $at } :</i>
while-quiet-over = ✅ Terminé le { $at }.
closed-words = Les clients lisent : « { $words } »
closed-words-too-long = Ce texte est trop long pour la réponse à un bouton : { $length } caractères sur { $most } au plus. La boutique reste comme elle était. Écrivez plus court, s’il vous plaît.
example-maintenance = /maintenance on De retour à 18 h, merci !
alert-key_accepted = 🔑 Le fournisseur accepte de nouveau notre clé (refusée depuis le { $at }). La boutique prend les commandes.
alert-float_enough = 🏦 Le solde chez le fournisseur dépasse de nouveau votre limite : { $float }.
alert-float_short = 🏦 { $float } chez le fournisseur ne tiendront pas un jour : au rythme des derniers jours, { $cost } par jour, environ { $hours } h. Rechargez, s’il vous plaît.
alert-float_lasts = 🏦 Le solde chez le fournisseur tient de nouveau plus d’un jour : { $float }.
alert-float_covers = 🏦 Le solde chez le fournisseur suffit de nouveau pour ce que des clients n’ont pas pu acheter depuis le { $at }. Vous pouvez les prévenir : { $who }
alert-order_is_over = ✅ La commande { $ref } est arrivée à son terme ({ $status }).
alert-orders_are_over = ✅ Plus aucune commande ne dure trop longtemps.
alert-selling_opened = 🟢 La boutique s’était fermée le { $at } ; l’un de vous a décidé de la suite : voir /admin
alert-messages_arrive = ✉️ Les messages arrivent de nouveau (bloqués depuis le { $at }).
alert-disk_full = 💽 Il ne reste que { $size } Mo là où la boutique garde ses données ({ $place }). Faites de la place sur ce disque : sans cela rien ne peut être vendu, et aucune sauvegarde faite.
alert-disk_has_room = 💽 Il y a de nouveau de la place là où la boutique garde ses données ({ $place }) : { $size } Mo.
alert-database_grows = 🗄 La base de données a grandi de { $size } Mo depuis hier ; d’habitude { $usual } Mo par jour. Voyez dans /stats et /tickets ce qui est nouveau, et surveillez le disque.
alert-database_as_usual = 🗄 La base de données grandit de nouveau comme d’habitude.
alert-price_jump =
    📈 { $product } ({ $type }) coûte maintenant { $cost } au lieu de { $was } : { $percent } de plus. { $sold ->
        [yes] Selon vos règles, le prix de vente est { $price } ; avant, c’était { $before }.
       *[no] Ce n’est plus vendu : selon vos règles, le prix est { $price }, donc en dessous.
    }
    Autres montants de ce produit devenus plus chers : { $others }
alert-price_usual =
    📉 { $product } ({ $type }) : { $how ->
        [back] le coût est redescendu à { $cost }
       *[stays] le coût est resté à { $cost } et devient le coût habituel
    } (il avait monté le { $at }).
alert-prices_jump = 📈 Les coûts de beaucoup de produits ont monté à la fois. Seuls les premiers vous ont été nommés. Vos prix : /margin
alert-prices_usual = 📉 Plus aucune hausse de coût n’est récente (beaucoup de coûts avaient monté le { $at }).
alert-price_covers_cost =
    ✅ { $product } ({ $type }) : { $how ->
        [sold] c’est de nouveau en vente. Coût : { $cost }, prix : { $price }.
       *[gone] ce n’est plus proposé, son prix n’a donc plus d’importance.
    }
alert-product_gone = 📭 { $product } a disparu du catalogue de OneClickDz. Les clients ne le voient plus. Cartes vendues ces 30 derniers jours : { $count }. Demandez à OneClickDz si ce produit revient.
alert-product_back =
    📬 { $product } : { $how ->
        [back] de nouveau dans le catalogue de OneClickDz.
       *[forgotten] personne ne l’a acheté depuis 30 jours. Il est considéré comme disparu pour de bon.
    }
alert-best_seller_out = 🏆 Une de vos meilleures ventes est épuisée chez OneClickDz : { $product } ({ $type }). Cartes de ce produit vendues ces 30 derniers jours : { $count }. Demandez à OneClickDz quand il y en aura, ou proposez autre chose d’ici là.
alert-best_seller_back =
    🏆 { $product } ({ $type }) : { $how ->
        [back] de nouveau en stock.
       *[forgotten] ne fait plus partie de vos meilleures ventes, ou est masqué.
    }
alert-names_readable = 🔤 Tous les noms du catalogue du fournisseur sont de nouveau lisibles.
alert-clock_wrong =
    🕰 L’horloge de la machine est fausse : { $minutes } min { $side ->
        [ahead] d’avance
       *[behind] de retard
    } sur les horloges de OneClickDz et de Telegram. La durée d’attente des paiements et la fin des journées en dépendent. Activez la synchronisation de l’heure (NTP) de la machine.
alert-clock_right = 🕰 L’horloge de la machine est de nouveau juste (elle était fausse depuis le { $at }).
alert-worker_works = 🐞 La tâche « { $worker } » fonctionne bien depuis un moment (elle s’était arrêtée le { $at }).
alert-order_stumbles = 🐞 La commande { $ref } n’a pas pu être vérifiée : « { $worker } » s’est arrêté dessus ({ $error }). Un nouvel essai suit. Les détails sont dans le journal.
alert-order_goes_on = ✅ La commande { $ref } est de nouveau suivie ({ $status }).
alert-ocpay_on = 💳 Les clients peuvent de nouveau payer par CIB et Edahabia, ou vous avez désactivé ce moyen (liens refusés depuis le { $at }).
alert-ref_accepted = ℹ️ Le fournisseur accepte de nouveau notre référence de commande, ou vous avez désactivé cela (refusée depuis le { $at }).
alert-difference_over = 📒 Cet écart dans les comptes est réglé (il existait depuis le { $at }) :
