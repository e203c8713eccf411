"""`make bench`: all measurements, one after the other."""

from tests.bench import answers, flood, pushes, pushes_by_clock, search, several, start, years

start.run()
answers.run()
flood.run()
pushes_by_clock.run()
pushes.run()
several.run()
search.run()
years.run()
