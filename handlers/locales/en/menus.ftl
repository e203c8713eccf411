## The command menu beside the text field (Bot API setMyCommands: at most 256 characters each).

menu-start = Start
menu-shop = Browse and buy
menu-search = Find a card by its name
menu-basket = Your basket
menu-orders = Your orders and their codes
menu-wallet = Your balance and its history
menu-language = العربية, Français, English
menu-help = How the shop works
menu-cancel = Cancel what you are choosing
menu-admin = Panel: the shop at a glance
menu-open = Unfinished orders
menu-order = Details of an order
menu-customers = Find a customer and their details
menu-credit = Put money into a wallet
menu-debit = Take money out of a wallet
menu-balance = The balance at the supplier
menu-maintenance = Close or open the shop
menu-warnings = What is wrong now
menu-support = Write to the shop
menu-tickets = What customers wrote
menu-replies = Your ready answers
menu-undelivered = Messages that do not arrive
menu-staff = Who works in the shop
menu-settings = The shop’s settings
menu-audit = What was done by whom
