"""The benchmark: the same corpus and theme, built by stock Pelican with pelican-i18n-subsites and by us.

`corpus` writes the pages, `contestants` says how each builder is set up and run, `__main__` runs them in turn
and prints ratios, which are the same on fast and slow machines.
"""
