"""The questions that had no answer, grouped; each becomes a case or a spelling in two clicks."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Count, IntegerField, Max, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from registry.accounts.models import Role, User
from registry.errors import RegistryError
from registry.honours.desk import ReadOnly, may
from registry.honours.list_filters import among
from registry.honours.models import Award
from registry.questions.answer import STATUSES
from registry.questions.lessons import case_make, spelling_teach
from registry.questions.models import STATUS_WORDS, UNANSWERED, AskedQuestion, LabelledCase, Report


class SpellingForm(forms.Form):
    """Which award was meant, by which words."""

    award = forms.ModelChoiceField(
        Award.objects.order_by("slug"),
        label=_("Award"),
        widget=UnfoldAdminSelectWidget,
    )
    spelling = forms.CharField(
        max_length=300, label=_("Spelling"), widget=UnfoldAdminTextInputWidget
    )


class CaseForm(forms.Form):
    """What the answer should have been."""

    status = forms.ChoiceField(
        choices=[(s, s) for s in STATUSES], label=_("Right answer"), widget=UnfoldAdminSelectWidget
    )


class ReviewersOnly(ReadOnly):
    """What people asked is private: it takes a reviewer to see it."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request, Role.REVIEWER)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request, Role.REVIEWER)


@admin.register(AskedQuestion)
class AskedQuestionAdmin(ReviewersOnly):
    list_display = ("text", "times", "status", "language", "channel", "asked_at")
    list_filter = (
        among("status", _("answer"), UNANSWERED),
        among("language", _("language"), dict(settings.LANGUAGES)),
        "channel",
    )
    search_fields = ("text",)
    exclude = ("asker", "folded", "settled")
    change_form_template = "questions/asked_question.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[AskedQuestion]:
        """The last of each group of the same question, with how often it was asked."""
        open_ones = AskedQuestion.objects.filter(
            status__in=list(UNANSWERED), settled=False
        ).order_by()
        last = open_ones.values("folded", "status").annotate(last=Max("pk")).values("last")
        same = open_ones.filter(folded=OuterRef("folded"), status=OuterRef("status"))
        times = same.values("folded").annotate(times=Count("pk")).values("times")
        rows = super().get_queryset(request).filter(pk__in=last)
        return rows.annotate(times=Subquery(times, output_field=IntegerField())).order_by(
            "-times", "-asked_at"
        )

    @admin.display(description=_("times"), ordering="times")
    def times(self, question: Any) -> int:
        return int(question.times)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The question with its two buttons; a press is settled here, by a service."""
        question = self.get_object(request, object_id) if object_id else None
        if request.method == "POST" and question is not None and may(request, Role.REVIEWER):
            return self._made(request, question)
        words = " ".join(question.unused) if question is not None else ""
        context = {
            "spelling_form": SpellingForm(initial={"spelling": words}),
            "case_form": CaseForm(initial={"status": question.status if question else ""}),
            "may_teach": may(request, Role.REVIEWER),
            "say": {
                "spelling": _("Teach a spelling of an award"),
                "teach": _("Teach this spelling"),
                "case": _("Make a labelled case"),
                "make": _("Make this case"),
            },
            **(extra_context or {}),
        }
        return super().changeform_view(request, object_id, form_url, context)

    def _made(self, request: HttpRequest, question: AskedQuestion) -> HttpResponse:
        teaching = "teach" in request.POST
        form = SpellingForm(request.POST) if teaching else CaseForm(request.POST)
        by = cast(User, request.user)  # a reviewer is signed in
        try:
            if not form.is_valid():
                raise forms.ValidationError([m for errors in form.errors.values() for m in errors])
            told = form.cleaned_data
            made: object
            if teaching:
                award, text = told["award"], told["spelling"]
                made = spelling_teach(question=question, award=award, text=text, by=by)
            else:
                made = case_make(question=question, status=told["status"], by=by)
        except (RegistryError, forms.ValidationError) as error:
            said = getattr(error, "message", "") or "; ".join(getattr(error, "messages", ()))
            self.message_user(request, said, messages.ERROR)
            return HttpResponseRedirect(request.path)
        self.message_user(request, _("Done: %(draft)s") % {"draft": made}, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:questions_askedquestion_changelist"))


@admin.register(LabelledCase)
class LabelledCaseAdmin(ReviewersOnly):
    list_display = ("text", "language", "status", "kind", "made_by", "made_at", "exported_at")
    list_filter = (
        among("status", _("answer"), STATUS_WORDS),
        among("language", _("language"), dict(settings.LANGUAGES)),
    )
    list_select_related = ("made_by",)
    sortable_by = None


@admin.register(Report)
class ReportAdmin(ReviewersOnly):
    list_display = ("__str__", "question", "headline", "language", "made_at", "settled")
    list_filter = ("settled", among("language", _("language"), dict(settings.LANGUAGES)))
    sortable_by = None
    exclude = ("asker",)
    actions = ("settle",)

    def has_settle_permission(self, request: HttpRequest) -> bool:
        return may(request, Role.REVIEWER)

    @admin.action(description=_("Mark as settled"), permissions=["settle"])
    def settle(self, request: HttpRequest, queryset: "QuerySet[Report]") -> None:
        queryset.update(settled=True)
