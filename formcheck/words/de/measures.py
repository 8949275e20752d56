"""What each measure is called in German, and what is wrong with it: one row each."""

from __future__ import annotations

from typing import Final

from formcheck.words.template import MeasureWords

_TRUNK: Final = "Anteil an der Rumpflänge"


def _row(
    title: str, scale: str, short: str, part: str, wrong: tuple[str, str], ways: str = ""
) -> MeasureWords:
    """Return a row; `ways` are the words for below and above 0, parted by a stroke."""
    below, _, above = ways.partition("|")
    return MeasureWords(title, scale, short, part, *wrong, (below, above) if ways else None)


_LEAN: Final = ("{} war zu weit vorn", "{} war zu weit hinten")
_BENT: Final = ("{} war zu stark gebeugt", "{} war zu gestreckt")
_OPEN: Final = ("{} war nicht weit genug offen", "{} war zu weit geöffnet")
_LOW: Final = ("{} war zu tief", "{} war zu hoch")

MEASURES: Final = {
    "hip": _row(
        "Hüftwinkel", "zwischen Rumpf und Oberschenkel; 180 ist gestreckt",
        "Rumpf zu Oberschenkel", "die Hüfte", _OPEN,
    ),
    "hip_joint": _row(
        "Winkel des Hüftgelenks allein", "ohne den Anteil des unteren Rückens; 180 ist gestreckt",
        "am Hüftgelenk selbst, ohne den unteren Rücken", "das Hüftgelenk", _OPEN,
    ),
    "knee": _row("Kniewinkel", "180 ist gestreckt", "am Knie", "das Knie", _BENT),
    "elbow": _row("Ellbogenwinkel", "180 ist gestreckt", "am Ellbogen", "der Ellbogen", _BENT),
    "shoulder": _row(
        "Schulterwinkel", "zwischen Rumpf und Oberarm", "an der Schulter", "der Arm",
        ("{} war nicht hoch genug", "{} war zu hoch"),
    ),
    "thigh": _row(
        "Neigung des Oberschenkels", "gegen die Senkrechte",
        "Oberschenkel gegen die Senkrechte", "der Oberschenkel", _LEAN, "nach hinten|nach vorn",
    ),
    "shin": _row(
        "Neigung des Unterschenkels", "gegen die Senkrechte",
        "Unterschenkel gegen die Senkrechte", "der Unterschenkel", _LEAN,
        "nach hinten|nach vorn",
    ),
    "trunk_shin": _row(
        "Neigung des Rumpfs im Vergleich zum Unterschenkel", "0, wenn beide gleich geneigt sind",
        "Rumpf gegen Unterschenkel", "der Rumpf gegen den Unterschenkel",
        (
            "der Rumpf war zu aufrecht für die Unterschenkel",
            "der Rumpf war zu tief für die Unterschenkel",
        ),
        "weniger als der Unterschenkel|mehr als der Unterschenkel",
    ),
    "ankle": _row(
        "Winkel des Sprunggelenks", "0, wenn der Fuß im rechten Winkel zum Unterschenkel steht",
        "Fuß gegen Unterschenkel", "das Sprunggelenk",
        ("{} war zu weit gestreckt", "{} war zu weit angezogen"), "gestreckt|angezogen",
    ),
    "trunk_lean": _row(
        "Neigung deines Rumpfs", "0 ist aufrecht", "Rumpf gegen die Senkrechte", "der Rumpf",
        ("du hast dich zu weit zurückgelehnt", "du hast dich zu weit vorgelehnt"),
        "nach hinten|nach vorn",
    ),
    "trunk_pitch": _row(
        "Anstieg deines Rumpfs", "0 ist flach liegend, 90 ist aufrecht", "Steigung des Rumpfs",
        "der Brustkorb", _LOW,
    ),
    "hips_rise": _row(
        "Anheben deiner Hüften", "über dem Boden", f"Anheben der Hüften, {_TRUNK}",
        "die Hüften", ("{} waren zu tief", "{} sind hochgekommen"),
    ),
    "pelvic_tilt": _row(
        "Kippung deines Beckens", "0 ist, wie du bequem stehst",
        "Becken dagegen, wie du bequem stehst oder kniest", "das Becken",
        ("{} war zu weit eingerollt", "der untere Rücken war im Hohlkreuz"),
        "Richtung eingerollt|Richtung Hohlkreuz",
    ),
    "pelvic_obliquity": _row(
        "Schräge deiner Hüften", "0 ist waagerecht", "Hüftlinie gegen die Waagerechte",
        "die Hüften", ("{} waren nicht waagerecht", "{} waren nicht waagerecht"),
        "zur einen Seite|zur anderen",
    ),
    "pelvic_rotation": _row(
        "Drehung deiner Hüften", "0 ist geradeaus", "Drehung des Beckens", "die Hüften",
        ("{} standen nicht gerade", "{} standen nicht gerade"), "zur einen Seite|zur anderen",
    ),
    "arm_lean": _row(
        "Neigung des Arms", "0, wenn das Handgelenk gerade unter der Schulter ist",
        "Arm gegen die Senkrechte", "der Arm",
        ("die Hände waren zu weit vorn", "die Hände waren zu weit hinten"),
        "mit der Hand vorn|mit der Hand hinten",
    ),
    "arm_spread": _row(
        "Abspreizen des Arms", "0 am Körper, 90 gerade zur Seite",
        "Arm gegen die Seite des Rumpfs", "der Arm",
        ("{} war nicht weit genug zur Seite", "{} war zu hoch"),
    ),
    "knee_height": _row(
        "Höhe des Knies", "über deinem tieferen Knöchel", f"Höhe des Knies, {_TRUNK}",
        "das Knie", ("{} war zu tief", "{} war nicht am Boden"),
    ),
    "wrist_to_ankle": _row(
        "Abstand der Hand vom Knöchel", "der näheren Hand", f"Hand zu Knöchel, {_TRUNK}",
        "die Hand", ("die Hand war zu nah am Fuß", "die Hand reichte nicht weit genug"),
    ),
    "ankle_to_knee": _row(
        "Abstand des Knöchels vom anderen Knie", "0, wenn sie sich berühren",
        f"Knöchel zum anderen Knie, {_TRUNK}", "der Knöchel",
        ("der Knöchel war zu nah am anderen Knie", "der Knöchel war nicht über dem anderen Knie"),
    ),
    "ankle_across": _row(
        "Weg des Knöchels zur anderen Seite", "0 ist die Mitte deines Körpers",
        f"Knöchel über die Mittellinie, {_TRUNK}", "der Fuß",
        ("{} kam nicht hinüber", "{} ging zu weit hinüber"),
    ),
    "hip_height": _row(
        "Höhe deiner Hüften", "über der Linie von den Schultern zu den Knien",
        f"Höhe der Hüften, {_TRUNK}", "die Hüften", ("{} waren zu tief", "{} sind hochgekommen"),
    ),
    "knees_apart": _row(
        "Abstand deiner Knie", "Hüftbreite ist etwa 40", f"Abstand der Knie, {_TRUNK}",
        "die Knie", ("{} waren zu eng beieinander", "{} waren zu weit auseinander"),
    ),
    "knees_over_feet": _row(
        "Abstand deiner Knie", "100, wenn sie so weit auseinander sind wie die Knöchel",
        "Abstand der Knie, Anteil am Abstand der Knöchel", "die Knie",
        ("{} fielen nach innen", "{} waren weiter als die Füße"),
    ),
    "chest_roll": _row(
        "Drehung deines Brustkorbs", "0, wenn beide Schultern gleich tief sind",
        "Drehung des Brustkorbs", "der Brustkorb",
        ("eine Schulter kam hoch", "eine Schulter kam hoch"), "zur einen Seite|zur anderen",
    ),
}  # fmt: skip
