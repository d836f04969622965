"""Facts → pictures for a phone: cards of awards and people, a chart of years. Data in, PNG out."""

from registry.pictures.cards import AwardCard, Honour, RecipientCard, award_card, recipient_card
from registry.pictures.chart import YearChart, year_chart

__all__ = [
    "AwardCard",
    "Honour",
    "RecipientCard",
    "YearChart",
    "award_card",
    "recipient_card",
    "year_chart",
]
