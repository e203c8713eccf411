## Settings that owners change in the chat.

settings =
    ⚙️ <b>Settings</b>

    What you change here applies at once, without a restart. It overrides .env until you go back to the value there. Set here now: { $count }.
settings-paying = Customers can pay with: { $way }.
settings-no-paying = No payment method is on: you top up wallets by hand.
settings-fixed =
    🔒 <b>Not changed here</b>

    These are set in .env and apply after a restart.
fixed-secret = <b>Secrets.</b> They are never shown and never asked for in a chat.
fixed-place = <b>Where things are.</b> The shop needs them before it opens its database, or a wrong one would cut it off.
fixed-books = <b>What the books are based on.</b> Closed days and open payments were counted by them.
fixed-elsewhere = <b>Only starting values.</b> Prices are changed with /margin and /price.
fixed-supplier = <b>How the supplier is asked.</b> Orders under way depend on it.
button-settings = ⚙️ Settings
button-fixed-settings = 🔒 Not changed here
button-change-setting = ✏️ Change
button-switch-on = 🟢 Switch on
button-switch-off = ⚪ Switch off
button-env-value = ↩️ Back to .env’s value
button-usual-words = ↩️ Back to the usual words
button-leave-setting = ✖️ Leave as it is
settinggroup-shop = 🏪 The shop
settinggroup-hours = 🕘 Hours
settinggroup-paying = 💳 Ways to pay
settinggroup-limits = 📏 Limits
settinggroup-inviting = 🎁 Invitations
settinggroup-warnings = 🔔 Warnings
setting-shop_name = Shop’s name
setting-languages = Languages offered
setting-default_language = Language for all others
setting-arabic_digits = Arabic digits (١٢٣)
setting-take_reviews = Ratings by customers
setting-greeting = Greeting
setting-terms = Terms
setting-closed = Message when closed
setting-opening_hours = Opening hours
setting-quiet_hours = Quiet hours
setting-ocpay = Card on the supplier’s page
setting-take_stars = Telegram Stars
setting-stars_rate = Dinars for one Star
setting-take_transfers = Transfers
setting-transfer_account = Accounts for transfers
setting-transfer_ask_number = Ask for a transfer’s number
setting-take_cards = Card through Telegram
setting-card_rate = Dinars for one unit by card
setting-order_limit = Cards in one order
setting-topup_least = Smallest top-up
setting-topup_most = Largest top-up
setting-payment_minutes = Minutes to pay
setting-cashier_day_limit = A cashier’s limit per day
setting-cashier_receipts_day_limit = A cashier’s receipts per day
setting-ask_above = Ask once more above
setting-invite_reward = Reward for a friend (0: none)
setting-invite_percent = Percent of the friend’s order (0: the amount)
setting-invite_month_limit = Rewards for one customer in 30 days
setting-low_float = Warn when the balance at the supplier is below
setting-price_jump_percent = Warn of a cost that rises by so many percent
setting-transfer_remind_minutes = Minutes before a reminder of a receipt
setting-supplier_away_minutes = Minutes without the supplier before orders stop
setting-order_late_minutes = Minutes after which an order is late
setting-support_remind_minutes = Minutes before a reminder of a message
setting-daily_summary = Summary each day
setting-weekly_summary = Summary each week
setting-empty = not set
setting-usual = the usual words
setting-on = on
setting-off = off
setting-each-day = every day
nohours-opening_hours = Always open
nohours-quiet_hours = None
setting-from-chat = Set here by { $who }, { $at }.
setting-from-env = From .env.
setting-from-default = The shop’s own default.
setting-env-has = In .env, { $name } is: { $value }
setting-done = ✅ Done. It applies from now on.
setting-refused = I cannot use that.
setting-not-with = That does not go with “{ $name }”: { $value }.
ownwords-greeting = <b>Greeting</b>: shown below the welcome. At most { $most } characters.
ownwords-terms = <b>Terms</b>: what /terms says. At most { $most } characters.
ownwords-closed = <b>When the shop is closed</b>: shown outside your hours, together with when you open. At most { $most } characters.
settingform-line = <b>{ $name }</b>: write it, at most 64 characters. /cancel leaves it as it is.
settingform-whole = <b>{ $name }</b>: write a whole number from { $least } to { $most }. /cancel leaves it as it is.
settingform-dinars = <b>{ $name }</b>: write an amount in dinars from { $least } to { $most }. /cancel leaves it as it is.
settingform-rate = <b>{ $name }</b>: write a number from { $least } to { $most }, such as 2.5. /cancel leaves it as it is.
settingform-hours =
    <b>{ $name }</b>: write hours, such as 09:00-22:00. With days in front, one line for each group:
    Sunday-Thursday 09:00-22:00
    Friday 14:00-22:00
    A day without a line has none. /cancel leaves it as it is.
settingform-accounts =
    <b>{ $name }</b>: write one line for each, a label and a value:
    BaridiMob: 00799999001234567890
    Name: Karim B.
    /cancel leaves it as it is.
settingform-words = <b>{ $name }</b>: write it, at most { $most } characters. /cancel leaves it as it is.
