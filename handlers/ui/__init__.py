"""The toolkit of every journey: context, routing,
keyboards, texts, what somebody wrote. It knows no journey.
"""
