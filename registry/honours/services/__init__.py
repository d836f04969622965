"""The only writes of the domain. Each is one transaction, validated and journalled."""

from registry.honours.services.accounts import account_write, second_factor_reset
from registry.honours.services.at_once import PersonInput
from registry.honours.services.awards import (
    authority_register,
    award_register,
    award_spelling_add,
)
from registry.honours.services.conferrals import (
    EvidenceInput,
    conferral_event_record,
    conferral_record,
    conferral_revise,
    conferral_revoke,
    evidence_add,
)
from registry.honours.services.decrees import decree_record
from registry.honours.services.desk import (
    desk_links_write,
    desk_remove,
    desk_write,
    role_to_write,
)
from registry.honours.services.distinct import people_tell_apart, people_tell_apart_undo
from registry.honours.services.entering import (
    DecreeInput,
    Entered,
    RowInput,
    RowsRefused,
    decree_enter,
    draft_take_out,
)
from registry.honours.services.many import (
    ConferralInput,
    RecipientInput,
    conferral_record_many,
    recipient_register_many,
)
from registry.honours.services.merging import recipient_merge
from registry.honours.services.recipients import (
    NameInput,
    recipient_name_add,
    recipient_register,
    recipient_revise,
)
from registry.honours.services.review import (
    conferral_publish,
    conferral_return,
    conferral_submit,
    conferral_withdraw,
)
from registry.honours.services.sources import source_register
from registry.honours.services.together import (
    conferrals_publish,
    conferrals_return,
    conferrals_submit,
    decree_publish,
    decree_return,
    decree_submit,
)
from registry.honours.services.unmerging import recipient_unmerge

__all__ = [
    "ConferralInput",
    "DecreeInput",
    "Entered",
    "EvidenceInput",
    "NameInput",
    "PersonInput",
    "RecipientInput",
    "RowInput",
    "RowsRefused",
    "account_write",
    "authority_register",
    "award_register",
    "award_spelling_add",
    "conferral_event_record",
    "conferral_publish",
    "conferral_record",
    "conferral_record_many",
    "conferral_return",
    "conferral_revise",
    "conferral_revoke",
    "conferral_submit",
    "conferral_withdraw",
    "conferrals_publish",
    "conferrals_return",
    "conferrals_submit",
    "decree_enter",
    "decree_publish",
    "decree_record",
    "decree_return",
    "decree_submit",
    "desk_links_write",
    "desk_remove",
    "desk_write",
    "draft_take_out",
    "evidence_add",
    "people_tell_apart",
    "people_tell_apart_undo",
    "recipient_merge",
    "recipient_name_add",
    "recipient_register",
    "recipient_register_many",
    "recipient_revise",
    "recipient_unmerge",
    "role_to_write",
    "second_factor_reset",
    "source_register",
]
