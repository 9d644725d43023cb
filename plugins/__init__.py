"""The site's own Pelican plugins, one package per capability.

Data flows one way: problems <- bundles <- multilingual <- initiatives, resources, news.
linkcheck knows problems and bundles at most; builder runs them all.
"""
