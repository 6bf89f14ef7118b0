"""What every page of a wizard has in common."""

from django import forms

from tenure.core.actions import Answers


class StepForm(forms.Form):
    """A page that only shows something: sending it answers nothing."""

    # What a choice changes in the plan is shown at once; free words change nothing that is shown.
    looks_ahead: tuple[str, ...] = ()
    use_required_attribute = False

    def answered(self, before: Answers) -> Answers:
        """The answers after this page; the form is valid."""
        return before
