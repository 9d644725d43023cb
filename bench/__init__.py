"""The benchmark: the same corpus and a theme that makes the same pages, by stock Pelican, Hugo, Eleventy, Nikola and us.

`corpus` writes the pages, `pelicans` and `others` say how each builder is set up, `contestants` which take part,
`installing` gets them, `running` runs one of them once, `tables` puts into words what was measured, and `__main__` runs
them in turn and prints ratios, which are the same on fast and slow machines.
"""
