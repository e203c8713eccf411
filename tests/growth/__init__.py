"""No statement of the shop costs more because the shop is old: held for each statement that any test lets it
execute.
"""
