"""One module for each payment method. `bot.payments.registry` finds them; nothing else names one."""
