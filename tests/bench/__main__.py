"""`make bench`: both measurements, one after the other."""

from tests.bench import answers, pushes

answers.run()
pushes.run()
