## Prix, limites, ce qui est masqué ; codes promo des deux côtés du comptoir.

menu-margin = Prix : règles, coût, prix, marge
menu-price = Un prix fixe pour un montant
menu-hide = Masquer quelque chose dans la boutique
menu-unhide = Afficher de nouveau ce qui est masqué
menu-limit = Cartes par commande, et par client et jour
menu-promo = Codes promo

button-prices = 💰 Prix
button-promos = 🏷 Codes promo
button-price-rules = 📋 Toutes les règles
button-auto = ↩️ Retirer sa règle propre
button-rule-parts = ⚙️ DA, arrondi, marge minimale
button-limits = 🔢 Limites
button-hide = 🙈 Masquer
button-unhide = 👁 Afficher de nouveau
button-save-rule = ✅ Enregistrer
button-save-loss = ⚠️ Vendre à perte
button-save-steep = ⚠️ Oui, l’appliquer
button-discard = ❌ Ne pas enregistrer
button-look-further = 🔍 Vérifier plus de produits
button-undo = ↩️ Annuler
rulepart-added = { $amount }
rulepart-step = arrondi : { $amount }
rulepart-least = au moins { $amount }
button-amount = { $amount }
button-limit-none = aucune
button-no-limit = ♾ Sans limite propre
button-limit-order = par commande : { $number }
button-limit-day = par jour : { $number }
button-end-rule = ❌ { $title } : { $rule }
button-type-price = { $type } · { $price }

place-all = tout
place-named = { $title }
scope-all = tout
scope-category = catégorie
scope-product = produit
scope-type = montant

rule-percent = coût + { $percent }
rule-percent-and-added = coût + { $percent } + { $amount }
rule-only-added = coût + { $amount }
rule-step = arrondi vers le haut à { $amount }
rule-least = au moins { $amount } de marge
rule-set = prix fixe { $amount }
rule-loss = vente à perte confirmée jusqu’à un coût de { $amount }
rule-by-settings = selon les réglages
rule-by = fixée par { $staff }, { $at }
rule-hidden = masqué

prices = 💰 <b>Prix : { $title }</b>
prices-rule = Règle : <b>{ $rule }</b> ({ $source })
prices-rule-above = Règle : <b>{ $rule }</b>, fixée pour : { $title } ({ $source })
prices-limit = Cartes par commande : { $number }
prices-limit-day = Cartes par client et par jour : { $number }
prices-hidden = 🙈 Masqué : les clients ne le voient pas.
prices-hidden-above = 🙈 Masqué, avec : { $title }
prices-hidden-inside = 🙈 Masqués à l’intérieur par leurs propres règles : { $count }
prices-line = { $type } : { $cost } → <b>{ $price }</b> · marge { $margin } ({ $percent })
prices-line-closed = 🚫 { $type } : { $cost } → <b>{ $price }</b> · marge { $margin } ({ $percent }), pas en vente
prices-none = On ne connaît pas encore ses montants.
prices-stale = ⌛ Le fournisseur ne répond pas ; ce sont ses coûts du { $since }.
prices-typed = Ou écrivez : { $example }
prices-typed-set = Ou écrivez : { $example } (dinars entiers)
limits = 🔢 <b>Limites : { $title }</b>
limits-typed = Ou écrivez : { $order }, { $day }
limit-order = { $number } par commande
limit-day = { $number } par client et par jour
limit-none = sans limite propre
rules = 📋 <b>Règles en vigueur</b>
rules-none = 📋 Aucune règle : les réglages s’appliquent.
rules-price = 💰 { $scope } <b>{ $title }</b> : { $rule } ({ $source })
rules-order = 🔢 { $scope } <b>{ $title }</b> : { $number } par commande ({ $source })
rules-day = 🔢 { $scope } <b>{ $title }</b> : { $number } par client et par jour ({ $source })
rules-hidden = 🙈 { $scope } <b>{ $title }</b> : masqué ({ $source })
rules-end = Appuyez sur une règle pour y mettre fin. Pour une règle de prix, vous verrez d’abord ce que cela change, sauf si elle vend à perte : elle s’arrête aussitôt.
rule-parts =
    ⚙️ <b>La marge sur { $title }</b>
    { $rule }

    Choisissez un élément ; les autres ne changent pas. Vous voyez l’effet avant qu’il s’applique.

preview =
    💰 <b>{ $title }</b> : { $rule }
    Jusqu’ici : { $before }

    Prix qui changent : { $changed } sur { $types }.
preview-auto = sans règle propre
preview-auto-then = sans règle propre, donc { $rule }
preview-lowest = Marge la plus basse alors : <b>{ $margin }</b> – { $type }, { $cost } → { $price }
preview-unseen = Vérifiés : { $seen } produits sur { $products }. Les prix des { $count } autres ne sont pas encore connus ; la règle s’applique aussi à eux.
preview-loss = ⚠️ <b>C’est { $amount } de moins que le coût</b> de { $type } ({ $cost }). C’est refusé, sauf si vous le confirmez pour ce montant. Si le coût augmente encore, la vente s’arrête et la boutique vous prévient.
preview-steep = ⚠️ <b>Vraiment ?</b> { $type } serait vendu <b>{ $price }</b> et coûte { $cost } : une marge de { $margin }, plus que la carte elle-même.
preview-steep-percent = ⚠️ <b>Vraiment ?</b> { $rule } : une marge plus grande que la carte elle-même.
preview-question = Rien n’a encore changé. Enregistrer ?
rule-saved =
    ✅ Enregistré. <b>{ $title }</b> : { $rule }
    La règle s’applique dès maintenant à chaque nouvelle commande.
rule-ended = ✅ Règle terminée pour : <b>{ $title }</b>.
toast-rule-gone = C’était déjà enregistré ou abandonné. Voici ce qui s’applique maintenant.
error-rule-changed = Une autre règle a été enregistrée ici entre-temps : regardez encore une fois.
toast-below-cost = Ce serait une vente à perte : regardez encore une fois.
limit-saved = ✅ Enregistré. <b>{ $title }</b> : { $limit } (avant : { $before })
limit-zero = 🔢 <b>{ $title }</b> : 0 peut vouloir dire deux choses. Voulez-vous que personne ne puisse l’acheter, ou qu’il n’y ait pas de limite ?
limit-refused = Rien n’a changé. Une limite va de 1 à { $order } cartes par commande, et de 1 à { $day } par client et par jour.
hidden-now = 🙈 Masqué : { $title }
shown-now = 👁 De nouveau dans la boutique : { $title }
shown-not-yet = 👁 { $title } n’est plus masqué par sa propre règle, mais reste masqué avec : <b>{ $above }</b>
place-not-found = Rien ne s’appelle « { $words } » ici. Choisissez dans /margin.
place-which = Lequel voulez-vous dire ?
place-more = … et { $count } de plus. Écrivez plus de mots pour préciser.
price-wide = Un prix fixe vaut pour un seul montant. Choisissez :
place-not-all = On ne peut pas tout masquer d’un coup : /maintenance ferme la boutique.
number-refused = Ce nombre ne peut pas servir ici : une marge va de 0 à 1000 %, une somme jusqu’à 1 000 000 DA, un prix fixe et un arrondi font au moins 1 DA.
usage-margin =
    Comme ceci : { $example }
    Puis un ou plusieurs de : 7% (du coût), +50 (dinars), pas 10 (arrondi), min 30 (marge minimale) ; ou auto pour aucune règle propre.
margin-not-read = Je n’ai pas compris « { $words } » : rien ne s’appelle ainsi, et ce n’est pas une règle.
margin-negative = Une marge n’est jamais négative : ce serait vendre sous le coût. Pour un seul montant, c’est possible : { $example } – une confirmation vous est demandée.
margin-number = Est-ce un pourcentage du coût ({ $percent }), ou des dinars en plus ({ $added }) ?
usage-price =
    Comme ceci : { $example }
    { $auto }
    Choisissez le montant dans /margin.
usage-hide = Comme ceci : { $example }
usage-limit =
    Comme ceci :
    { $order } (par commande)
    { $day } (par client et par jour)
    { $auto } (sans limite propre)
    Les deux ensemble marchent aussi. Sans nom, cela vaut pour tout.

dossier-rule = Prix selon la règle : { $rule } ({ $title } ; { $source }) : { $cost } → { $price }
dossier-promo = 🏷 Code promo { $promo } ({ $takes }) : { $discount } sur { $price }
order-promo = 🏷 Code promo { $promo } : { $discount }. Vous avez payé <b>{ $total }</b>.

button-promo = 🏷 Code promo
promo-ask =
    🏷 <b>Écrivez votre code promo.</b>

    Il est déduit de votre commande, et vous voyez le nouveau total avant d’acheter.
promo-refused = Ce code ne peut pas être utilisé : { $why }. Écrivez-en un autre, ou revenez en arrière.
promono-unknown = ce code n’existe pas
promono-not_yet = il n’est pas encore valable
promono-over = il n’est plus valable
promono-used_by_you = vous l’avez déjà utilisé
promono-used_up = il est épuisé
promono-other_goods = il est réservé à d’autres cartes
promono-minimum = la commande doit atteindre { $amount }
promono-no_gain = il ne fait pas baisser ce prix
confirmation-promo = 🏷 Code promo { $promo } : { $discount }, déjà déduits du total.
confirmation-promo-refused = 🏷 Le code promo { $promo } ne déduit rien : { $why }.
error-day-limit = La limite est de { $most } par jour. Il vous reste pour aujourd’hui : { $left }.
error-too-many-codes = Trop de codes erronés. Vous pouvez réessayer à partir du { $until }, ou acheter sans code à tout moment.
error-below-cost = Ce serait une vente à perte.

promos = 🏷 <b>Codes promo</b>
promos-none = 🏷 Aucun code promo n’est en cours.
promo-line = <b>{ $promo }</b> : { $takes } · { $where } · utilisations : { $used }
promo-line-over = ⌛ <b>{ $promo }</b>, expiré : { $takes } · { $where } · utilisations : { $used }
promo-limit-total = { $number } en tout
promo-limit-each = { $number } par client
promo-least = à partir de { $amount }
promo-from = dès le { $at }
promo-until = jusqu’au { $at }
promo-below = même à perte
promo-now = maintenant
button-new-promo = 🆕 Nouveau code
button-end-promo = ❌ Terminer { $promo }
button-promo-part = { $part } : { $value }
button-promo-for = ✅ Pour { $title }
button-start-promo = ✅ Lancer
button-start-promo-loss = ⚠️ Lancer, même à perte
promo-new =
    🏷 <b>Un nouveau code.</b> Combien déduit-il ?

    Il reçoit un nom au hasard, il est valable 30 jours et une fois par client. Vous pouvez changer tout cela avant de le lancer.
promo-typed = Ou écrivez-le à votre façon : { $example }
promo-preview =
    🏷 <b>{ $promo }</b> : { $takes } · { $where }

    Montants connus : { $types }. Ceux dont la marge est plus petite que la remise : { $capped } ; pour ceux-là, il ne déduit pas plus que la marge.
promo-lowest = S’il peut aller sous le coût, la marge la plus basse est <b>{ $margin }</b> – { $type }.
promo-taken = ⚠️ Un code { $promo } est déjà en cours. Terminez-le d’abord, ou donnez un autre nom à celui-ci.
promo-change = Changez-le avec les boutons, ou écrivez ce qui doit être différent : un nom ({ $name }), { $least }, { $until }, { $where }.
promo-part = 🏷 <b>{ $promo }</b> ({ $takes }) – { $part } : choisissez, ou écrivez autre chose.
promo-where = 🏷 À quoi s’applique <b>{ $promo }</b> ? Ici : <b>{ $title }</b>
promopart-takes = déduit
promopart-least = à partir d’un total de
promopart-total = utilisations en tout
promopart-each = utilisations par client
promopart-from = dès le
promopart-until = jusqu’au soir du
promopart-where = pour
promo-unsound = Ce code n’est pas possible : 1 à 100 % ou au plus 1 000 000 DA, des limites de 1 à 1 000 000, et une fin à venir, après le début.
promo-started = ✅ Le code { $promo } est valable dès maintenant.
promo-not-started = Ce code est déjà en cours, ou a déjà été lancé ou abandonné.
promo-ask-end = Terminer le code { $promo } ? Les commandes déjà passées gardent leur remise.
promo-ended = ✅ Le code { $promo } est terminé.
promo-no-such = Aucun code { $promo } n’est en cours.
usage-promo =
    Comme ceci : { $example }
    Le code, puis 10% ou 200 (dinars) ; si vous voulez : max (en tout), each ou par (par client), min (total minimum), from ou du, until ou au (dates), on ou sur (catégorie, produit ou montant). Pour en terminer un : { $end }

alert-price_below_cost = 📉 { $product } ({ $type }) coûte maintenant { $cost }, mais son prix est fixé à { $price }. Il n’est plus vendu tant que vous n’avez pas décidé : /margin
alert-promo_guessing = 🏷 Quelqu’un essaie des codes promo au hasard, le client { $customer } en dernier. Chacun d’eux doit attendre après quelques essais ; personne d’autre n’est gêné. Un code long se devine mal ; /promo en termine un.
