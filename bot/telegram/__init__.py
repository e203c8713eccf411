"""How updates come in and messages go out: a durable inbox, a lane for each person, an HTTP transport, a rate
limiter.

It knows Telegram and storage, nothing of shops: what is said to people is the handlers' business.
"""
