"""What the shop knows about somebody: /privacy, /mydata, /forget."""
