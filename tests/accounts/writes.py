"""Every service that writes, what it takes, and how it is called: a new one needs a row here."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django_otp.plugins.otp_totp.models import TOTPDevice

import registry
from registry.accounts.keys import key_make, key_revoke
from registry.accounts.models import Role, User
from registry.dates import PartialDate
from registry.exchange.sheets import jobs
from registry.honours import services
from registry.honours.models import Authority, AwardName, RecipientName
from registry.honours.services.accounts import account_write, second_factor_reset
from registry.intake.correcting import draft_correct
from registry.intake.services import article_receive, draft_accept, draft_reject
from registry.questions.lessons import case_make, spelling_teach
from tests.accounts.scene import ARTICLE, TODAY, Scene
from tests.cast import WHY

CLERK, REVIEWER, ADMINISTRATOR = Role.CLERK, Role.REVIEWER, Role.ADMINISTRATOR
PERSON = [services.NameInput("Somebody New", "en")]


@dataclass(frozen=True, slots=True)
class Write:
    """A service, the roles that it takes (a key needs the scope of each), and a call of it."""

    service: Callable[..., Any]
    needs: tuple[Role, ...]
    call: Callable[[Scene, User], Any]


def _row(service: Callable[..., Any], *needs: Role, **arguments: Any) -> Write:
    """Arguments may be functions of the scene."""

    def call(scene: Scene, by: User) -> Any:
        said = {n: v(scene) if inspect.isfunction(v) else v for n, v in arguments.items()}
        return service(**said, by=by)

    return Write(service, needs, call)


def _evidence(scene: Scene) -> services.EvidenceInput:
    return services.EvidenceInput(scene.cast.decree_page)


def _renamed(scene: Scene) -> RecipientName:
    name = scene.person.names.first()
    assert name is not None
    name.note = "a note"
    return name


def _newcomer(scene: Scene) -> User:
    return User(username="new", role=CLERK, password="!")


def _act(scene: Scene) -> services.DecreeInput:
    fields = {"number": "99", "date": PartialDate(2020, 1, 2)}
    return services.DecreeInput(scene.cast.kz, (scene.source,), fields)


def _rows(scene: Scene) -> list[services.RowInput]:
    grade = scene.award.grades.get()
    return [services.RowInput(1, award=scene.award, grade=grade, recipient=scene.person)]


def _many(scene: Scene) -> list[services.ConferralInput]:
    given = (scene.person, scene.award, scene.award.grades.get(), [_evidence(scene)])
    return [services.ConferralInput(*given)]


def _with_device(scene: Scene) -> User:
    owner = scene.key.owner
    TOTPDevice.objects.get_or_create(user=owner, name="theirs", confirmed=True)
    return owner


def _authority(scene: Scene) -> Authority:
    return Authority(slug="y", kind="state", country="CN")


def _mended(scene: Scene) -> Any:
    scene.draft.office_en = "teacher"
    return scene.draft


def _published(scene: Scene) -> Any:
    scene.published.office_en = "teacher"
    return scene.published


WRITES: tuple[Write, ...] = (
    _row(services.authority_register, REVIEWER, slug="xx", kind="state", country="CN",
         reason=WHY),
    _row(services.award_register, REVIEWER, slug="new", authority=lambda s: s.cast.kz, reason=WHY,
         kind="medal", grades=[{"kind": "single", "rank": 0}]),
    _row(services.award_spelling_add, REVIEWER, award=lambda s: s.award, text="Otan order",
         language="en", script="latn", kind="spelling", reason=WHY),
    _row(services.conferral_record, CLERK, recipient=lambda s: s.person, award=lambda s: s.award,
         grade=None, evidence=lambda s: [_evidence(s)]),
    _row(services.conferral_revise, CLERK, conferral=lambda s: s.draft, office_en="x", reason=WHY),
    _row(services.conferral_revise, REVIEWER, conferral=lambda s: s.published, office_en="x",
         reason=WHY),
    _row(services.conferral_submit, CLERK, conferral=lambda s: s.draft),
    _row(services.conferrals_submit, CLERK, keys=lambda s: [s.draft.pk]),
    _row(services.decree_submit, CLERK, decree=lambda s: s.decree),
    _row(services.conferral_return, CLERK, REVIEWER, conferral=lambda s: s.submitted, comment="x"),
    _row(services.conferrals_return, CLERK, REVIEWER, keys=lambda s: [s.submitted.pk],
         comment="x"),
    _row(services.decree_return, CLERK, REVIEWER, decree=lambda s: s.pending, comment="x"),
    _row(services.conferral_publish, REVIEWER, conferral=lambda s: s.submitted),
    _row(services.conferrals_publish, REVIEWER, keys=lambda s: [s.submitted.pk]),
    _row(services.decree_publish, REVIEWER, decree=lambda s: s.pending),
    _row(services.conferral_withdraw, REVIEWER, conferral=lambda s: s.published, reason=WHY),
    _row(services.conferral_revoke, REVIEWER, conferral=lambda s: s.published,
         source=lambda s: s.source, reason=WHY),
    _row(services.conferral_event_record, REVIEWER, conferral=lambda s: s.published,
         kind="restored", source=lambda s: s.source),
    _row(services.evidence_add, CLERK, conferral=lambda s: s.draft, evidence=_evidence),
    _row(services.decree_record, CLERK, authority=lambda s: s.cast.kz, number="9", reason=WHY),
    _row(services.decree_enter, CLERK, act=_act, rows=_rows, token="t", reason=WHY),
    _row(services.decree_enter, CLERK, act=_act, rows=[], token="t", reason=WHY,
         decree=lambda s: s.decree),
    _row(services.draft_take_out, CLERK, conferral=lambda s: s.draft, reason=WHY),
    _row(services.people_tell_apart, CLERK, one=lambda s: s.person, others=lambda s: [s.twin],
         reason=WHY),
    _row(services.people_tell_apart_undo, REVIEWER, pair=lambda s: s.apart, reason=WHY),
    _row(services.recipient_unmerge, REVIEWER, merge=lambda s: s.merged, reason=WHY),
    _row(services.recipient_register, CLERK, names=PERSON, reason=WHY),
    _row(services.recipient_name_add, CLERK, recipient=lambda s: s.person, name=PERSON[0],
         reason=WHY),
    _row(services.recipient_revise, CLERK, recipient=lambda s: s.person, note="x", reason=WHY),
    _row(services.recipient_merge, REVIEWER, duplicate=lambda s: s.person,
         survivor=lambda s: s.twin, reason=WHY),
    _row(services.source_register, CLERK, key="x", title="x", strength="primary", reason=WHY),
    _row(services.desk_write, CLERK, record=_mended, reason=WHY),
    _row(services.desk_write, REVIEWER, record=_published, reason=WHY),
    _row(services.desk_write, CLERK, record=_renamed, reason=WHY),
    _row(services.desk_write, REVIEWER, record=_authority, reason=WHY),
    _row(services.desk_remove, CLERK, record=lambda s: s.evidence, reason=WHY),
    _row(services.desk_remove, REVIEWER, record=lambda s: AwardName.objects.first(), reason=WHY),
    _row(services.desk_links_write, CLERK, record=lambda s: s.decree, before={},
         after={"sources": ["x"]}, reason=WHY),
    _row(article_receive, CLERK, text=f"{ARTICLE} Again.", today=TODAY),
    _row(draft_accept, CLERK, draft=lambda s: s.proposal),
    _row(draft_reject, CLERK, draft=lambda s: s.proposal, reason="a plan"),
    _row(draft_correct, CLERK, draft=lambda s: s.proposal, field="reason", value="x"),
    _row(case_make, CLERK, question=lambda s: s.question, status="no_record"),
    _row(spelling_teach, REVIEWER, question=lambda s: s.question, award=lambda s: s.award,
         text="the star"),
    _row(account_write, ADMINISTRATOR, user=_newcomer,
         reason=WHY),
    _row(services.recipient_register_many, CLERK, reason=WHY,
         people=[services.RecipientInput(PERSON)]),
    _row(services.conferral_record_many, CLERK, conferrals=_many),
    _row(jobs.receive, CLERK, content=b"y", name="sheet.csv"),
    _row(jobs.start, CLERK, job=lambda s: s.job),
    _row(jobs.check_again, CLERK, job=lambda s: s.job),
    _row(jobs.cancel, CLERK, job=lambda s: s.job),
    _row(jobs.decide, CLERK, job=lambda s: s.job, description="d", choice="new"),
    _row(second_factor_reset, ADMINISTRATOR, user=_with_device, reason=WHY),
    _row(key_make, ADMINISTRATOR, name="x", owner=lambda s: s.cast.clerk, scopes=["read"]),
    _row(key_revoke, ADMINISTRATOR, key=lambda s: s.key),
)  # fmt: skip

# What takes `by` and is no service of its own, and why.
NO_SERVICES = {
    "registry.honours.services.writing.write_down": "the journal, inside of every service",
    "registry.honours.services.writing.write_down_all": "the journal, of many rows",
    "registry.desk.decree_entry.saving.save_entry": "a screen; decree_enter decides",
    "registry.honours.services.writing.revise": "a part of services that name what they change",
    "registry.honours.loading.load.load": "a command; whoever it names goes by the services",
}


def services_found() -> Iterator[str]:
    """Every function of the rooms that takes who writes, keyword-only: `by`."""
    for found in pkgutil.walk_packages(registry.__path__, "registry."):
        if ".migrations" in found.name or ".management" in found.name:
            continue
        module = importlib.import_module(found.name)
        for name, function in vars(module).items():
            own = inspect.isfunction(function) and function.__module__ == module.__name__
            if not own or name.startswith("_"):
                continue
            by = inspect.signature(function).parameters.get("by")
            if by is not None and by.kind is inspect.Parameter.KEYWORD_ONLY:
                yield f"{module.__name__}.{name}"
