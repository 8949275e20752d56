"""What each measure is called in Spanish, and what is wrong with it: one row each."""

from __future__ import annotations

from typing import Final

from formcheck.words.template import MeasureWords

_TRUNK: Final = "parte de la longitud del tronco"


def _row(
    title: str, scale: str, short: str, part: str, wrong: tuple[str, str], ways: str = ""
) -> MeasureWords:
    """Return a row; `ways` are the words for below and above 0, parted by a stroke."""
    below, _, above = ways.partition("|")
    return MeasureWords(title, scale, short, part, *wrong, (below, above) if ways else None)


_LEAN: Final = ("{} estaba demasiado adelante", "{} estaba demasiado atrás")
_OPEN: Final = ("{} no se abrió lo suficiente", "{} se abrió demasiado")
_LOW: Final = ("{} estaba demasiado bajo", "{} estaba demasiado alto")
_WAYS: Final = "hacia atrás|hacia delante"
_SIDES: Final = "hacia un lado|hacia el otro"

MEASURES: Final = {
    "hip": _row(
        "Ángulo de la cadera", "entre tronco y muslo; 180 es recto", "tronco con muslo",
        "la cadera", _OPEN,
    ),
    "hip_joint": _row(
        "Ángulo de la articulación de la cadera", "sin la parte de la zona lumbar; 180 es recto",
        "en la propia articulación, sin la zona lumbar", "la articulación de la cadera", _OPEN,
    ),
    "knee": _row(
        "Ángulo de la rodilla", "180 es recta", "en la rodilla", "la rodilla",
        ("{} estaba demasiado doblada", "{} estaba demasiado recta"),
    ),
    "elbow": _row(
        "Ángulo del codo", "180 es recto", "en el codo", "el codo",
        ("{} estaba demasiado doblado", "{} estaba demasiado recto"),
    ),
    "shoulder": _row(
        "Ángulo del hombro", "entre tronco y brazo", "en el hombro", "el brazo",
        ("{} no se levantó lo suficiente", "{} se levantó demasiado"),
    ),
    "thigh": _row(
        "Inclinación del muslo", "respecto a la vertical", "muslo con la vertical", "el muslo",
        _LEAN, _WAYS,
    ),
    "shin": _row(
        "Inclinación de la tibia", "respecto a la vertical", "tibia con la vertical", "la tibia",
        _LEAN, _WAYS,
    ),
    "trunk_shin": _row(
        "Inclinación del tronco comparada con la tibia", "0 cuando se inclinan igual",
        "tronco con tibia", "el tronco respecto a la tibia",
        (
            "el tronco estaba demasiado erguido para las tibias",
            "el tronco estaba demasiado bajo para las tibias",
        ),
        "menos que la tibia|más que la tibia",
    ),
    "ankle": _row(
        "Ángulo del tobillo", "0 con el pie en ángulo recto con la tibia", "pie con tibia",
        "el tobillo", ("{} estaba demasiado estirado", "{} estaba demasiado flexionado"),
        "estirado|flexionado",
    ),
    "trunk_lean": _row(
        "Inclinación de tu tronco", "0 es erguido", "tronco con la vertical", "el tronco",
        ("te inclinaste demasiado hacia atrás", "te inclinaste demasiado hacia delante"), _WAYS,
    ),
    "trunk_pitch": _row(
        "Elevación de tu tronco", "0 es tumbado, 90 es erguido", "pendiente del tronco",
        "el pecho", _LOW,
    ),
    "hips_rise": _row(
        "Elevación de tus caderas", "sobre el suelo", f"elevación de las caderas, {_TRUNK}",
        "las caderas", ("{} estaban demasiado bajas", "{} se levantaron"),
    ),
    "pelvic_tilt": _row(
        "Inclinación de tu pelvis", "0 es como estás de pie en reposo",
        "pelvis respecto a cómo estás de pie o de rodillas en reposo", "la pelvis",
        ("{} estaba demasiado recogida", "la zona lumbar estaba arqueada"),
        "hacia recogida|hacia arqueada",
    ),
    "pelvic_obliquity": _row(
        "Desnivel de tus caderas", "0 es nivelado", "línea de las caderas con la horizontal",
        "las caderas", ("{} no estaban niveladas", "{} no estaban niveladas"), _SIDES,
    ),
    "pelvic_rotation": _row(
        "Giro de tus caderas", "0 es al frente", "giro de la pelvis", "las caderas",
        ("{} no miraban al frente", "{} no miraban al frente"), _SIDES,
    ),
    "arm_lean": _row(
        "Inclinación del brazo", "0 con la muñeca justo debajo del hombro",
        "brazo con la vertical", "el brazo",
        ("las manos estaban demasiado adelante", "las manos estaban demasiado atrás"),
        "con la mano delante|con la mano detrás",
    ),
    "arm_spread": _row(
        "Apertura del brazo", "0 junto al cuerpo, 90 en cruz", "brazo con el lado del tronco",
        "el brazo", ("{} no estaba lo bastante abierto", "{} estaba demasiado alto"),
    ),
    "knee_height": _row(
        "Altura de la rodilla", "sobre tu tobillo más bajo", f"altura de la rodilla, {_TRUNK}",
        "la rodilla", ("{} estaba demasiado baja", "{} no tocaba el suelo"),
    ),
    "wrist_to_ankle": _row(
        "Distancia de la mano al tobillo", "de la mano más cercana",
        f"mano al tobillo, {_TRUNK}", "la mano",
        ("la mano estaba demasiado cerca del pie", "la mano no llegó lo bastante lejos"),
    ),
    "ankle_to_knee": _row(
        "Distancia del tobillo a la otra rodilla", "0 cuando se tocan",
        f"tobillo a la otra rodilla, {_TRUNK}", "el tobillo",
        (
            "el tobillo estaba demasiado cerca de la otra rodilla",
            "el tobillo no estaba sobre la otra rodilla",
        ),
    ),
    "ankle_across": _row(
        "Recorrido del tobillo hacia el otro lado", "0 es el centro de tu cuerpo",
        f"tobillo más allá del centro, {_TRUNK}", "el pie",
        ("{} no llegó a cruzar", "{} cruzó demasiado"),
    ),
    "hip_height": _row(
        "Altura de tus caderas", "sobre la línea de hombros a rodillas",
        f"altura de las caderas, {_TRUNK}", "las caderas",
        ("{} estaban demasiado bajas", "{} se levantaron"),
    ),
    "knees_apart": _row(
        "Distancia entre tus rodillas", "el ancho de la cadera es unos 40",
        f"separación de las rodillas, {_TRUNK}", "las rodillas",
        ("{} estaban demasiado juntas", "{} estaban demasiado separadas"),
    ),
    "knees_over_feet": _row(
        "Distancia entre tus rodillas", "100 cuando están tan separadas como los tobillos",
        "separación de las rodillas, parte de la distancia de los tobillos", "las rodillas",
        ("{} se iban hacia dentro", "{} estaban más abiertas que los pies"),
    ),
    "chest_roll": _row(
        "Giro de tu pecho", "0 con los dos hombros igual de bajos", "giro del pecho", "el pecho",
        ("un hombro se levantó", "un hombro se levantó"), _SIDES,
    ),
}  # fmt: skip
