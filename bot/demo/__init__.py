"""The outside world on loopback: a Telegram Bot API with a chat page, and a OneClickDz sandbox.

The shop runs against it unchanged, only its base URLs differ. Nothing in here imports anything of the shop.
"""
