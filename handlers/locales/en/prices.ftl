## Prices, limits, what is hidden; promo codes on both sides of the counter.

menu-margin = Prices: rules, cost, price, margin
menu-price = A set price for one type
menu-hide = Hide something from the shop
menu-unhide = Show something hidden again
menu-limit = Cards per order, and per customer and day
menu-promo = Promo codes

button-prices = 💰 Prices
button-promos = 🏷 Promo codes
button-price-rules = 📋 All rules
button-auto = ↩️ Remove its own rule
button-rule-parts = ⚙️ DA, rounding, least margin
button-limits = 🔢 Limits
button-hide = 🙈 Hide
button-unhide = 👁 Show again
button-save-rule = ✅ Save
button-save-loss = ⚠️ Sell below cost
button-save-steep = ⚠️ Yes, save it
button-discard = ❌ Do not save
button-look-further = 🔍 Check more products
button-undo = ↩️ Undo
rulepart-added = { $amount }
rulepart-step = rounding: { $amount }
rulepart-least = at least { $amount }
button-amount = { $amount }
button-limit-none = none
button-no-limit = ♾ No limit of its own
button-limit-order = per order: { $number }
button-limit-day = per day: { $number }
button-end-rule = ❌ { $title }: { $rule }
button-type-price = { $type } · { $price }

place-all = everything
place-named = { $title }
scope-all = everything
scope-category = category
scope-product = product
scope-type = type

rule-percent = cost + { $percent }
rule-percent-and-added = cost + { $percent } + { $amount }
rule-only-added = cost + { $amount }
rule-step = rounded up to { $amount }
rule-least = at least { $amount } margin
rule-set = set price { $amount }
rule-loss = sale below cost confirmed up to a cost of { $amount }
rule-by-settings = from the settings
rule-by = set by { $staff }, { $at }
rule-hidden = hidden

prices = 💰 <b>Prices: { $title }</b>
prices-rule = Rule: <b>{ $rule }</b> ({ $source })
prices-rule-above = Rule: <b>{ $rule }</b>, set for: { $title } ({ $source })
prices-limit = Cards per order: { $number }
prices-limit-day = Cards per customer and day: { $number }
prices-hidden = 🙈 Hidden: customers do not see it.
prices-hidden-above = 🙈 Hidden, together with: { $title }
prices-hidden-inside = 🙈 Hidden inside by their own rules: { $count }
prices-line = { $type }: { $cost } → <b>{ $price }</b> · margin { $margin } ({ $percent })
prices-line-closed = 🚫 { $type }: { $cost } → <b>{ $price }</b> · margin { $margin } ({ $percent }), not for sale
prices-none = Its types are not known yet.
prices-stale = ⌛ The supplier is not answering; these are its costs of { $since }.
prices-typed = Or write: { $example }
prices-typed-set = Or write: { $example } (whole dinars)
limits = 🔢 <b>Limits: { $title }</b>
limits-typed = Or write: { $order }, { $day }
limit-order = { $number } per order
limit-day = { $number } per customer and day
limit-none = no limit of its own
rules = 📋 <b>Rules in force</b>
rules-none = 📋 There are no rules: the settings apply.
rules-price = 💰 { $scope } <b>{ $title }</b>: { $rule } ({ $source })
rules-order = 🔢 { $scope } <b>{ $title }</b>: { $number } per order ({ $source })
rules-day = 🔢 { $scope } <b>{ $title }</b>: { $number } per customer and day ({ $source })
rules-hidden = 🙈 { $scope } <b>{ $title }</b>: hidden ({ $source })
rules-end = Press a rule to end it. For a price rule you see the effect first, unless it sells at a loss: then it ends at once.
rule-parts =
    ⚙️ <b>The margin on { $title }</b>
    { $rule }

    Choose one part; the others stay as they are. You see the effect before it applies.

preview =
    💰 <b>{ $title }</b>: { $rule }
    Until now: { $before }

    Prices that change: { $changed } of { $types }.
preview-auto = no rule of its own
preview-auto-then = no rule of its own, so { $rule }
preview-lowest = Lowest margin then: <b>{ $margin }</b> – { $type }, { $cost } → { $price }
preview-unseen = Checked: { $seen } of { $products } products. The prices of the other { $count } are not known yet; the rule applies to them too.
preview-loss = ⚠️ <b>This is { $amount } below the cost</b> of { $type } ({ $cost }). It is refused unless you confirm it for this type. If the cost rises further, the sale stops and you are told.
preview-steep = ⚠️ <b>Are you sure?</b> { $type } would be sold at <b>{ $price }</b> and costs { $cost }: a margin of { $margin }, more than the card itself.
preview-steep-percent = ⚠️ <b>Are you sure?</b> { $rule }: a margin larger than the card itself.
preview-question = Nothing has changed yet. Save it?
rule-saved =
    ✅ Saved. <b>{ $title }</b>: { $rule }
    It applies to every new order from now on.
rule-ended = ✅ Rule ended for: <b>{ $title }</b>.
toast-rule-gone = This was already saved or discarded. Here is what applies now.
error-rule-changed = Another rule was saved here in the meantime: please look again.
toast-below-cost = That would be below cost: please look again.
limit-saved = ✅ Saved. <b>{ $title }</b>: { $limit } (before: { $before })
limit-zero = 🔢 <b>{ $title }</b>: 0 can mean two things. Should nobody be able to buy it, or should there be no limit?
limit-refused = Nothing has changed. A limit is 1 to { $order } cards for an order, and 1 to { $day } for a customer’s day.
hidden-now = 🙈 Hidden: { $title }
shown-now = 👁 Back in the shop: { $title }
shown-not-yet = 👁 { $title } is no longer hidden by its own rule, but it stays hidden with: <b>{ $above }</b>
place-not-found = Nothing here is called “{ $words }”. Open /margin to choose.
place-which = Which one do you mean?
place-more = … and { $count } more. Type more words to narrow it down.
price-wide = A set price is for one type. Choose:
place-not-all = You cannot hide everything at once: /maintenance closes the shop.
number-refused = This number is not possible: a margin is 0 to 1000 %, an amount at most 1 000 000 DA, a set price and a rounding at least 1 DA.
usage-margin =
    Like this: { $example }
    Then one or more of: 7% (of the cost), +50 (dinars), step 10 (rounding), min 30 (least margin); or auto for no rule of its own.
margin-not-read = I did not understand “{ $words }”: nothing here has that name, and it is not a rule.
margin-negative = A margin is never negative: that would be a sale below cost. It is possible for a single type: { $example } – you will be asked to confirm it.
margin-number = Is it a percentage of the cost ({ $percent }), or dinars on top of it ({ $added })?
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
    Both together work too. Without a name it is for everything.

dossier-rule = Price by the rule: { $rule } ({ $title }; { $source }): { $cost } → { $price }
dossier-promo = 🏷 Promo code { $promo } ({ $takes }): { $discount } of { $price }
order-promo = 🏷 Promo code { $promo }: { $discount }. You paid <b>{ $total }</b>.

button-promo = 🏷 Promo code
promo-ask =
    🏷 <b>Type your promo code.</b>

    It is taken off your order, and you see the new total before you buy.
promo-refused = This code cannot be used: { $why }. Type another one, or go back.
promono-unknown = there is no such code
promono-not_yet = it is not valid yet
promono-over = it has expired
promono-used_by_you = you have used it already
promono-used_up = it is used up
promono-other_goods = it is for other cards
promono-minimum = the order must be at least { $amount }
promono-no_gain = it does not lower this price
confirmation-promo = 🏷 Promo code { $promo }: { $discount }, already taken off the total.
confirmation-promo-refused = 🏷 Promo code { $promo } takes nothing off: { $why }.
error-day-limit = The limit is { $most } a day. Left for you today: { $left }.
error-too-many-codes = Too many wrong codes. You can try again from { $until }, or buy without a code at any time.
error-below-cost = That would be below cost.

promos = 🏷 <b>Promo codes</b>
promos-none = 🏷 No promo code is running.
promo-line = <b>{ $promo }</b>: { $takes } · { $where } · uses: { $used }
promo-line-over = ⌛ <b>{ $promo }</b>, expired: { $takes } · { $where } · uses: { $used }
promo-limit-total = { $number } in all
promo-limit-each = { $number } per customer
promo-least = from { $amount }
promo-from = from { $at }
promo-until = until { $at }
promo-below = also below cost
promo-now = now
button-new-promo = 🆕 New code
button-end-promo = ❌ End { $promo }
button-promo-part = { $part }: { $value }
button-promo-for = ✅ For { $title }
button-start-promo = ✅ Start
button-start-promo-loss = ⚠️ Start, also below cost
promo-new =
    🏷 <b>A new code.</b> How much does it take off?

    It gets a random name, lasts 30 days and works once for each customer. You can change all of that before it starts.
promo-typed = Or write it as you like: { $example }
promo-preview =
    🏷 <b>{ $promo }</b>: { $takes } · { $where }

    Types known there: { $types }. With a margin smaller than the discount: { $capped }; there it takes off no more than the margin.
promo-lowest = If it may go below cost, the lowest margin is <b>{ $margin }</b> – { $type }.
promo-taken = ⚠️ A code { $promo } is running already. End it first, or give this one another name.
promo-change = Change it with the buttons, or write what should be different: a name ({ $name }), { $least }, { $until }, { $where }.
promo-part = 🏷 <b>{ $promo }</b> ({ $takes }) – { $part }: choose, or write another.
promo-where = 🏷 What is <b>{ $promo }</b> for? Here: <b>{ $title }</b>
promopart-takes = takes off
promopart-least = from a total of
promopart-total = uses in all
promopart-each = uses per customer
promopart-from = from
promopart-until = until the evening of
promopart-where = for
promo-unsound = This code is not possible: 1 to 100 % or at most 1 000 000 DA, limits from 1 to 1 000 000, and an end in the future and after the start.
promo-started = ✅ The code { $promo } is valid from now on.
promo-not-started = This code is already running, or was started or discarded before.
promo-ask-end = End the code { $promo }? Orders already made keep their discount.
promo-ended = ✅ The code { $promo } has ended.
promo-no-such = There is no running code { $promo }.
usage-promo =
    Like this: { $example }
    The code, then 10% or 200 (dinars); if you like: max (in all), each (per customer), min (least total), from and until (dates), on (category, product or type). To end one: { $end }

alert-price_below_cost = 📉 { $product } ({ $type }) now costs { $cost }, but its price is set to { $price }. It is not sold until you decide: /margin
alert-promo_guessing = 🏷 Somebody is guessing promo codes, most recently customer { $customer }. Each of them has to wait after a few tries; nobody else is held up. Long codes are hard to guess; /promo ends one.
