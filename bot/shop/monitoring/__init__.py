"""What the shop watches by itself, so that staff hear when something begins and when it is over."""
