"""The demo, whole: `from tests.demo import content`, then `content.IDEAS` and the rest."""

from tests.demo.answers import DECISIONS, MILESTONES
from tests.demo.comments import COMMENTS, REPORTS
from tests.demo.commune import CAST, ORGANISATIONS, PROJECTS, ROLES, SERVICES
from tests.demo.ideas import IDEAS

__all__ = [
    "CAST",
    "COMMENTS",
    "DECISIONS",
    "IDEAS",
    "MILESTONES",
    "ORGANISATIONS",
    "PROJECTS",
    "REPORTS",
    "ROLES",
    "SERVICES",
]
