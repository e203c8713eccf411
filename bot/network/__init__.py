"""The edges to the network: the way out of this machine, the web server, JSON from outside."""
