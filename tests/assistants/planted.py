"""What must not be told: a draft, on somebody whom nothing published shows."""

from registry.accounts.models import Role, User
from registry.dates import PartialDate
from registry.honours import services
from registry.honours.models import Award, Source

SECRET = "Zzyzxov"


def plant() -> None:
    """Enter a draft whose every text bears the secret."""
    by = User.objects.create_user("planter", role=Role.CLERK)
    person = services.recipient_register(
        names=[services.NameInput(f"Quentin {SECRET}", "en")], gender="m", by=by, reason="test"
    )
    award = Award.objects.get(slug="dostyk")
    services.conferral_record(
        recipient=person,
        award=award,
        grade=award.grades.get(rank=1),
        evidence=[services.EvidenceInput(Source.objects.earliest("pk"), ("recipient", "award"))],
        conferred_on=PartialDate(2024, 5, 5),
        conferred_on_basis="decree",
        office_en=SECRET,
        reason_en=SECRET,
        note=SECRET,
        by=by,
        reason_for_write=SECRET,
    )
