"""What the shop remembers: one database, its tables and queries. Rules live in `bot.shop`, not here."""
