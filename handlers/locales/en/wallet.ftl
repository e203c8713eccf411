## The wallet.

wallet = 👛 <b>Your wallet: { $balance }</b>
wallet-none = No transactions yet.
wallet-entry = { $at } · <b>{ $amount }</b> · { $what }
entry-credit = added by the shop
entry-debit = taken by the shop
entry-undone-credit = deduction undone by the shop
entry-undone-debit = credit undone by the shop
entry-purchase = order { $ref }
entry-refund = refund for order { $ref }
entry-referral = reward for an invitation
entry-referral_undone = reward taken back, that order was refunded
entry-other = other
