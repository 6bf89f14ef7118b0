"""The plans that firms themselves pay for: the catalogue that comes with Tenure (R47)."""

import tomllib
from functools import cache
from importlib.resources import files

from tenure.core.firm_plans.firm_plan import FirmPlan, read_plans


@cache
def firm_plans() -> tuple[FirmPlan, ...]:
    """Every plan, in the order they are shown."""
    text = files(__name__).joinpath("catalogue.toml").read_text(encoding="utf-8")
    return read_plans(tomllib.loads(text))


def firm_plan(code: str) -> FirmPlan | None:
    """The plan with this code; None for a firm that pays for nothing."""
    return next((plan for plan in firm_plans() if plan.code == code), None)
