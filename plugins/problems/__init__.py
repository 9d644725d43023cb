"""What is wrong with the content, told in one way everywhere.

Every part that finds a fault makes a `Problem`; one reporter prints them all.
`codes` is the table of kinds; docs/problems.md explains each to staff.
"""

from plugins.problems.codes import CODES, Code
from plugins.problems.problem import Problem, Severity, did_you_mean, nearest

__all__ = ["CODES", "Code", "Problem", "Severity", "did_you_mean", "nearest"]
