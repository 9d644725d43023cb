"""The benchmark: the same corpus and a theme that makes the same pages, built by stock Pelican, by Hugo and by us.

`corpus` writes the pages, `contestants` says how each builder is set up, `running` runs one of them once, `__main__`
runs them in turn and prints ratios, which are the same on fast and slow machines.
"""
