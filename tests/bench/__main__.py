"""`make bench`: all measurements, one after the other."""

from tests.bench import answers, flood, pushes

answers.run()
flood.run()
pushes.run()
