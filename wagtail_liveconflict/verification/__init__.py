"""The words and rules of verification: no database, no requests."""

from .transitions import TRANSITIONS, Transition, find_transition
from .vocabulary import (
    Aspect,
    AspectState,
    EvidenceKind,
    Finding,
    Method,
    Reason,
    Stance,
    Status,
)

__all__ = [
    "TRANSITIONS",
    "Aspect",
    "AspectState",
    "EvidenceKind",
    "Finding",
    "Method",
    "Reason",
    "Stance",
    "Status",
    "Transition",
    "find_transition",
]
