"""What is asked of whoever comes in."""

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=UnfoldAdminTextInputWidget(
            attrs={
                "autocomplete": "one-time-code", "autofocus": True, "inputmode": "text",
                "autocapitalize": "none", "spellcheck": "false",
            }
        ),
    )  # fmt: skip


class WhyForm(forms.Form):
    """The reason of a write that has nothing else to say."""

    why = forms.CharField(
        label=_("Why is this written?"),
        help_text=_("Goes into the journal, with your name."),
        max_length=500,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )
