"""The form that adds documents: many files at once, to the account or to one of its businesses (R20, R30)."""

from collections.abc import Sequence
from typing import Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tenure.web.upload_counting import Lost

# What a browser offers to choose; what a file is, is told from its bytes.
ENDINGS: Final = ".pdf,.png,.jpg,.jpeg,.tif,.tiff,.heic,.heif,.xml,.zip"


class _ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files; those that were let go on their way in are left out."""

    widget = _ManyFilesInput

    def clean(
        self, given: "Sequence[UploadedFile[bytes]]", initial: object = None
    ) -> "list[UploadedFile[bytes]]":
        """The files as they came, empty ones too: each is told by itself what is wrong with it."""
        return [super(ManyFilesField, self).clean(one, initial) for one in given if not isinstance(one, Lost)]


class DocumentForm(forms.Form):
    """Files to add, to the account or to one of its `businesses` (id and name)."""

    use_required_attribute = False

    file = ManyFilesField(
        label=_("Documents"),
        allow_empty_file=True,
        required=False,
        widget=_ManyFilesInput(attrs={"accept": ENDINGS}),
    )

    def __init__(self, *args: object, businesses: Sequence[tuple[str, str]] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if businesses:
            self.fields["business"] = forms.ChoiceField(
                label=_("For which business?"),
                required=False,
                choices=[("", _("For the account itself")), *businesses],
            )
