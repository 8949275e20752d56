"""Why something cannot be measured, in Spanish."""

from __future__ import annotations

from typing import Final

from formcheck.codes.measure import CalibrationCode, NoteCode, ReasonCode
from formcheck.message import Message
from formcheck.words.template import Language, Words

_REASONS: Final[Words] = {
    ReasonCode.NOBODY: "No hay nadie en la imagen: ponte delante de la cámara",
    ReasonCode.NOT_MEASURED: "No se midió en esta imagen",
    ReasonCode.OUTSIDE_PICTURE: ("No se ve {joint:joint} ({side:side}): aléjate o mueve la cámara"),
    ReasonCode.BOTH_OUTSIDE_PICTURE: (
        "No se ve {joint:joint} de ningún lado: aléjate o mueve la cámara"
    ),
    ReasonCode.LEGS_MERGED: (
        "Tu pierna {side:side} no se distingue de la {other:side}: muéstrate más de lado, con una "
        "pierna delante de la otra"
    ),
    ReasonCode.LEGS_CONTESTED: (
        "Desde aquí no se distingue la pierna izquierda de la derecha: ponte bien de lado, o "
        "guíate por la de atrás y la de delante"
    ),
    ReasonCode.SHOW_SIDE: "Gírate para que un lado del cuerpo mire a la cámara",
    ReasonCode.SHOW_FRONT: "Deja que la cámara te vea de frente, o desde arriba en el suelo",
    ReasonCode.FACING_UNDECIDED: "No se sabe hacia dónde miras: ponte de lado a la cámara",
    ReasonCode.JOINTS_ON_ONE_POINT: (
        "Dos articulaciones caen en el mismo punto de la imagen: acércate a la cámara"
    ),
    ReasonCode.TRUNK_FORESHORTENED: "Tu tronco apunta a la cámara: deja que te vea mejor",
    ReasonCode.ARMS_NOT_SEEN: "Deja que la cámara vea tus brazos",
    ReasonCode.FEET_TOO_CLOSE: "Separa los pies más o menos al ancho de la cadera",
    ReasonCode.NOT_LYING_FLAT: (
        "Túmbate con caderas y rodillas en el suelo, para que se vea si se levantan"
    ),
    ReasonCode.LIE_FLAT_FIRST: (
        "Túmbate primero un segundo sin moverte, para que se vea si algo se levanta"
    ),
    ReasonCode.ERROR_TOO_LARGE: "Ponte bien de lado a la cámara, con las dos piernas a la vista",
    ReasonCode.ENGINES_CONTRADICT: (
        "Dos lecturas de esta imagen difieren demasiado: ponte bien de lado, con buena luz y las "
        "dos piernas a la vista"
    ),
    ReasonCode.HIPS_LEVEL_UNKNOWN: (
        "Una cámara aún no puede decir si tu pelvis está nivelada: pon las manos en los huesos de "
        "la pelvis y mírate en un espejo"
    ),
    ReasonCode.HIPS_SQUARE_UNKNOWN: (
        "Una cámara aún no puede decir si tu pelvis mira al frente: pon las manos en los huesos "
        "de la pelvis y apunta los dos hacia delante"
    ),
    ReasonCode.HIP_JOINT_NEEDS_TILT: (
        "Cuánto se abrió la cadera misma solo se sabe con la inclinación de la pelvis, que aquí no "
        "se conoce"
    ),
    ReasonCode.HIP_OR_LOW_BACK: ("No se distingue la cadera de la zona lumbar: {because:half}"),
    ReasonCode.NO_NEUTRAL: (
        "Ponte un segundo de pie o de rodillas, de lado, con el tronco erguido y sin moverte, para "
        "conocer tu posición neutra; o crea un perfil"
    ),
    ReasonCode.NO_SILHOUETTE: "En esta imagen no se buscó tu contorno",
    ReasonCode.TOO_SMALL: "Se te ve demasiado pequeño: acércate a la cámara",
    ReasonCode.OUTLINE_NOT_SEEN: (
        "Tu contorno no se distingue del fondo: pon más luz, o ropa de otro color"
    ),
    ReasonCode.ARM_HIDES_BACK: (
        "Un brazo tapa la zona lumbar: lleva las manos delante o déjalas colgar"
    ),
    ReasonCode.CLOTHES_HIDE_BACK: (
        "La ropa tapa la zona lumbar: ponte una prenda ajustada, o mete la camiseta por dentro"
    ),
    ReasonCode.BACK_VIEW_TURNED: "Ponte bien de lado a la cámara: no se ve la zona lumbar",
    ReasonCode.BACK_UNCLEAR: (
        "La zona lumbar no se ve con claridad: de lado, ropa ajustada, brazos delante"
    ),
    ReasonCode.BACK_ON_FLOOR: (
        "Tumbado boca arriba, el suelo tapa la zona lumbar: aquí no se puede decir"
    ),
    ReasonCode.NOT_YOUR_LIMB: (
        "Parece que {joint:joint} ({side:side}) se ve en otra persona o cosa: que nadie esté ni "
        "meta la mano entre tú y la cámara"
    ),
    ReasonCode.LEG_BEHIND_LEG: (
        "Tu pierna {side:side} apenas se distingue de la {other:side}, porque están una detrás de "
        "otra: pon una más adelante o más atrás"
    ),
    ReasonCode.NEUTRAL_STALE: (
        "Tu posición neutra se tomó desde otra distancia o ángulo: ponte otra vez diez segundos "
        "de pie y de lado"
    ),
}


def _not_still(message: Message, language: Language) -> str:
    asked, got, mostly = (message.get(name) for name in ("asked", "got", "mostly"))
    hint = f" Sobre todo: {language.say(mostly)}." if isinstance(mostly, Message) else ""
    return (
        f"se esperaban {asked:.0f} segundos de pie y de lado, sin moverte, y hubo {got:.0f}; no te "
        f"muevas y luego bascula la pelvis una vez.{hint}"
    )


_PROVISIONAL: Final = (
    "Sin perfil, la pelvis se compara con cómo estabas al principio, {} y sin moverte, y su error "
    "es mayor; con un perfil propio es más segura"
)
_DISTANCE: Final = (
    "Estás {} de la cámara que cuando se creó el perfil, o es otra cámara: ponte donde estabas, o "
    "crea el perfil de nuevo"
)

_NOTES: Final[Words] = {
    NoteCode.PROVISIONAL_STANDING: _PROVISIONAL.format("de pie"),
    NoteCode.PROVISIONAL_KNEELING: _PROVISIONAL.format("de rodillas"),
    NoteCode.PROFILE_NEARER: _DISTANCE.format("más cerca"),
    NoteCode.PROFILE_FARTHER: _DISTANCE.format("más lejos"),
    NoteCode.PROFILE_TURNED: (
        "La cámara te ve desde otro ángulo que cuando se creó el perfil: ponte como estabas, o "
        "crea el perfil de nuevo"
    ),
    NoteCode.PROFILE_CLOTHES: (
        "Tu contorno es distinto de cuando se creó el perfil, quizá por otra ropa: crea el perfil "
        "de nuevo"
    ),
    NoteCode.ONE_OF_SEVERAL: (
        "Hay más de una persona en la imagen: se valoró a la {place:in_picture}. Si es otra, di "
        "cuál"
    ),
    NoteCode.OTHER_SIDE: (
        "Indicaste la pierna {told:side}, pero la cámara vio trabajar la {seen:side}, y esa es la "
        "que se valoró. Si es correcto, indica la pierna {seen:side} y vuelve a revisar el vídeo"
    ),
    NoteCode.BOTH_LEGS: (
        "Trabajaron las dos piernas, una tras otra: la izquierda {left} s y la derecha {right} s. "
        "El resultado es de las dos juntas; para tener uno de cada una, graba un vídeo por pierna"
    ),
    NoteCode.FIRST_HALF_HOUR: "Solo se grabó la primera media hora",
    CalibrationCode.STEP_IN: "Ponte delante de la cámara, para que te vea por completo",
    CalibrationCode.STAND: "Ponte de pie con las piernas estiradas y deja colgar los brazos",
    CalibrationCode.KEEP_STILL: "No te muevas y respira con calma",
    CalibrationCode.TUCK: "Ahora mete el cóccix hacia dentro, despacio, hasta donde sea fácil",
    CalibrationCode.ARCH: "Ahora arquea la zona lumbar, despacio, hasta donde sea fácil",
    CalibrationCode.RETURN: "Vuelve a como estás de pie en reposo",
    CalibrationCode.DONE: "Hecho",
    CalibrationCode.NOT_STILL: _not_still,
}

SENTENCES: Final[Words] = _REASONS | _NOTES
