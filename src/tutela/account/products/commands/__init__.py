"""All writing of products, one function a verb."""

from __future__ import annotations

from tutela.account.products.commands.issuing import issue_assessment
from tutela.account.products.commands.preparing import prepare_assessment, revise_assessment

__all__ = ["issue_assessment", "prepare_assessment", "revise_assessment"]
