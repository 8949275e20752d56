"""What a coach says, in German."""

from __future__ import annotations

from typing import Final

from formcheck.codes.coach import (
    CheckCode,
    CueCode,
    DoneCode,
    HeadlineCode,
    MomentCode,
    RecognitionCode,
    ViewCode,
    ViewCostCode,
    WhyCode,
)
from formcheck.message import Argument, Message
from formcheck.words.template import Language, Words

TERMS: Final[dict[str, dict[str, str]]] = {
    "position": {
        "standing": "Stehen",
        "one leg behind": "Stehen mit einem Bein hinter dir",
        "squat": "eine Kniebeuge",
        "hinge": "ein Vorbeugen in der Hüfte",
        "lunge": "ein Ausfallschritt",
        "kneeling": "Knien",
        "on the heels": "Sitzen auf den Fersen",
        "all fours": "der Vierfüßlerstand",
        "prone": "Liegen auf dem Bauch",
        "press-up": "ein Hochdrücken der Brust vom Boden",
        "supine": "Liegen auf dem Rücken",
        "bridge": "eine Brücke",
        "sitting": "Sitzen",
        "plank": "ein Unterarmstütz",
    },
    "view": {
        ViewCode.UNKNOWN: "von einer unbekannten Seite",
        ViewCode.SIDE: "von der Seite",
        ViewCode.FRONT: "von vorn",
        ViewCode.BACK: "von hinten",
        ViewCode.FRONT_AT_AN_ANGLE: "schräg von vorn",
        ViewCode.BACK_AT_AN_ANGLE: "schräg von hinten",
        ViewCode.AT_AN_ANGLE: "schräg",
    },
    "place": {"side": "von der Seite", "front": "von vorn", "above": "von oben"},
    "camera_place": {"side": "seitlich von dir", "front": "vor dir"},
    "in_picture": {
        "left": "Person links",
        "middle": "Person in der Mitte",
        "right": "Person rechts",
    },
    "turned": {
        "1": "auf der Seite zu liegen",
        "2": "auf dem Kopf zu stehen",
        "3": "auf der Seite zu liegen",
    },
    "only_place": {"front": "von vorn", "there": "von dort"},
    "shown": {
        "ankle": "Füße",
        "heel": "Füße",
        "foot_index": "Füße",
        "knee": "Knie",
        "hip": "Hüften",
        "shoulder": "Schultern",
        "elbow": "Ellbogen",
        "wrist": "Hände",
    },
    "leg_to_show": {
        "rear": "das Bein hinter dir",
        "front": "dein vorderes Bein",
        "bent": "dein gebeugtes Bein",
        "straight": "dein gestrecktes Bein",
        "lifted": "dein gehobenes Bein",
        "crossed": "dein überschlagenes Bein",
        "near": "dein nahes Bein",
        "None": "die Seite, die arbeitet,",
    },
    "leg_position": {
        "rear": "{side}es Bein hinter dir",
        "front": "{side}es Bein vorn",
        "bent": "{side}es Bein gebeugt",
        "straight": "{side}es Bein gestreckt",
        "lifted": "{side}es Bein gehoben",
        "near": "{side}e Seite zur Kamera",
    },
    "role_of": {
        "rear": "des hinteren Beins",
        "front": "des vorderen Beins",
        "bent": "des gebeugten Beins",
        "straight": "des gestreckten Beins",
        "lifted": "des gehobenen Beins",
        "crossed": "des überschlagenen Beins",
        "near": "der kameranahen Seite",
        "far": "der kamerafernen Seite",
        "left": "links",
        "right": "rechts",
        "worked": "der arbeitenden Seite",
        "other": "der anderen Seite",
    },
    "facing": {
        "side": "Seite",
        "front": "Vorderseite",
        "back": "Rückseite",
        "left": "links",
        "right": "rechts",
    },
}
"""Short terms by table; see `formcheck.words.template.Language`."""


def _turn(message: Message, language: Language) -> str:
    what, degrees, to = (message.get(name) for name in ("what", "degrees", "to"))
    side = language.term("facing", what)
    amount = "um eine Vierteldrehung" if degrees is None else f"um etwa {degrees:.0f} Grad"
    if message.get("lying"):
        return f"Dreh deine Matte {amount}, sodass deine {side} zur Kamera zeigt"
    way = "" if to is None else f" nach {language.term('facing', to)}"
    return f"Dreh dich {amount}{way}, sodass deine {side} zur Kamera zeigt"


def _come_out(message: Message, _: Language) -> str:
    seconds = _number(message.get("seconds"))
    whole = seconds >= 120 and seconds % 60 == 0
    length = f"{seconds / 60:.0f} Minuten" if whole else f"{seconds:.0f} Sekunden"
    return f"Das sind {length}. Komm langsam heraus."


def _leg_position(message: Message, language: Language) -> str:
    side = language.term("stem", message.get("side"))
    pattern = language.terms["leg_position"].get(str(message.get("role")), "{side}e Seite")
    return pattern.format(side=side)


def _change_legs(message: Message, language: Language) -> str:
    other = f"Wechsle das Bein: {_leg_position(message, language)}"
    return f"{other}. Oder bleib so, dann zählt diese Seite"


def _next_time(message: Message, language: Language) -> str:
    return f"Nächstes Mal: {language.said(message.get('cue'))}"


def _part(message: Message, language: Language) -> str:
    """Return the part of the body with its article: `die Hüfte des hinteren Beins`."""
    measure, role = str(message.get("measure")), message.get("role")
    words = language.measure(measure)
    joint = measure.replace("_", " ") if words is None else words.part
    return joint if role is None else f"{joint} {language.term('role_of', role)}"


def _fault(message: Message, language: Language) -> str:
    words = language.measure(str(message.get("measure")))
    subject, low = _part(message, language), message.get("end") == "low"
    if words is None:
        return f"{subject}: {'zu wenig' if low else 'zu viel'}"
    return (words.low if low else words.high).format(subject)


def _not_tucked(message: Message, language: Language) -> str:
    return f"{_part(message, language)} war noch nicht aufgerichtet"


def _just_short(message: Message, language: Language) -> str:
    return f"{_part(message, language)}: knapp vor dem Ziel"


def _short_of_goal(message: Message, language: Language) -> str:
    return f"{_part(message, language)}: das Ziel war noch nicht erreicht"


def _no_fault_but_short(message: Message, language: Language) -> str:
    cue = message.get("cue")
    return "Noch nicht am Ziel, und kein Fehler." + (f" {language.said(cue)}" if cue else "")


def _tucked(message: Message, language: Language) -> str:
    done, seconds = language.said(message.get("done")), message.get("seconds")
    words = f"{done}, davon {seconds} s mit aufgerichtetem Becken"
    return f"{words}, bei wenig Tiefe: eine volle Variante" if message.get("shallow") else words


def _further(message: Message, language: Language) -> str:
    done, change = (language.said(message.get(name)) for name in ("done", "change"))
    first = message.get("done")
    lost = isinstance(first, Message) and first.code == HeadlineCode.LOST
    joined = f"{done}; {change}" if lost else f"{done}, {change}"
    return f"{joined} ({message.get('value')} ± {message.get('error')})"


def _from_start(message: Message, _: Language) -> str:
    degrees = round(_number(message.get("degrees")))
    if degrees == 0:
        return "so weit wie am Anfang"
    return f"{abs(degrees)} Grad {'weiter' if degrees > 0 else 'weniger weit'} als am Anfang"


def _not_measured(message: Message, language: Language) -> str:
    part = _part(message, language)
    return f"{part[:1].upper()}{part[1:]} ließ sich nicht messen"


def _not_told(message: Message, language: Language) -> str:
    what, why = language.said(message.get("what")), message.get("why")
    return f"{what}: {language.half(language.said(why))}" if why is not None else what


def _on_target(message: Message, language: Language) -> str:
    near = message.code == CheckCode.NEAR_TARGET
    words = "Im Ziel, soweit sich das messen lässt" if near else "Im Zielbereich"
    seen, also = message.get("seen"), message.get("and_also")
    if seen is not None:
        words += f", {language.said(seen)}"
    if message.get("without_back"):
        words += ", ohne den Anteil des unteren Rückens"
    elif also is not None:
        words += f". {language.said(also)}"
    return words


def _camera(message: Message, language: Language) -> str:
    place = message.get("place")
    return "" if place is None else f"; stell sie {language.term('camera_place', place)} auf"


def _nothing_told(message: Message, language: Language) -> str:
    why = language.half(language.said(message.get("why")))
    return f"Nicht zu sagen: {why}{_camera(message, language)}"


def _rest_not_told(message: Message, language: Language) -> str:
    done, why = (language.said(message.get(name)) for name in ("done", "why"))
    camera = _camera(message, language)
    return f"{done}; der Rest lässt sich nicht sagen: {language.half(why)}{camera}"


def _lost(message: Message, language: Language) -> str:
    done, why = (language.said(message.get(name)) for name in ("done", "why"))
    seconds = message.get("seconds")
    long = "die meiste Zeit" if seconds is None else f"{seconds} s lang"
    return f"{done}: {language.half(why)}, und das {long}"


def _but_fault(message: Message, language: Language) -> str:
    done, wrong = (language.said(message.get(name)) for name in ("done", "fault"))
    seen, reps = message.get("seen"), message.get("reps")
    if seen is not None:
        wrong = f"{language.said(seen)}: {wrong}"
    if reps is not None:
        long = f"in {reps} davon"
    else:
        long = "die meiste Zeit" if message.get("mostly") else "zeitweise"
    joined = ":" if message.get("nothing") else ", aber"
    return f"{done}{joined} {wrong}, und das {long}"


def _seconds(message: Message, language: Language) -> str:
    unbroken = message.get("unbroken")
    aside = "" if unbroken is None else f" ({unbroken} s ohne Unterbrechung)"
    target = language.figure(_number(message.get("target")), "g")
    return f"{message.get('seconds')} s von {target} s{aside}"


def _too_short(message: Message, language: Language) -> str:
    clip = message.code == WhyCode.CLIP_TOO_SHORT
    what = "der Clip ist zu kurz" if clip else "du warst zu kurz im Bild"
    if message.get("target") is None:
        return f"{what}, um eine Wiederholung zu bewerten; film einen ganzen Satz"
    least, target = (
        language.figure(_number(message.get(name)), "g") for name in ("least", "target")
    )
    return (
        f"{what}, um ein Halten zu bewerten; "
        f"nötig sind mehr als {least} s, und {target} s, um es ganz zu bewerten"
    )


def _number(value: Argument) -> float:
    return value if isinstance(value, int | float) else 0.0


SENTENCES: Final[Words] = {
    WhyCode.MOVING: "du hast dich noch bewegt",
    WhyCode.OUT_OF_SIGHT: "du warst kurz nicht zu sehen",
    WhyCode.TOO_FEW_PICTURES: "von der Kamera kamen zu wenige Bilder",
    WhyCode.NOT_IN_POSITION: "du warst nicht in der Position",
    WhyCode.CAME_OUT: "du bist herausgekommen",
    WhyCode.RECORDING_ENDED: "die Aufnahme war zu Ende",
    WhyCode.NOBODY_THERE: "niemand war zu sehen",
    WhyCode.CLIP_TOO_SHORT: _too_short,
    WhyCode.SEEN_TOO_SHORT: _too_short,
    WhyCode.LEG_UNCLEAR: "es war nicht klar, welches Bein arbeitet",
    WhyCode.OTHER_LEG: "das andere Bein war dran",
    WhyCode.CHANGED_LEGS: "du hast das Bein gewechselt",
    WhyCode.OTHER_VIEW: "die Kamera sah dich {seen:view}",
    WhyCode.OTHER_MOVEMENT: "es sah aus wie: {position:position}",
    WhyCode.SECOND_VIEW_NOT_SEEN: "Die Kamera hat dich nicht {place:place} gesehen",
    WhyCode.CLIP_TURNED: "der Clip scheint {quarters:turned}",
    WhyCode.NEVER_COUNTED: "Es gab keinen Moment, in dem es zählte",
    CueCode.STEP_IN: "Geh so ins Bild, dass die Kamera dich ganz sieht",
    CueCode.TOO_SLOW: (
        "Die Bilder kommen zu langsam, um Sekunden zu zählen. Schließ andere Programme"
    ),
    CueCode.STEP_INTO_PICTURE: "Geh ins Bild",
    CueCode.SHOW_ALL_OF_YOU: "Geh zurück, bis du ganz im Bild bist",
    CueCode.SHOW_WHICH_LEG: "Geh in die Position, damit klar ist, welches Bein arbeitet",
    CueCode.SHOW_ONE_SIDE: "Dreh dich so, dass eine Seite zur Kamera zeigt",
    CueCode.TURN: _turn,
    CueCode.TURN_ROUND: (
        "Wenn du magst, dreh dich um, sodass {role:leg_to_show} näher an der Kamera ist"
    ),
    CueCode.STEP_BACK: "Geh zurück, bis deine {joint:shown} zu sehen sind",
    CueCode.COME_CLOSER: "Komm näher an die Kamera",
    CueCode.LEVEL_CAMERA: "Die Kamera ist um etwa {degrees:.0f} Grad geneigt: richte sie gerade",
    CueCode.BEGIN_IN_START_POSE: "Beginn in der Ausgangsposition",
    CueCode.GET_READY: "Geh in die Position, wenn du bereit bist",
    CueCode.BEGIN: "Fang an, wenn du bereit bist",
    CueCode.HOLD_STILL: "Halt still, die Uhr läuft gleich",
    CueCode.KEEP_BREATHING: "Gut. Atme weiter und halte.",
    CueCode.HOLD_TUCKED: "Halte und atme, das Becken aufgerichtet",
    CueCode.COME_OUT: _come_out,
    CueCode.STAY_FOR_SECOND_VIEW: "Bleib kurz so, die Kamera schaut jetzt von hier",
    CueCode.GO_ON_FOR_SECOND_VIEW: "Mach so weiter, die Kamera schaut jetzt von hier",
    CueCode.SECOND_VIEW_SEEN: (
        "Danke, das habe ich gesehen. Für einen weiteren Satz zeig wieder deine Seite"
    ),
    CueCode.LOOKS_LIKE: "Das sieht aus wie: {position:position}",
    CueCode.CHOSE_ANOTHER: (
        "Das sieht aus wie: {position:position}. Gewählt hast du: {stretch:half}"
    ),
    CueCode.CHANGE_LEGS: _change_legs,
    CueCode.LEG_POSITION: _leg_position,
    CueCode.REP_GOOD: "Gut. Das sind {count} von {target}.",
    CueCode.REP_COUNTED: "Gezählt. Das sind {count} von {target}.",
    CueCode.GO_ALL_THE_WAY: "Geh den ganzen Weg, so weit es leicht geht",
    CueCode.NEXT_TIME: _next_time,
    CueCode.TO_BE_SAFE: "{cue:end}, zur Sicherheit",
    CueCode.NEARLY_THERE: "Fast da: {cue}",
    CheckCode.FAULT: _fault,
    CheckCode.HIPS_CAME_UP: "deine Hüften sind hochgekommen",
    CheckCode.NOT_TUCKED: _not_tucked,
    CheckCode.JUST_SHORT: _just_short,
    CheckCode.SHORT_OF_GOAL: _short_of_goal,
    CheckCode.NO_FAULT_BUT_SHORT: _no_fault_but_short,
    CheckCode.SEEN_FROM: "{place:place} gesehen",
    CheckCode.HIP_OR_BACK: (
        "Ob die Beugung aus der Hüfte oder aus dem unteren Rücken kam, ließ sich nicht messen"
    ),
    CheckCode.NOT_MEASURED: _not_measured,
    CheckCode.NOT_TOLD: _not_told,
    CheckCode.FROM_START: _from_start,
    CheckCode.SINCE_START: "gegenüber dem Anfang",
    CheckCode.FOR_INFORMATION: "Nur zur Information",
    CheckCode.ON_TARGET: _on_target,
    CheckCode.NEAR_TARGET: _on_target,
    HeadlineCode.NOT_SCORED: "Nicht bewertet: {why:half}",
    HeadlineCode.NOTHING_TOLD: _nothing_told,
    HeadlineCode.TOO_FEW_PICTURES: (
        "Nicht zu sagen: {rate:.1f} Bilder pro Sekunde sind zu wenig, um ein Halten zu bewerten; "
        "nötig sind mindestens {needed}"
    ),
    HeadlineCode.FILM_FASTER: (
        "Film mit 15 Bildern pro Sekunde oder mehr, und schließ dabei andere Programme"
    ),
    HeadlineCode.NO_REP_SEEN: "{done}: keine war von Anfang bis Ende zu sehen",
    HeadlineCode.NOT_IN_POSITION: "{done}: nicht in der Position, {fault}",
    HeadlineCode.NOT_HELD: "{done}: die Position wurde nicht gehalten",
    HeadlineCode.ONLY_SECOND_FAULT: "Nur {place:only_place} gesehen: {fault}",
    HeadlineCode.ONLY_SECOND: (
        "Nur {place:only_place} gesehen: für den Rest muss die Kamera seitlich von dir stehen"
    ),
    HeadlineCode.REST_NOT_TOLD: _rest_not_told,
    HeadlineCode.AND_REST_NOT_TOLD: _rest_not_told,
    HeadlineCode.LOST: _lost,
    HeadlineCode.TOO_SHALLOW: "{done}: {count} gingen nicht weit genug, um zu zählen",
    HeadlineCode.AND_TOO_SHALLOW: "{done}; {count} weitere gingen nicht weit genug, um zu zählen",
    HeadlineCode.BUT_FAULT: _but_fault,
    HeadlineCode.BUT_NOT_TOLD: "{done}. {what}",
    HeadlineCode.AS_FAR_AS_TOLD: "{done}, im Ziel, soweit sich das messen lässt",
    HeadlineCode.READ: (
        "{goes} Mal gemessen, im Mittel {value} \N{PLUS-MINUS SIGN} {error}. Erst eine Veränderung "
        "von {change} oder mehr ist echt"
    ),
    HeadlineCode.READ_ONCE: (
        "Einmal gemessen: {value} \N{PLUS-MINUS SIGN} {error}. Mach drei Durchgänge: einer allein "
        "zeigt erst eine Veränderung von {change} oder mehr"
    ),
    HeadlineCode.TUCKED: _tucked,
    HeadlineCode.FURTHER: _further,
    HeadlineCode.IN_GOOD_FORM: "{done} in guter Form",
    HeadlineCode.DONE: "{done}",
    HeadlineCode.CHOOSE: "Wähl {stretch} ({id}), oder mach die Übung, die du gewählt hast",
    HeadlineCode.SHOWS_ANOTHER: (
        "Das sieht nach „{stretch}“ ({id}) aus: wähl das, oder mach die Übung, die du gewählt hast"
    ),
    HeadlineCode.MAY_BE: (
        "Ist das „{stretch}“, dann wähl es ({id}); sonst mach die Übung, die du gewählt hast"
    ),
    HeadlineCode.CHOOSE_ANOTHER: (
        "Wähl die Übung, die du machst, oder mach die, die du gewählt hast"
    ),
    ViewCostCode.NOT_JUDGED: (
        "{seconds} s wurden nicht bewertet: du warst zu weit von der Ansicht weggedreht, die diese "
        "Übung braucht. {turn}"
    ),
    ViewCostCode.JUDGED_ASIDE: (
        "{seconds} s lang sah die Kamera dich schräg: dort sind die Fehler größer, und ein Wert "
        "im Ziel gilt als „Gut genug“. {turn}"
    ),
    ViewCostCode.MOMENT_ASIDE: (
        "Die Kamera sieht dich schräg: dort sind die Fehler größer, und ein Wert im Ziel gilt als "
        "„Gut genug“. {turn}"
    ),
    HeadlineCode.LEGS_APART: (
        "Bleib seitlich zur Kamera, ein Bein in deutlichem Abstand vom anderen"
    ),
    HeadlineCode.MOVE_CAMERA: "Stell die Kamera {place:camera_place} auf",
    DoneCode.SECONDS: _seconds,
    DoneCode.SETS: "{seconds} s, {sets} Sätze zu {target:g} s",
    DoneCode.HELD: "Gehalten: {done}",
    DoneCode.REPS: "{count} von {target} Wiederholungen",
    MomentCode.TAKES_A_CLIP: (
        "Es geht um eine Veränderung gegenüber der Ausgangsposition; dafür braucht es einen Clip"
    ),
    MomentCode.NOT_ITS_END: "Das Bild zeigt nicht das Ende der Bewegung, an dem es zählt",
    MomentCode.NO_TIME: "Wie lange und wie ruhig gehalten wurde: ein Bild zeigt nur einen Moment",
    MomentCode.ALL_MET: "In diesem Bild ist jedes gemessene Ziel erreicht",
    MomentCode.FAULT: "In diesem Bild: {fault}",
    MomentCode.NOTHING_WRONG: "In diesem Bild ist nichts falsch. {what}",
    RecognitionCode.NOBODY_SEEN: ("Niemand war zu sehen: film eine Person ganz, von der Seite"),
    RecognitionCode.NEVER_NEAR: (
        "Am ehesten sieht es aus wie „{stretch}“, kam dem Ziel aber nie nahe"
    ),
    RecognitionCode.UNFAMILIAR: (
        "Am ehesten sieht es aus wie „{stretch}“, aber die Position passt nicht dazu"
    ),
    RecognitionCode.TURNED: (
        "Der Clip scheint {quarters:turned}: richtig gedreht zeigt er „{stretch}“. Dreh ihn in "
        "einer Foto- oder Video-App und werte ihn noch einmal aus"
    ),
    RecognitionCode.MAY_BE_TURNED: (
        "Falls der Clip auf der Seite liegt, zeigt er „{stretch}“: dreh ihn dann in einer Foto- "
        "oder Video-App und werte ihn noch einmal aus"
    ),
    RecognitionCode.HEAD_DOWN: (
        "Deine Schultern sind im Clip meist unter der Hüfte: er ist vielleicht gedreht. Liegt er "
        "auf der Seite oder steht er kopf, dreh ihn in einer Foto- oder Video-App und werte ihn "
        "noch einmal aus"
    ),
    RecognitionCode.NEAR_LEG_UNTOLD: (
        "Das Bein auf der Seite der Kamera war nicht zu erkennen: enge Kleidung und mehr Licht "
        "helfen"
    ),
    RecognitionCode.TOO_OBLIQUE: (
        "Die Kamera sah dich schräg: stell sie gerade seitlich von dir auf, in Hüfthöhe"
    ),
    RecognitionCode.ASSUMED: (
        "Bewertet als „{stretch}“, die wahrscheinlichere von zwei ähnlichen Übungen. War es "
        "„{other}“, lass es als das bewerten"
    ),
    RecognitionCode.SEEN_FROM_FRONT: (
        "Die Kamera sah dich von vorn oder von hinten: stell sie seitlich von dir auf"
    ),
    RecognitionCode.VIEW_UNCLEAR: (
        "Es ist nicht klar, von wo die Kamera dich sah: stell sie seitlich von dir auf, in Hüfthöhe"
    ),
    RecognitionCode.CUT_OFF: (
        "Ein Teil von dir war außerhalb des Bildes: geh zurück, oder rück die Kamera"
    ),
    RecognitionCode.NO_START: "Mit dieser Position beginnt keine der Übungen",
    RecognitionCode.SEVERAL: "Mehrere Übungen sehen so aus",
}
