"""The Bot API's shapes, against which every request and answer is held."""
