"""The resource library: what each resource is, for whom and in which languages; its list and its data."""

from plugins.resources.signals import register

__all__ = ["register"]
