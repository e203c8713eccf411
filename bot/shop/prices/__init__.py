"""Price rules, promo codes and their limits."""
