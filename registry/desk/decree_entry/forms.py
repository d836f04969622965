"""The forms of the entry screen: the act, and one row for each conferral."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from registry.dates import PartialDate
from registry.honours.fields import PartialDateFormField
from registry.honours.models import Authority, Decree, Grade

LANGUAGES = [("kk", _("Kazakh")), ("ru", _("Russian")), ("en", _("English"))]
NEW = "new"
_CODES = [("1", "I"), ("2", "II"), ("3", "III"), ("4", "IV"), ("5", "V")]
_BARE = {"autocomplete": "off", "spellcheck": "false"}
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


class DateText(PartialDateFormField):
    """A date as clerks type it: 2023-12-16, 16.12.2023, or as much as is known."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={**_BARE, "maxlength": "10"})
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> PartialDate | None:
        text = str(value or "").strip()
        if dotted := _DOTTED.fullmatch(text):
            day, month, year = dotted.groups()
            text = f"{year}-{int(month):02}-{int(day):02}"
        try:
            return PartialDate.parse(text) if text else None
        except ValueError:
            raise ValidationError(_("Not a date: write 2023-12-16, 2023-12 or 2023.")) from None


class ActForm(forms.Form):
    """The decree itself, where it is published, and why it is entered."""

    authority = forms.ModelChoiceField(
        Authority.objects.all(), label=_("Authority"), empty_label=None
    )
    kind = forms.ChoiceField(choices=Decree.Kind.choices, label=_("Kind of act"))
    number = forms.CharField(max_length=40, required=False, label=_("Number"))
    date = DateText(label=_("Date"), help_text=_("YYYY-MM-DD, or as much as is known"))
    title_kk = forms.CharField(max_length=500, required=False, label=_("Title in Kazakh"))
    title_ru = forms.CharField(max_length=500, required=False, label=_("Title in Russian"))
    title_en = forms.CharField(max_length=500, required=False, label=_("Title in English"))
    signatory = forms.CharField(max_length=200, required=False, label=_("Signed by"))
    url = forms.URLField(
        max_length=1000, required=False, label=_("Link"), assume_scheme="https",
        help_text=_("Where the act itself can be read; it becomes a source."),
    )  # fmt: skip
    published_in = forms.CharField(max_length=300, required=False, label=_("Published in"))
    sources = forms.CharField(
        required=False, label=_("Sources"), widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One on a line: the key or the address of a source. Not needed beside a link."),
    )  # fmt: skip
    language = forms.ChoiceField(
        choices=LANGUAGES, label=_("Language of the rows"),
        help_text=_("In which offices and reasons are written below."),
    )  # fmt: skip
    why = forms.CharField(
        max_length=500, label=_("Why is this written?"),
        help_text=_("Goes into the journal, with your name."),
    )  # fmt: skip
    token = forms.CharField(max_length=40, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    # The columns of Decree that the form fills as they are.
    DECREE = (
        "kind", "number", "date", "title_kk", "title_ru", "title_en", "signatory", "url",
        "published_in",
    )  # fmt: skip
    FIRST = ("authority", "kind", "number", "date", "url", "sources", "language", "why")
    REST = ("title_kk", "title_ru", "title_en", "signatory", "published_in")

    def columns(self) -> dict[str, Any]:
        """Column of Decree → what was typed."""
        return {name: self.cleaned_data[name] for name in self.DECREE}

    @property
    def first(self) -> list[forms.BoundField]:
        """What every entry needs."""
        return [self[name] for name in self.FIRST]

    @property
    def rest(self) -> list[forms.BoundField]:
        """What can be left for later."""
        return [self[name] for name in self.REST]


def _text(label: Any, limit: int, **attrs: str) -> forms.CharField:
    widget = forms.TextInput(attrs={**_BARE, **attrs})
    return forms.CharField(max_length=limit, required=False, label=label, widget=widget)


class RowForm(forms.Form):
    """One conferral as it is typed. `person`: an id of somebody on record, or `new`."""

    name = _text(_("Recipient"), 200, **{"data-combobox": "people"})
    award = _text(_("Award"), 300, **{"data-combobox": "awards"})
    grade = forms.ChoiceField(
        required=False,
        label=_("Grade"),
        choices=[("", "—"), *_CODES, (Grade.Kind.SPECIAL, _("special")),
                 (Grade.Kind.SINGLE, _("no degrees"))],
    )  # fmt: skip
    office = _text(_("Office held"), 500)
    reason = _text(_("For what"), 2000)
    presented_on = DateText(label=_("Presented on"))
    certificate_number = _text(_("Certificate"), 60)
    posthumous = forms.BooleanField(required=False, label=_("Posthumous"))
    remove = forms.BooleanField(required=False, label=_("Take out"))
    conferral = forms.CharField(max_length=24, required=False, widget=forms.HiddenInput)
    person = forms.CharField(max_length=24, required=False, widget=forms.HiddenInput)
    shown = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)
    new_language = forms.ChoiceField(
        required=False,
        choices=[("", _("as its letters say")), *LANGUAGES],
        label=_("The name is written in"),
    )
    other_name = _text(_("The name in another language"), 200)
    other_language = forms.ChoiceField(
        required=False, choices=[("", "—"), *LANGUAGES], label=_("Which language")
    )
    gender = forms.ChoiceField(
        required=False, choices=[("", "—"), ("m", _("man")), ("f", _("woman"))], label=_("Gender")
    )
    birth = DateText(label=_("Born"))
    citizenship = _text(_("Citizen of"), 2, maxlength="2", placeholder="KZ")
    description = _text(_("Who this is"), 300)

    NEW_FIELDS = (
        "new_language", "other_name", "other_language", "gender", "birth", "citizenship",
        "description",
    )  # fmt: skip

    @property
    def tells_more(self) -> bool:
        """Whether anything was said of a new person beside the name, or is wrong with it."""
        return any(self[name].value() or self[name].errors for name in self.NEW_FIELDS)

    @property
    def new_fields(self) -> list[forms.BoundField]:
        """The fields of somebody who is not on record."""
        return [self[name] for name in self.NEW_FIELDS]

    def clean_citizenship(self) -> str:
        """Two letters, as the register has them."""
        code: str = self.cleaned_data["citizenship"].upper()
        if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
            raise forms.ValidationError(_("Two letters: KZ, KG, RU …"))
        return code

    def clean(self) -> dict[str, Any]:
        """A name in another language says which."""
        said = super().clean() or {}
        if said.get("other_name") and not said.get("other_language"):
            self.add_error("other_language", _("Say which language this name is in."))
        return said

    @property
    def empty(self) -> bool:
        """Whether nothing was typed that could be lost."""
        typed = ("name", "office", "reason", "presented_on", "certificate_number",
                 "conferral", "person", "other_name", "description")  # fmt: skip
        return not any(self[name].value() for name in typed)
