"""One build from settings to a swapped-in site: `python -m plugins.builder`.

`run` builds beside output/ and hands back the problems; `swap` puts the whole site in place at once;
`__main__` is the command that tasks.py calls.
"""
