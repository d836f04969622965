"""Offices and callings in words: those who hold them, in the plural."""

from registry.wording.phrases import phrases


def office_name(key: str, lang: str) -> str:
    """Those who hold an office of `honours.offices`; an unknown key comes back as it is."""
    t = phrases(lang).gettext
    return {
        "president": t("heads of state"),
        "monarch": t("monarchs"),
        "prime_minister": t("prime ministers"),
        "minister": t("ministers"),
        "secretary_general": t("secretaries-general"),
        "ambassador": t("ambassadors"),
        "diplomat": t("diplomats"),
        "governor": t("akims, governors and mayors"),
        "deputy": t("members of parliament and deputies"),
        "speaker": t("speakers of parliament"),
        "cosmonaut": t("cosmonauts"),
        "athlete": t("athletes and coaches"),
        "champion": t("Olympic champions"),
        "coach": t("coaches"),
        "teacher": t("teachers"),
        "professor": t("professors"),
        "academic": t("scholars and scientists"),
        "academician": t("academicians"),
        "doctor": t("doctors and medical workers"),
        "actor": t("actors"),
        "singer": t("singers"),
        "musician": t("musicians"),
        "composer": t("composers"),
        "conductor": t("conductors"),
        "writer": t("writers"),
        "poet": t("poets"),
        "artist": t("artists and performers"),
        "director": t("stage and film directors"),
        "journalist": t("journalists and editors"),
        "lawyer": t("lawyers"),
        "police": t("police officers"),
        "soldier": t("servicemen and officers"),
        "rescuer": t("rescuers"),
        "firefighter": t("firefighters"),
        "mother": t("mothers"),
        "businessman": t("entrepreneurs"),
        "cleric": t("religious leaders"),
        "veteran": t("veterans"),
        "volunteer": t("volunteers"),
        "miner": t("miners"),
        "builder": t("builders"),
        "farmer": t("farmers"),
        "pilot": t("pilots"),
        "rector": t("rectors"),
    }.get(key, key)
