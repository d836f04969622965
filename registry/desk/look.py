"""How the admin looks: the settings of its theme. No model is imported: the settings read this."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# A blue whose 600 bears white letters and stands on white (contrast above 5.5).
_PRIMARY = {
    "50": "oklch(97.7% .013 236.62)",
    "100": "oklch(95.1% .026 236.824)",
    "200": "oklch(90.1% .058 230.902)",
    "300": "oklch(82.8% .111 230.318)",
    "400": "oklch(74.6% .16 232.661)",
    "500": "oklch(68.5% .169 237.323)",
    "600": "oklch(50% .134 242.749)",
    "700": "oklch(44.3% .11 240.79)",
    "800": "oklch(39.1% .09 240.876)",
    "900": "oklch(34% .078 242)",
    "950": "oklch(29.3% .066 243.157)",
}

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Marapat",
    "SITE_HEADER": "Marapat",
    "SITE_SUBHEADER": _("Registry of state honours"),
    "SITE_SYMBOL": "military_tech",
    "SHOW_LANGUAGES": True,
    "LANGUAGES": {
        "navigation": [
            {"code": "kk", "name_local": "Қазақша"},
            {"code": "ru", "name_local": "Русский"},
            {"code": "en", "name_local": "English"},
        ]
    },
    "SHOW_VIEW_ON_SITE": False,
    "SCRIPTS": ["registry.desk.theme.keyboard_script", "registry.desk.theme.signing_out_script"],
    "COLORS": {"primary": _PRIMARY},
    "SIDEBAR": {"navigation": "registry.desk.theme.sidebar", "show_search": False},
    "ACCOUNT": {"navigation": "registry.desk.theme.account_links"},
}
