## Prix, limites, ce qui est masqué ; codes promo des deux côtés du comptoir.

menu-margin = Prix : règles, coût, prix, marge
menu-price = Un prix fixe pour un montant
menu-hide = Retirer quelque chose des rayons
menu-unhide = Le remettre en rayon
menu-limit = Cartes par commande, et par client et jour
menu-promo = Codes promo

button-prices = 💰 Prix
button-promos = 🏷 Codes promo
button-price-rules = 📋 Toutes les règles
button-auto = ↩️ Sans règle propre
button-limits = 🔢 Limites
button-hide = 🙈 Masquer
button-unhide = 👁 Afficher de nouveau
button-save-rule = ✅ Enregistrer
button-save-loss = ⚠️ Vendre à perte
button-discard = ❌ Ne pas enregistrer
button-amount = { $amount }
button-limit-none = aucune
button-limit-order = par commande : { $number }
button-limit-day = par jour : { $number }
button-end-rule = ❌ Retirer la règle : { $title }
button-type-price = { $type } · { $price }

place-all = tout
scope-all = tout
scope-category = catégorie
scope-product = produit
scope-type = montant

rule-percent = coût + { $percent }
rule-percent-and-added = coût + { $percent } + { $amount }
rule-step = arrondi vers le haut à { $amount }
rule-least = au moins { $amount } de marge
rule-set = prix fixe { $amount }
rule-loss = vente à perte confirmée jusqu’à un coût de { $amount }
rule-by-settings = selon les réglages
rule-by = fixée par { $staff }, { $at }

prices = 💰 <b>Prix : { $title }</b>
prices-rule = Règle : <b>{ $rule }</b> ({ $source })
prices-rule-above = Règle : <b>{ $rule }</b>, fixée pour : { $title } ({ $source })
prices-limit = Cartes par commande : { $number }
prices-limit-day = Cartes par client et par jour : { $number }
prices-hidden = 🙈 Masqué : les clients ne le voient pas.
prices-hidden-above = 🙈 Masqué, avec ce dont il fait partie.
prices-line = { $type } : { $cost } → <b>{ $price }</b> · marge { $margin } ({ $percent })
prices-line-closed = 🚫 { $type } : { $cost } → <b>{ $price }</b> · marge { $margin } ({ $percent }), pas en vente
prices-none = On ne connaît pas encore ses montants.
prices-typed = Ou écrivez : { $example }
prices-typed-set = Ou écrivez : { $example } (dinars entiers)
limits = 🔢 <b>Limites : { $title }</b>
limits-typed = Ou écrivez : { $order }, { $day }
rules = 📋 <b>Règles en vigueur</b>
rules-none = 📋 Aucune règle : les réglages décident.
rules-price = 💰 { $scope } <b>{ $title }</b> : { $rule } ({ $source })
rules-order = 🔢 { $scope } <b>{ $title }</b> : { $number } par commande ({ $source })
rules-day = 🔢 { $scope } <b>{ $title }</b> : { $number } par client et par jour ({ $source })
rules-hidden = 🙈 { $scope } <b>{ $title }</b> : masqué ({ $source })
rules-end = Appuyez sur une règle de prix pour y mettre fin ; vous verrez d’abord ce que cela change.

preview =
    💰 <b>{ $title }</b> : { $rule }

    Prix qui changent : { $changed } sur { $types }.
preview-auto = sans règle propre
preview-lowest = Marge la plus basse alors : <b>{ $margin }</b> – { $type }, { $cost } → { $price }
preview-unseen = Produits que personne n’a encore consultés, et qui ne sont pas comptés : { $count }.
preview-loss = ⚠️ <b>C’est { $amount } sous le coût</b> de { $type } ({ $cost }). C’est refusé, sauf si vous le confirmez pour ce montant. Si le coût augmente encore, la vente s’arrête et vous êtes prévenu.
preview-question = Rien n’a encore changé. Enregistrer ?
rule-saved = ✅ Enregistré. Cela vaut dès maintenant pour chaque nouvelle commande.
toast-rule-gone = C’était déjà enregistré ou abandonné. Voici ce qui vaut maintenant.
toast-below-cost = Ce serait à perte : regardez encore une fois.
limit-saved = ✅ Limite enregistrée.
hidden-now = 🙈 Masqué : { $title }
shown-now = 👁 De nouveau en rayon : { $title }
place-not-found = Rien ne s’appelle « { $words } » ici. Choisissez dans /margin.
place-which = Lequel voulez-vous dire ?
place-not-all = On ne peut pas tout masquer d’un coup : /maintenance ferme la boutique.
number-refused = Ce nombre ne peut pas servir dans une règle.
usage-margin =
    Comme ceci : { $example }
    Puis un ou plusieurs de : 7% (du coût), +50 (dinars), pas 10 (arrondi), min 30 (marge minimale) ; ou auto pour aucune règle propre.
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

dossier-rule = Prix selon la règle : { $rule } ({ $title } ; { $source })
dossier-promo = 🏷 Code promo { $promo } : { $discount } sur { $price }
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
promono-other_goods = il vaut pour d’autres cartes
promono-minimum = la commande doit atteindre { $amount }
promono-no_gain = il ne fait pas baisser ce prix
confirmation-promo = 🏷 Code promo { $promo } : { $discount }, déjà déduits du total.
confirmation-promo-refused = 🏷 Le code promo { $promo } ne déduit rien : { $why }.
error-day-limit = La limite est de { $most } par jour. Il vous reste pour aujourd’hui : { $left }.
error-below-cost = Ce serait à perte.

promos = 🏷 <b>Codes promo</b>
promos-none = 🏷 Aucun code promo n’est en cours.
promo-line = <b>{ $promo }</b> : { $takes } · { $where } · utilisations : { $used }
promo-limit-total = { $number } en tout
promo-limit-each = { $number } par client
promo-least = à partir de { $amount }
promo-from = dès le { $at }
promo-until = jusqu’au { $at }
promo-below = même à perte
button-new-promo = 🆕 Nouveau code
button-end-promo = ❌ Terminer { $promo }
button-start-promo = ✅ Lancer
button-start-promo-loss = ⚠️ Lancer, même à perte
promo-new =
    🏷 <b>Un nouveau code.</b> Combien déduit-il ?

    Il reçoit un nom au hasard, vaut 30 jours et une fois par client.
promo-typed = Ou écrivez-le à votre façon : { $example }
promo-preview =
    🏷 <b>{ $promo }</b> : { $takes } · { $where }

    Montants connus : { $types }. Ceux dont la marge est plus petite que la remise : { $capped } ; là, il déduit la marge au plus.
promo-lowest = S’il peut aller sous le coût, la marge la plus basse est <b>{ $margin }</b> – { $type }.
promo-started = ✅ Le code { $promo } est valable dès maintenant.
promo-not-started = Ce code est déjà en cours, ou a déjà été lancé ou abandonné.
promo-ask-end = Terminer le code { $promo } ? Les commandes déjà passées gardent leur remise.
promo-ended = ✅ Le code { $promo } est terminé.
promo-no-such = Aucun code { $promo } n’est en cours.
usage-promo =
    Comme ceci : { $example }
    Le code, puis 10% ou 200 (dinars) ; si vous voulez : max (en tout), each (par client), min (total minimum), from et until (dates), on (catégorie, produit ou montant). Pour en terminer un : { $end }

alert-price_below_cost = 📉 { $product } ({ $type }) coûte maintenant { $cost }, mais son prix est fixé à { $price }. Il n’est plus vendu tant que vous n’avez pas décidé : /margin
