"""Why something cannot be measured, in German."""

from __future__ import annotations

from typing import Final

from formcheck.codes.measure import CalibrationCode, NoteCode, ReasonCode
from formcheck.message import Message
from formcheck.words.template import Language, Words

_REASONS: Final[Words] = {
    ReasonCode.NOBODY: "Niemand ist im Bild: stell dich vor die Kamera",
    ReasonCode.NOT_MEASURED: "In diesem Bild nicht gemessen",
    ReasonCode.OUTSIDE_PICTURE: (
        "{joint:joint} {side:side} ist nicht im Bild: geh zurück oder rück die Kamera"
    ),
    ReasonCode.BOTH_OUTSIDE_PICTURE: (
        "{joint:joint} links und rechts sind nicht im Bild: geh zurück oder rück die Kamera"
    ),
    ReasonCode.LEGS_MERGED: (
        "Dein Bein {side:side} lässt sich nicht vom anderen unterscheiden: zeig deine Seite "
        "gerader, ein Bein vor dem anderen"
    ),
    ReasonCode.LEGS_CONTESTED: (
        "Linkes und rechtes Bein lassen sich aus dieser Sicht nicht unterscheiden: zeig deine "
        "Seite gerade, oder richte dich nach dem hinteren und dem vorderen Bein"
    ),
    ReasonCode.SHOW_SIDE: "Dreh dich so, dass eine Seite deines Körpers zur Kamera zeigt",
    ReasonCode.SHOW_FRONT: "Lass die Kamera dich von vorn sehen, oder von oben, wenn du liegst",
    ReasonCode.FACING_UNDECIDED: (
        "Es ist nicht zu sagen, wohin du schaust: zeig der Kamera deine Seite"
    ),
    ReasonCode.JOINTS_ON_ONE_POINT: (
        "Zwei Gelenke fallen im Bild auf einen Punkt: geh näher an die Kamera"
    ),
    ReasonCode.TRUNK_FORESHORTENED: "Dein Rumpf zeigt zur Kamera: lass sie mehr von dir sehen",
    ReasonCode.ARMS_NOT_SEEN: "Lass die Kamera deine Arme sehen",
    ReasonCode.FEET_TOO_CLOSE: "Stell die Füße etwa hüftbreit",
    ReasonCode.NOT_LYING_FLAT: (
        "Lieg mit Hüften und Knien auf dem Boden, damit ein Anheben zu sehen ist"
    ),
    ReasonCode.LIE_FLAT_FIRST: (
        "Lieg zuerst eine Sekunde flach und still, damit ein Anheben zu sehen ist"
    ),
    ReasonCode.ERROR_TOO_LARGE: "Zeig der Kamera gerade deine Seite, mit beiden Beinen im Blick",
    ReasonCode.ENGINES_CONTRADICT: (
        "Zwei Messungen dieses Bildes weichen zu stark voneinander ab: zeig gerade deine Seite, "
        "bei gutem Licht, mit beiden Beinen im Blick"
    ),
    ReasonCode.HIPS_LEVEL_UNKNOWN: (
        "Eine Kamera kann noch nicht sagen, ob dein Becken waagerecht steht: leg die Hände auf "
        "die Beckenknochen und schau in einen Spiegel"
    ),
    ReasonCode.HIPS_SQUARE_UNKNOWN: (
        "Eine Kamera kann noch nicht sagen, ob dein Becken gerade steht: leg die Hände auf die "
        "Beckenknochen und richte beide geradeaus"
    ),
    ReasonCode.HIP_JOINT_NEEDS_TILT: (
        "Wie weit sich die Hüfte selbst geöffnet hat, ist nur mit der Kippung des Beckens zu "
        "sagen, und die ist hier nicht bekannt"
    ),
    ReasonCode.HIP_OR_LOW_BACK: (
        "Die Hüfte lässt sich nicht vom unteren Rücken trennen: {because:half}"
    ),
    ReasonCode.NO_NEUTRAL: (
        "Steh oder knie eine Sekunde aufrecht, still und seitlich, damit deine Neutralhaltung "
        "bekannt ist; oder leg ein Profil an"
    ),
    ReasonCode.NO_SILHOUETTE: "In diesem Bild wurde dein Umriss nicht gesucht",
    ReasonCode.TOO_SMALL: "Du bist zu klein im Bild: geh näher an die Kamera",
    ReasonCode.OUTLINE_NOT_SEEN: (
        "Dein Umriss hebt sich nicht vom Hintergrund ab: mach mehr Licht, oder zieh Kleidung in "
        "einer anderen Farbe an"
    ),
    ReasonCode.ARM_HIDES_BACK: (
        "Ein Arm verdeckt dein Kreuz: nimm die Hände nach vorn oder lass sie hängen"
    ),
    ReasonCode.CLOTHES_HIDE_BACK: (
        "Deine Kleidung verdeckt dein Kreuz: trag ein eng anliegendes Oberteil, oder steck das "
        "Hemd in die Hose"
    ),
    ReasonCode.BACK_VIEW_TURNED: (
        "Dreh deine Seite gerade zur Kamera: dein Kreuz ist nicht zu sehen"
    ),
    ReasonCode.BACK_UNCLEAR: (
        "Dein Kreuz ist nicht deutlich zu sehen: steh seitlich, eng anliegendes Oberteil, Arme vorn"
    ),
    ReasonCode.BACK_ON_FLOOR: (
        "Wenn du auf dem Rücken liegst, verdeckt der Boden dein Kreuz: hier ist es nicht zu sagen"
    ),
    ReasonCode.NOT_YOUR_LIMB: (
        "{joint:joint} {side:side} scheint auf jemand oder etwas anderem zu liegen: lass niemanden "
        "zwischen dir und der Kamera stehen oder greifen"
    ),
    ReasonCode.LEG_BEHIND_LEG: (
        "Dein Bein {side:side} ist kaum vom anderen zu unterscheiden, weil sie hintereinander "
        "liegen: setz eines weiter vor oder zurück"
    ),
    ReasonCode.NEUTRAL_STALE: (
        "Deine Neutralhaltung wurde aus anderer Entfernung oder Richtung aufgenommen: steh noch "
        "einmal zehn Sekunden seitlich"
    ),
}


def _not_still(message: Message, language: Language) -> str:
    asked, got, mostly = (message.get(name) for name in ("asked", "got", "mostly"))
    hint = f" Meistens: {language.say(mostly)}." if isinstance(mostly, Message) else ""
    return (
        f"erwartet: {asked:.0f} Sekunden still und seitlich stehen, bekommen: {got:.0f}; steh "
        f"still, dann kipp einmal das Becken.{hint}"
    )


_PROVISIONAL: Final = (
    "Ohne Profil wird das Becken damit verglichen, wie du am Anfang still {} hast, und sein "
    "Fehler ist größer; mit einem eigenen Profil wird es sicherer"
)
_DISTANCE: Final = (
    "Du bist {} Kamera als beim Anlegen des Profils, oder es ist eine andere Kamera: stell dich "
    "wie damals auf, oder leg das Profil neu an"
)

_NOTES: Final[Words] = {
    NoteCode.PROVISIONAL_STANDING: _PROVISIONAL.format("gestanden"),
    NoteCode.PROVISIONAL_KNEELING: _PROVISIONAL.format("gekniet"),
    NoteCode.PROFILE_NEARER: _DISTANCE.format("näher an der"),
    NoteCode.PROFILE_FARTHER: _DISTANCE.format("weiter weg von der"),
    NoteCode.PROFILE_TURNED: (
        "Die Kamera sieht dich aus einem anderen Winkel als beim Anlegen des Profils: stell dich "
        "wie damals auf, oder leg das Profil neu an"
    ),
    NoteCode.PROFILE_CLOTHES: (
        "Dein Umriss ist ein anderer als beim Anlegen des Profils, etwa durch andere Kleidung: "
        "leg das Profil neu an"
    ),
    NoteCode.ONE_OF_SEVERAL: (
        "Mehr als eine Person ist im Bild: bewertet wurde die {place:in_picture}. Ist eine andere "
        "gemeint, sag, welche"
    ),
    NoteCode.OTHER_SIDE: (
        "Angegeben war das {told:stem}e Bein, die Kamera hat aber das {seen:stem}e arbeiten sehen, "
        "und das wurde bewertet. Stimmt das, gib das {seen:stem}e Bein an und werte den Clip noch "
        "einmal aus"
    ),
    NoteCode.BOTH_LEGS: (
        "Beide Beine haben gearbeitet, eins nach dem anderen: das linke {left} s und das rechte "
        "{right} s. Das Urteil gilt für beide zusammen; für jedes einzeln film sie in je einem Clip"
    ),
    NoteCode.FIRST_HALF_HOUR: "Nur die erste halbe Stunde wurde aufgezeichnet",
    CalibrationCode.STEP_IN: "Stell dich so vor die Kamera, dass sie dich ganz sieht",
    CalibrationCode.STAND: "Steh aufrecht mit gestreckten Beinen und lass die Arme hängen",
    CalibrationCode.KEEP_STILL: "Steh still und atme ruhig",
    CalibrationCode.TUCK: ("Roll jetzt langsam das Steißbein ein, so weit es leicht geht"),
    CalibrationCode.ARCH: "Geh jetzt langsam ins Hohlkreuz, so weit es leicht geht",
    CalibrationCode.RETURN: "Komm zurück dahin, wo du bequem stehst",
    CalibrationCode.DONE: "Fertig",
    CalibrationCode.NOT_STILL: _not_still,
}

SENTENCES: Final[Words] = _REASONS | _NOTES
