"""The award lexicon of the registry as it stands, made again when its version moves."""

from registry.honours.selectors import award_spellings, grade_spellings, registry_version
from registry.mentions.awards import AwardLexicon

_kept: dict[str, AwardLexicon] = {}


def current_lexicon() -> AwardLexicon:
    """The lexicon of today's registry: one small query, and the tables only when it moved."""
    version = registry_version()
    lexicon = _kept.get(version)
    if lexicon is None:
        lexicon = AwardLexicon.of(award_spellings(), grade_spellings())
        _kept.clear()
        _kept[version] = lexicon
    return lexicon
