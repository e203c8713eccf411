"""Several types in one checkout: put together, changed, bought with one payment. Each line is an order of
its own.
"""
