"""Measurements, as ratios within one run: `make bench`. A test holds that it still works; no time is asserted
anywhere.
"""
