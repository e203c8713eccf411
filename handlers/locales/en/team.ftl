## Who works in the shop, and what they did.

role-owner = Owner
role-manager = Manager
role-cashier = Cashier
role-support = Support
role-may-owner = An owner may do everything.
role-may-manager = A manager runs the shop: orders, customers, money, prices, figures, staff. Not the settings, the backups and the customers’ codes.
role-may-cashier = A cashier decides on receipts and payments, and moves money in wallets up to a daily limit. They also see orders and customers.
role-may-support = Support sees orders and customers and answers what customers write, and their reviews. No money.
role-given =
    👔 <b>You now work at { $shop } as: { $title }</b>

    { $may }
    Your commands are in the menu beside the text field.
role-taken = 👔 You no longer work at { $shop }. Your orders and your wallet stay as they are.
button-panel = 📊 Panel
button-staff = 👔 Staff
button-staff-add = ➕ Somebody new
button-staff-remove = ❌ No longer works here
button-make-role = Make them: { $role }
button-yes-make = ✅ Yes: { $role }
button-yes-remove = ❌ Yes, take the role away
button-no-back = ↩️ No, back
toast-role-given = Done. They will be told.
toast-role-taken = Done. They will be told.
toast-nothing-changed = Nothing changed: it is like that already.
toast-not-yours = You may not do this any more.
staff-list = 👔 <b>Who works here</b>
staff-member = <b>{ $title }</b>: { $name } ({ $customer })
staff-nobody = { $name } ({ $customer }) does not work here.
staff-unknown = Nobody has written to the shop under this number yet. Please check it. They will be told as soon as they press Start.
staff-since = Since { $at }, made by { $name }
staff-since-settings = Since { $at }, named in ADMIN_IDS
staff-acted = Last acted: { $at }
staff-never-acted = Has not acted yet
staff-who =
    Who is going to work here? Write their number, such as { $example }, or their @username.
    They find the number in /help.
staff-no-username = Nobody whom the shop knows has the username { $words }. They must press Start first, or write their number: they find it in /help.
staff-role-not-read = “{ $words }” is not a role. Roles are: manager, cashier, support.
staff-sure-add = Should { $name } ({ $customer }) work here as: <b>{ $title }</b>?
staff-sure-remove = Should { $name } ({ $customer }) no longer work here?
staff-given = ✅ { $name } ({ $customer }) now works here as: <b>{ $title }</b>
staff-had-it = { $name } ({ $customer }) has this role already: <b>{ $title }</b>
staff-taken = ✅ { $name } ({ $customer }) no longer works here.
staff-is-none = { $name } ({ $customer }) does not work here.
usage-staff =
    Like this: { $example } or { $end }
    A number or an @username; roles: manager, cashier, support. /staff alone lists everybody.
nottheirs-lost = You may not do this any more.
nottheirs-more_than_theirs = You can only give and take what you may do yourself.
nottheirs-own_role = Nobody changes their own role. Ask somebody else.
nottheirs-owner = Owners are listed in ADMIN_IDS in the settings, and can only be added or removed there.
nottheirs-works_here = This person works here. Take their role away first.
nottheirs-own_money = Nobody decides about their own money. Ask an owner or a manager.
staff-day-limit = You may move { $amount } a day in wallets; { $left } is left today. Nothing was booked.

audit = 📜 <b>What was done</b>
audit-by = By: { $name } ({ $customer })
audit-act = Only: { $what }
audit-about = About: { $what }
audit-day = On: { $what }
audit-line = { $at } · <b>{ $name }</b> · { $what } · { $subject }
audit-detail = { $details }
audit-none = Nothing of this kind was done.
audit-whose = 📜 Whose acts do you want to see?
audit-which = 📜 Which acts do you want to see?
audit-change = { $before } → { $after }
audit-not-set = not set here
audit-to-wallet = { $amount } to the wallet
audit-to-payer = { $amount } to the payer
audit-closed = closed
audit-opened = opened
audit-shown = shown again
audit-shops-hours = as the shop
button-audit = 📜 What was done
button-audit-older = Older ▸
button-audit-who = 👤 By whom
button-audit-what = ⚙️ What
button-audit-today = Today
button-audit-yesterday = Yesterday
button-audit-all = All
button-audit-anybody = Anybody
button-audit-anything = Anything
usage-audit =
    I do not understand “{ $words }”.
    Like this: { $example }
    In any order: a person’s number or @username, an act, an order’s reference, a day. /audit alone shows everything.
act-credit = credited
act-debit = debited
act-undo = undid a credit or debit
act-approve = accepted a receipt
act-reject = refused a receipt
act-false_receipt = marked a receipt as false
act-send_again = sent a message again
act-quiet_hours = chose their quiet hours
act-maintenance = closed or opened the shop
act-look_again = looked again
act-adopt = took an order of the supplier’s
act-adopt_number = gave the supplier’s number
act-deliver = delivered what is there
act-buy_at_loss = bought at a loss
act-reveal = looked at codes
act-give_order = gave an order to a customer
act-refund = refunded
act-refund_debited = refunded, though debited
act-refund_unasked = refunded without the supplier’s answer
act-price_rule = set prices
act-limit = set a limit
act-hidden = hid or showed goods
act-promo_started = started a promo code
act-promo_ended = ended a promo code
act-answer = answered a customer
act-write_off = wrote off a loss
act-role_given = gave a role
act-role_taken = took a role away
act-ban = banned a customer
act-unban = lifted a ban
act-note = noted something
act-customer_limit = limited a customer
act-customer_language = chose a customer’s language
subject-order = order
subject-customer = customer
subject-message = message
subject-payment = payment
subject-transfer = receipt
subject-promo = promo code
subject-staff = staff
subject-shop = the shop
act-save_reply = kept an answer ready
act-remove_reply = removed an answer kept ready
subject-ticket = request
subject-reply = answer kept ready
act-backup = took a backup
act-supplier_text = wrote to the supplier’s support
act-ticket_taken = took a request
act-ticket_released = gave a request back
act-ticket_closed = closed a request
act-ticket_reopened = opened a request again
act-hide_review = hid a review’s line
act-show_review = showed a review’s line again
act-answer_review = answered a review
act-unanswer_review = removed the answer to a review
subject-review = review
act-setting = changed a setting
act-export = exported a file
subject-setting = setting
