"""One module for each way to pay, behind the small protocol of `ways`. What money that came does is `bot.shop.billing.intake`'s."""
