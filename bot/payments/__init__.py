"""Asking customers for money: `service` asks, `method` says what a payment method is, `methods` has a module
for each.

What money that came does is `bot.shop.billing.intake`'s.
"""
