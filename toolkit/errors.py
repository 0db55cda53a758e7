"""Every error that toolkit raises on purpose. Each says what, where and what to do.

ToolkitError
├── UsageError          the call or the command line is wrong                      (exit 2)
│   ├── ConfigError     a configuration, model or knowledge file is not valid      (exit 2)
│   └── NotFoundError   a name, group or document that is not in the store         (exit 2)
├── InputError          an input is missing or unreadable                          (exit 3)
│   └── MentionError    a given mention does not fit its document                  (exit 3)
├── StoreError          the store cannot be opened, is foreign, newer or locked    (exit 3)
├── BudgetError         the job is larger than its limits (pairs, memory, size)    (exit 2)
└── CheckFailed         a check that the caller asked for did not pass             (exit 1)
"""

from __future__ import annotations


class ToolkitError(Exception):
    """Base of all errors of toolkit; `exit_code` is what the command line ends with."""

    exit_code = 5

    def __init__(
        self, what: str, *, where: str = "", hint: str = "", details: tuple[str, ...] = ()
    ) -> None:
        super().__init__(what)
        self.what, self.where, self.hint, self.details = what, where, hint, details

    def __str__(self) -> str:
        """`where: what`, then the details and the hint on lines of their own, where known."""
        text = f"{self.where}: {self.what}" if self.where else self.what
        return "\n".join([text, *self.details, *([self.hint] if self.hint else [])])


class UsageError(ToolkitError):
    exit_code = 2


class ConfigError(UsageError):
    pass


class NotFoundError(UsageError):
    pass


class InputError(ToolkitError):
    exit_code = 3


class MentionError(InputError):
    pass


class StoreError(ToolkitError):
    exit_code = 3


class BudgetError(ToolkitError):
    exit_code = 2


class CheckFailed(ToolkitError):
    exit_code = 1
