"""The shop's rules: money, prices, the catalogue, checkout, an order's life, wallets. Knows no Telegram."""
