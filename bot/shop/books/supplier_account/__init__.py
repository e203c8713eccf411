"""The books held against the account that the supplier keeps for the shop."""
