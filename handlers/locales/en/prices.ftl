## Prices, limits, what is hidden; promo codes on both sides of the counter.

menu-margin = Prices: rules, cost, price, margin
menu-price = A set price for one type
menu-hide = Take something off the shelves
menu-unhide = Put it back on the shelves
menu-limit = Cards per order, and per customer and day
menu-promo = Promo codes

button-prices = 💰 Prices
button-promos = 🏷 Promo codes
button-price-rules = 📋 All rules
button-auto = ↩️ No rule of its own
button-limits = 🔢 Limits
button-hide = 🙈 Hide
button-unhide = 👁 Show again
button-save-rule = ✅ Save
button-save-loss = ⚠️ Sell below cost
button-discard = ❌ Do not save
button-amount = { $amount }
button-limit-none = none
button-limit-order = per order: { $number }
button-limit-day = per day: { $number }
button-end-rule = ❌ End the rule: { $title }
button-type-price = { $type } · { $price }

place-all = everything
scope-all = everything
scope-category = category
scope-product = product
scope-type = type

rule-percent = cost + { $percent }
rule-percent-and-added = cost + { $percent } + { $amount }
rule-step = rounded up to { $amount }
rule-least = at least { $amount } margin
rule-set = set price { $amount }
rule-loss = below cost confirmed up to a cost of { $amount }
rule-by-settings = from the settings
rule-by = set by { $staff }, { $at }

prices = 💰 <b>Prices: { $title }</b>
prices-rule = Rule: <b>{ $rule }</b> ({ $source })
prices-rule-above = Rule: <b>{ $rule }</b>, set for: { $title } ({ $source })
prices-limit = Cards per order: { $number }
prices-limit-day = Cards per customer and day: { $number }
prices-hidden = 🙈 Hidden: customers do not see it.
prices-hidden-above = 🙈 Hidden, together with what it belongs to.
prices-line = { $type }: { $cost } → <b>{ $price }</b> · margin { $margin } ({ $percent })
prices-line-closed = 🚫 { $type }: { $cost } → <b>{ $price }</b> · margin { $margin } ({ $percent }), not for sale
prices-none = Nothing is known of its types yet.
prices-typed = Or write: { $example }
prices-typed-set = Or write: { $example } (whole dinars)
limits = 🔢 <b>Limits: { $title }</b>
limits-typed = Or write: { $order }, { $day }
rules = 📋 <b>Rules in force</b>
rules-none = 📋 No rule is set: the settings decide.
rules-price = 💰 { $scope } <b>{ $title }</b>: { $rule } ({ $source })
rules-order = 🔢 { $scope } <b>{ $title }</b>: { $number } per order ({ $source })
rules-day = 🔢 { $scope } <b>{ $title }</b>: { $number } per customer and day ({ $source })
rules-hidden = 🙈 { $scope } <b>{ $title }</b>: hidden ({ $source })
rules-end = Press a price rule to end it; you will see what that does first.

preview =
    💰 <b>{ $title }</b>: { $rule }

    Prices that change: { $changed } of { $types }.
preview-auto = no rule of its own
preview-lowest = Lowest margin then: <b>{ $margin }</b> – { $type }, { $cost } → { $price }
preview-unseen = Products that nobody has looked at yet, and that are not counted: { $count }.
preview-loss = ⚠️ <b>This is { $amount } below the cost</b> of { $type } ({ $cost }). It is refused unless you confirm it for this type. If the cost rises further, the sale stops and you are told.
preview-question = Nothing has changed yet. Save it?
rule-saved = ✅ Saved. It holds for every new order from now on.
toast-rule-gone = This was already saved or dropped. Here is what holds now.
toast-below-cost = That would be below cost: please look again.
limit-saved = ✅ Limit saved.
hidden-now = 🙈 Hidden: { $title }
shown-now = 👁 On the shelves again: { $title }
place-not-found = Nothing here is called “{ $words }”. Open /margin to choose.
place-which = Which one do you mean?
place-not-all = Everything at once cannot be hidden: /maintenance closes the shop.
number-refused = This number cannot be used in a rule.
usage-margin =
    Like this: { $example }
    Then one or more of: 7% (of the cost), +50 (dinars), step 10 (rounding), min 30 (least margin); or auto for no rule of its own.
usage-price =
    Like this: { $example }
    { $auto }
    Choose the type in /margin.
usage-hide = Like this: { $example }
usage-limit =
    Like this:
    { $order } (per order)
    { $day } (per customer and day)
    { $auto } (no limit of its own)

dossier-rule = Price by the rule: { $rule } ({ $title }; { $source })
dossier-promo = 🏷 Promo code { $promo }: { $discount } of { $price }
order-promo = 🏷 Promo code { $promo }: { $discount }. You paid <b>{ $total }</b>.

button-promo = 🏷 Promo code
promo-ask =
    🏷 <b>Write your promo code.</b>

    It is taken off your order, and you see the new total before you buy.
promo-refused = This code cannot be used: { $why }. Write another one, or go back.
promono-unknown = there is no such code
promono-not_yet = it does not hold yet
promono-over = it does not hold any more
promono-used_by_you = you have used it already
promono-used_up = it is used up
promono-other_goods = it is for other cards
promono-minimum = the order must come to { $amount } at least
promono-no_gain = it does not lower this price
confirmation-promo = 🏷 Promo code { $promo }: { $discount }, taken off the total already.
confirmation-promo-refused = 🏷 Promo code { $promo } takes nothing off: { $why }.
error-day-limit = There is a limit of { $most } of these a day. Left for you today: { $left }.
error-below-cost = That would be below cost.

promos = 🏷 <b>Promo codes</b>
promos-none = 🏷 No promo code is running.
promo-line = <b>{ $promo }</b>: { $takes } · { $where } · uses: { $used }
promo-limit-total = { $number } in all
promo-limit-each = { $number } per customer
promo-least = from { $amount } up
promo-from = from { $at }
promo-until = until { $at }
promo-below = also below cost
button-new-promo = 🆕 New code
button-end-promo = ❌ End { $promo }
button-start-promo = ✅ Start
button-start-promo-loss = ⚠️ Start, also below cost
promo-new =
    🏷 <b>A new code.</b> How much does it take off?

    It gets a made-up name, holds for 30 days and once for each customer.
promo-typed = Or write it as you like: { $example }
promo-preview =
    🏷 <b>{ $promo }</b>: { $takes } · { $where }

    Types known there: { $types }. With a margin smaller than the discount: { $capped }; there it takes off the margin at most.
promo-lowest = If it may go below cost, the lowest margin is <b>{ $margin }</b> – { $type }.
promo-started = ✅ The code { $promo } holds from now on.
promo-not-started = This code is running already, or was started or dropped before.
promo-ask-end = End the code { $promo }? Orders already made keep their discount.
promo-ended = ✅ The code { $promo } has ended.
promo-no-such = There is no running code { $promo }.
usage-promo =
    Like this: { $example }
    The code, then 10% or 200 (dinars); if you like: max (in all), each (per customer), min (least total), from and until (dates), on (category, product or type). To end one: { $end }

alert-price_below_cost = 📉 { $product } ({ $type }) costs { $cost } now, but is set to { $price }. It is not sold until you decide: /margin
