"""Of which part a country is: whose award is meant, or whose citizens."""

import re

from registry.mentions.finder import Mentions
from registry.mentions.model import AwardMention, CountryMention

# The state whose honours these are; a sentence need not name it.
HOME = "KZ"


def countries_by_part(mentions: Mentions) -> tuple[str | None, str | None]:
    """(state whose award is meant, country of the recipients), told apart by where they stand.

    Directly before the award's words (an adjective, or a Kazakh genitive) or directly after them
    ("Order of Friendship of China") a country is the award's; anywhere else the recipients'.
    """
    issuer = country = None
    for mention in mentions.countries:
        beside = any(_touches(mentions, mention, award) for award in mentions.awards)
        beside = beside or _is_of_nouns(mentions, mention)
        # Nobody is asked for as a citizen of the Soviet Union: its awards are meant.
        beside = beside or mention.code == "SU"
        if beside or _gives(mentions, mention):
            issuer = issuer or mention.code
        else:
            country = country or mention.code
    return issuer, country


_ABLATIVES = tuple("нан нен дан ден тан тен".split())
_KAZAKH_LETTERS = re.compile("[әғқңөұүһі]")
_GENITIVES = tuple("ның нің дың дің тың тің нын нин дын дин тын тин 's ’s".split())


def _touches(mentions: Mentions, country: CountryMention, award: AwardMention) -> bool:
    words = [word.folded for word in mentions.words]
    here = words[country.first]
    if country.last == award.first:
        # «Тоқаевқа Қытай «Достық» орденін берді»: the state that gives stands there as well.
        # "российские «Достык»": of the award; "for Russia Dostyk" would not stand so.
        gives = bool(mentions.names) and country.code != HOME and _KAZAKH_LETTERS.search(here)
        return country.form == "adjective" or here.endswith(_GENITIVES) or bool(gives)
    if country.first < award.last or here.endswith(_ABLATIVES):
        return False  # «Алтын Қыранды Түркіменстаннан кім алды?»: from there
    between = words[award.last : country.first]
    return between in ([], ["of"], ["of", "the"], ["республики"])


_AWARD = re.compile(
    "(?:orders?|medals?|awards?|decorations?|орден|медал|наград|звани|атағ|марапат|госнаград)"
)


def _is_of_nouns(mentions: Mentions, country: CountryMention) -> bool:
    """«Турецкий орден», "Kazakh awards", «Ресейдің медалі»: the state whose award is spoken of."""
    if country.last >= len(mentions.words):
        return False
    here, after = (mentions.words[n].folded for n in (country.last - 1, country.last))
    of_state = country.form == "adjective" or here.endswith(_GENITIVES)
    return of_state and bool(_AWARD.match(after))


def _gives(mentions: Mentions, country: CountryMention) -> bool:
    """Kazakhstan, named as a state, gives («награждены Казахстаном»), unless people are of it."""
    if country.code != HOME or country.form != "name":
        return False
    before = mentions.words[country.first - 1].folded if country.first else ""
    return before not in _FROM and not mentions.cue("from_country")


_FROM = frozenset("из from".split())
