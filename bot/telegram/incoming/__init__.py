"""Updates in: polling and webhook, the durable inbox, one person's order, what waits, what runs again."""
