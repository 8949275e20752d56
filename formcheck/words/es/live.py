"""What is said between and around the sets of a live session, in Spanish."""

from __future__ import annotations

from typing import Final

from formcheck.codes.live import LiveCode
from formcheck.codes.stretches import ChangeCode
from formcheck.message import Message
from formcheck.words.changed_targets import changed_target
from formcheck.words.template import Language, Words


def _get_into_position(message: Message, language: Language) -> str:
    return f"Ponte en la posición{_and(message, language)}"


def _next(message: Message, language: Language) -> str:
    return f"Ahora: {language.said(message.get('stretch'))}{_and(message, language)}"


def _and(message: Message, language: Language) -> str:
    position = message.get("position")
    return "" if position is None else f", {language.said(position)}"


def _all_right(message: Message, language: Language) -> str:
    words = f"Bien, {language.said(message.get('position'))}"
    side = message.get("side")
    if side is None:
        return words
    return f"{words}. Después viene el lado {language.term('stem', side)}o"


def _place(message: Message, language: Language) -> str:
    side, sets = message.get("side"), message.get("sets")
    parts = [] if side is None else [language.term("side", side)]
    number = message.get("number")
    if isinstance(sets, int) and isinstance(number, int) and number > sets:
        parts.append("una serie más")
    elif isinstance(sets, int) and sets > 1:
        parts.append(f"serie {number} de {sets}")
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


def _instead(message: Message, language: Language) -> str:
    what, value, old = changed_target(message, language)
    return f"{what}: {value} en vez de {old}"


TERMS: Final[dict[str, dict[str, str]]] = {
    "joint": {
        "shoulder": "el hombro",
        "elbow": "el codo",
        "wrist": "la muñeca",
        "hip": "la cadera",
        "knee": "la rodilla",
        "ankle": "el tobillo",
        "heel": "el talón",
        "foot_index": "el dedo del pie",
    },
    "side": {"left": "izquierda", "right": "derecha"},
    "stem": {"left": "izquierd", "right": "derech"},
    "switch": {
        "None": "ninguno",
        "True": "sí",
        "False": "no",
        "held": "mientras mantienes",
        "bottom": "en el punto más bajo",
        "top": "en el punto más alto",
        "always": "todo el tiempo",
    },
    "target": {
        "low": "límite inferior",
        "high": "límite superior",
        "prefer_low": "límite inferior sin la zona lumbar",
        "prefer_high": "límite superior sin la zona lumbar",
        "goal": "meta",
        "one_sided": "pedir más solo donde falta con seguridad",
        "at": "juzgado",
        "required": "necesario para el reloj",
        "scored": "puntuado",
        "hold.seconds": "segundos que mantener",
        "hold.sets": "series",
        "hold.rest": "segundos de descanso",
        "reps.top": "extremo superior de una repetición",
        "reps.bottom": "extremo inferior de una repetición",
        "reps.count": "repeticiones",
        "reps.sets": "series",
        "reps.rest": "segundos de descanso",
        "view.max_yaw": "grados que puedes estar girado",
    },
}


def _goes_read(message: Message, _: Language) -> str:
    goes = message.get("goes")
    return f"{goes} intento medido" if goes == 1 else f"{goes} intentos medidos"


def _side_read(message: Message, language: Language) -> str:
    side = str(language.term("side", message.get("side")))
    head = f"{side[:1].upper()}{side[1:]} {message.get('value')} {message.get('error')}"
    goes, change = message.get("goes"), message.get("change")
    of = "un intento" if goes == 1 else f"media de {goes} intentos"
    return f"{head}, {of}; solo un cambio de {change} o más es real."


def _side_more(message: Message, _: Language) -> str:
    apart, needed = message.get("apart"), message.get("needed")
    if message.get("side") == "left":
        return f"A la izquierda son {apart} más. Es real: el error llega hasta {needed}."
    return f"A la derecha son {apart} más. Es real: el error llega hasta {needed}."


SENTENCES: Final[Words] = {
    ChangeCode.INSTEAD: _instead,
    LiveCode.ALL_DONE: "Todo hecho. Buen estiramiento.",
    LiveCode.ALL_DONE_COME_OUT: "Todo hecho. Sal despacio.",
    LiveCode.FINISHED: "Terminado",
    LiveCode.PAUSED: "En pausa",
    LiveCode.PAUSED_HOW_TO_GO_ON: (
        "En pausa. Para seguir, toca Seguir, levanta una mano o pulsa la barra espaciadora"
    ),
    LiveCode.PAUSED_NOBODY: "He parado, porque no había nadie en la imagen",
    LiveCode.ALL_SEEN: "Te veo por completo",
    LiveCode.ALL_SEEN_HOW_TO_BEGIN: (
        "Te veo por completo. Levanta una mano o pulsa la barra espaciadora"
    ),
    LiveCode.CAMERA_FROZEN: "La imagen de la cámara está parada. Desconéctala, o elige otra",
    LiveCode.CUT_OFF: (
        "La serie se cortó, porque formcheck terminó. Lo que había contado está guardado."
    ),
    LiveCode.LET_ME_LOOK: "Déjame mirar",
    LiveCode.GOING_ON: "Seguimos",
    LiveCode.GET_INTO_POSITION: _get_into_position,
    LiveCode.HOLD: "Mantén",
    LiveCode.OWN_PACE: "Sigue a tu ritmo",
    LiveCode.NEXT: _next,
    LiveCode.OTHER_SIDE: "Ahora el otro lado, {position}",
    LiveCode.REST_THEN: "Descansa. Luego: {place:half}",
    LiveCode.REST: "Descansa un momento",
    LiveCode.REPS_DONE: "Van {count}. Bien hecho.",
    LiveCode.SECONDS_DONE: "Van {seconds:.0f} segundos. Sal despacio.",
    LiveCode.TEN_SECONDS: "Diez segundos",
    LiveCode.HALF_WAY: "La mitad",
    LiveCode.COUNT: "{left}",
    LiveCode.GOES_READ: _goes_read,
    LiveCode.SIDE_READ: _side_read,
    LiveCode.SIDES_ALIKE: (
        "Izquierda y derecha difieren en {apart}. Eso cabe en el error, que llega hasta {needed}."
    ),
    LiveCode.SIDE_MORE: _side_more,
    LiveCode.TO_GO_AND_HINT: "Faltan {left}{unit}. {hint:end}",
    LiveCode.PRESS_EASIER: "Pulsa Hacerlo más fácil, y contará tu propio rango",
    LiveCode.EASIER_NOW: "Bien, desde aquí cuenta. Quédate ahí",
    LiveCode.ALL_RIGHT: _all_right,
    LiveCode.PLACE: _place,
    LiveCode.PRESS_TO_BEGIN: "Pulsa la barra espaciadora para empezar",
    LiveCode.NEUTRAL_DONE: "Bien hecho. Esa es tu posición neutra.",
}
