"""What is said between and around the sets of a live session, in German."""

from __future__ import annotations

from typing import Final

from formcheck.codes.live import LiveCode
from formcheck.codes.stretches import ChangeCode
from formcheck.message import Message
from formcheck.words.changed_targets import changed_target
from formcheck.words.template import Language, Words


def _get_into_position(message: Message, language: Language) -> str:
    return f"Geh in die Position{_and(message, language)}"


def _next(message: Message, language: Language) -> str:
    return f"Als Nächstes: {language.said(message.get('stretch'))}{_and(message, language)}"


def _and(message: Message, language: Language) -> str:
    position = message.get("position")
    return "" if position is None else f", {language.said(position)}"


def _all_right(message: Message, language: Language) -> str:
    words = f"Gut, {language.said(message.get('position'))}"
    side = message.get("side")
    if side is None:
        return words
    return f"{words}. Danach kommt die {language.term('stem', side)}e Seite"


def _place(message: Message, language: Language) -> str:
    side, sets = message.get("side"), message.get("sets")
    parts = [] if side is None else [language.term("side", side)]
    number = message.get("number")
    if isinstance(sets, int) and isinstance(number, int) and number > sets:
        parts.append("ein Satz mehr")
    elif isinstance(sets, int) and sets > 1:
        parts.append(f"Satz {number} von {sets}")
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


def _instead(message: Message, language: Language) -> str:
    what, value, old = changed_target(message, language)
    return f"{what}: {value} statt {old}"


TERMS: Final[dict[str, dict[str, str]]] = {
    "joint": {
        "shoulder": "Schulter",
        "elbow": "Ellbogen",
        "wrist": "Handgelenk",
        "hip": "Hüfte",
        "knee": "Knie",
        "ankle": "Knöchel",
        "heel": "Ferse",
        "foot_index": "Zehe",
    },
    "side": {"left": "links", "right": "rechts"},
    "stem": {"left": "link", "right": "recht"},
    "switch": {
        "None": "keine",
        "True": "ja",
        "False": "nein",
        "held": "im Halten",
        "bottom": "am tiefsten Punkt",
        "top": "am höchsten Punkt",
        "always": "die ganze Zeit",
    },
    "target": {
        "low": "Untergrenze",
        "high": "Obergrenze",
        "prefer_low": "Untergrenze ohne den unteren Rücken",
        "prefer_high": "Obergrenze ohne den unteren Rücken",
        "goal": "Ziel",
        "one_sided": "mehr verlangt nur, wo es sicher fehlt",
        "at": "beurteilt",
        "required": "für die Uhr nötig",
        "scored": "bewertet",
        "hold.seconds": "Sekunden zu halten",
        "hold.sets": "Sätze",
        "hold.rest": "Sekunden Pause",
        "reps.top": "oberes Ende einer Wiederholung",
        "reps.bottom": "unteres Ende einer Wiederholung",
        "reps.count": "Wiederholungen",
        "reps.sets": "Sätze",
        "reps.rest": "Sekunden Pause",
        "view.max_yaw": "Grad, die du weggedreht sein darfst",
    },
}


def _goes_read(message: Message, _: Language) -> str:
    goes = message.get("goes")
    return f"{goes} Durchgang gemessen" if goes == 1 else f"{goes} Durchgänge gemessen"


def _side_read(message: Message, language: Language) -> str:
    side = str(language.term("side", message.get("side")))
    head = f"{side[:1].upper()}{side[1:]} {message.get('value')} {message.get('error')}"
    goes, change = message.get("goes"), message.get("change")
    of = "ein Durchgang" if goes == 1 else f"Mittel aus {goes} Durchgängen"
    return f"{head}, {of}; erst eine Veränderung von {change} oder mehr ist echt."


def _side_more(message: Message, _: Language) -> str:
    apart, needed = message.get("apart"), message.get("needed")
    if message.get("side") == "left":
        return f"Links misst {apart} mehr. Das ist echt: der Messfehler reicht bis {needed}."
    return f"Rechts misst {apart} mehr. Das ist echt: der Messfehler reicht bis {needed}."


SENTENCES: Final[Words] = {
    ChangeCode.INSTEAD: _instead,
    LiveCode.ALL_DONE: "Alles geschafft. Gut gedehnt.",
    LiveCode.ALL_DONE_COME_OUT: "Alles geschafft. Komm langsam heraus.",
    LiveCode.FINISHED: "Beendet",
    LiveCode.PAUSED: "Pause",
    LiveCode.PAUSED_HOW_TO_GO_ON: (
        "Pause. Zum Weitermachen tippe auf Weiter, heb eine Hand oder drück die Leertaste"
    ),
    LiveCode.PAUSED_NOBODY: "Ich habe angehalten, weil niemand im Bild war",
    LiveCode.ALL_SEEN: "Ich sehe dich ganz",
    LiveCode.ALL_SEEN_HOW_TO_BEGIN: ("Ich sehe dich ganz. Heb eine Hand oder drück die Leertaste"),
    LiveCode.CAMERA_FROZEN: ("Das Bild der Kamera steht still. Zieh sie ab, oder wähl eine andere"),
    LiveCode.CUT_OFF: (
        "Der Satz brach ab, weil formcheck beendet wurde. Was gezählt hatte, ist aufgehoben."
    ),
    LiveCode.LET_ME_LOOK: "Ich schaue kurz",
    LiveCode.GOING_ON: "Weiter geht es",
    LiveCode.GET_INTO_POSITION: _get_into_position,
    LiveCode.HOLD: "Halte",
    LiveCode.OWN_PACE: "Mach in deinem Tempo weiter",
    LiveCode.NEXT: _next,
    LiveCode.OTHER_SIDE: "Jetzt die andere Seite, {position}",
    LiveCode.REST_THEN: "Ruh dich aus. Dann: {place:half}",
    LiveCode.REST: "Ruh dich kurz aus",
    LiveCode.REPS_DONE: "Das sind {count}. Gut gemacht.",
    LiveCode.SECONDS_DONE: "Das sind {seconds:.0f} Sekunden. Komm langsam heraus.",
    LiveCode.TEN_SECONDS: "Zehn Sekunden",
    LiveCode.HALF_WAY: "Halbzeit",
    LiveCode.COUNT: "{left}",
    LiveCode.GOES_READ: _goes_read,
    LiveCode.SIDE_READ: _side_read,
    LiveCode.SIDES_ALIKE: (
        "Links und rechts liegen {apart} auseinander. Das liegt im Messfehler, der bis {needed} "
        "reicht."
    ),
    LiveCode.SIDE_MORE: _side_more,
    LiveCode.TO_GO_AND_HINT: "Noch {left}{unit}. {hint:end}",
    LiveCode.PRESS_EASIER: "Drück auf Leichter machen, dann zählt dein eigener Bereich",
    LiveCode.EASIER_NOW: "Gut, ab hier zählt es. Bleib so",
    LiveCode.ALL_RIGHT: _all_right,
    LiveCode.PLACE: _place,
    LiveCode.PRESS_TO_BEGIN: "Drück die Leertaste, um zu beginnen",
    LiveCode.NEUTRAL_DONE: "Gut gemacht. Das ist deine Neutralhaltung.",
}
