"""Everything that Simpul itself says in Indonesian, by key; one module an area."""

from bot.phrases.indonesian import answers, browsing, checking, curating, drafting, feedback, figures, groups

AREAS = (
    answers.PHRASES,
    browsing.PHRASES,
    checking.PHRASES,
    curating.PHRASES,
    drafting.PHRASES,
    feedback.PHRASES,
    figures.PHRASES,
    groups.PHRASES,
)
PHRASES: dict[str, str] = {key: text for area in AREAS for key, text in area.items()}
