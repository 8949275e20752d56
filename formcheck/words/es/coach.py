"""What a coach says, in Spanish."""

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
        "standing": "estar de pie",
        "one leg behind": "estar de pie con una pierna detrás",
        "squat": "una sentadilla",
        "hinge": "una flexión de cadera",
        "lunge": "una zancada",
        "kneeling": "estar de rodillas",
        "on the heels": "una posición sentada sobre los talones",
        "all fours": "estar a cuatro patas",
        "prone": "una posición tumbada boca abajo",
        "press-up": "levantar el pecho del suelo con los brazos",
        "supine": "una posición tumbada boca arriba",
        "bridge": "un puente",
        "sitting": "una posición sentada",
        "plank": "una plancha",
    },
    "view": {
        ViewCode.UNKNOWN: "desde un lado desconocido",
        ViewCode.SIDE: "de lado",
        ViewCode.FRONT: "de frente",
        ViewCode.BACK: "por detrás",
        ViewCode.FRONT_AT_AN_ANGLE: "en diagonal desde delante",
        ViewCode.BACK_AT_AN_ANGLE: "en diagonal desde atrás",
        ViewCode.AT_AN_ANGLE: "en diagonal",
    },
    "place": {"side": "de lado", "front": "de frente", "above": "desde arriba"},
    "camera_place": {"side": "a tu lado", "front": "delante de ti"},
    "in_picture": {
        "left": "persona de la izquierda",
        "middle": "persona del centro",
        "right": "persona de la derecha",
    },
    "turned": {"1": "de lado", "2": "al revés", "3": "de lado"},
    "only_place": {"front": "de frente", "there": "desde allí"},
    "shown": {
        "ankle": "los pies",
        "heel": "los pies",
        "foot_index": "los pies",
        "knee": "las rodillas",
        "hip": "las caderas",
        "shoulder": "los hombros",
        "elbow": "los codos",
        "wrist": "las manos",
    },
    "leg_to_show": {
        "rear": "la pierna de atrás",
        "front": "la pierna de delante",
        "bent": "la pierna doblada",
        "straight": "la pierna estirada",
        "lifted": "la pierna levantada",
        "crossed": "la pierna cruzada",
        "near": "la pierna cercana",
        "None": "el lado que trabaja",
    },
    "leg_position": {
        "rear": "pierna {side} detrás de ti",
        "front": "pierna {side} delante",
        "bent": "pierna {side} doblada",
        "straight": "pierna {side} estirada",
        "lifted": "pierna {side} levantada",
        "near": "lado {stem}o hacia la cámara",
    },
    "role_of": {
        "rear": "de la pierna de atrás",
        "front": "de la pierna de delante",
        "bent": "de la pierna doblada",
        "straight": "de la pierna estirada",
        "lifted": "de la pierna levantada",
        "crossed": "de la pierna cruzada",
        "near": "del lado de la cámara",
        "far": "del lado lejano",
        "left": "del lado izquierdo",
        "right": "del lado derecho",
        "worked": "del lado que trabaja",
        "other": "del otro lado",
    },
    "facing": {
        "side": "tu lado",
        "front": "tu frente",
        "back": "tu espalda",
        "left": "la izquierda",
        "right": "la derecha",
    },
}
"""Short terms by table; see `formcheck.words.template.Language`."""


def _turn(message: Message, language: Language) -> str:
    what, degrees, to = (message.get(name) for name in ("what", "degrees", "to"))
    side = language.term("facing", what)
    amount = "un cuarto de vuelta" if degrees is None else f"unos {degrees:.0f} grados"
    if message.get("lying"):
        return f"Gira la esterilla {amount}, para que {side} mire a la cámara"
    way = "" if to is None else f" hacia {language.term('facing', to)}"
    return f"Gírate {amount}{way}, para que {side} mire a la cámara"


def _come_out(message: Message, _: Language) -> str:
    seconds = _number(message.get("seconds"))
    whole = seconds >= 120 and seconds % 60 == 0
    length = f"{seconds / 60:.0f} minutos" if whole else f"{seconds:.0f} segundos"
    return f"Van {length}. Sal despacio."


def _leg_position(message: Message, language: Language) -> str:
    name = message.get("side")
    pattern = language.terms["leg_position"].get(str(message.get("role")), "lado {stem}o")
    return pattern.format(side=language.term("side", name), stem=language.term("stem", name))


def _change_legs(message: Message, language: Language) -> str:
    return f"Cambia de pierna: {_leg_position(message, language)}. O sigue así, y cuenta este lado"


def _next_time(message: Message, language: Language) -> str:
    return f"La próxima vez: {language.half(language.said(message.get('cue')))}"


def _part(message: Message, language: Language) -> str:
    """Return the part of the body with its article: `la cadera de la pierna de atrás`."""
    measure, role = str(message.get("measure")), message.get("role")
    words = language.measure(measure)
    joint = measure.replace("_", " ") if words is None else words.part
    return joint if role is None else f"{joint} {language.term('role_of', role)}"


def _fault(message: Message, language: Language) -> str:
    words = language.measure(str(message.get("measure")))
    subject, low = _part(message, language), message.get("end") == "low"
    if words is None:
        return f"{subject}: {'demasiado poco' if low else 'demasiado'}"
    return (words.low if low else words.high).format(subject)


def _not_tucked(message: Message, language: Language) -> str:
    return f"{_part(message, language)} aún no estaba recogida"


def _just_short(message: Message, language: Language) -> str:
    return f"{_part(message, language)}: justo antes del objetivo"


def _short_of_goal(message: Message, language: Language) -> str:
    return f"{_part(message, language)}: aún sin llegar a la meta"


def _no_fault_but_short(message: Message, language: Language) -> str:
    cue = message.get("cue")
    return "Aún sin llegar a la meta, y no es un fallo." + (f" {language.said(cue)}" if cue else "")


def _tucked(message: Message, language: Language) -> str:
    done, seconds = language.said(message.get("done")), message.get("seconds")
    words = f"{done}, {seconds} s de ellos con la pelvis recogida"
    if message.get("shallow"):
        return f"{words}, con poca profundidad: una versión completa"
    return words


def _further(message: Message, language: Language) -> str:
    done, change = (language.said(message.get(name)) for name in ("done", "change"))
    first = message.get("done")
    lost = isinstance(first, Message) and first.code == HeadlineCode.LOST
    joined = f"{done}; {change}" if lost else f"{done}, {change}"
    return f"{joined} ({message.get('value')} ± {message.get('error')})"


def _from_start(message: Message, _: Language) -> str:
    degrees = round(_number(message.get("degrees")))
    if degrees == 0:
        return "igual que al principio"
    unit = "grado" if abs(degrees) == 1 else "grados"
    return f"{abs(degrees)} {unit} {'más' if degrees > 0 else 'menos'} que al principio"


def _not_measured(message: Message, language: Language) -> str:
    part = _part(message, language)
    return f"No se pudo medir {part}"


def _not_told(message: Message, language: Language) -> str:
    what, why = language.said(message.get("what")), message.get("why")
    return f"{what}: {language.half(language.said(why))}" if why is not None else what


def _on_target(message: Message, language: Language) -> str:
    near = message.code == CheckCode.NEAR_TARGET
    words = "En el objetivo, hasta donde se puede medir" if near else "Dentro del objetivo"
    seen, also = message.get("seen"), message.get("and_also")
    if seen is not None:
        words += f", {language.said(seen)}"
    if message.get("without_back"):
        words += ", sin lo que añade la zona lumbar"
    elif also is not None:
        words += f". {language.said(also)}"
    return words


def _camera(message: Message, language: Language) -> str:
    place = message.get("place")
    return "" if place is None else f"; ponla {language.term('camera_place', place)}"


def _nothing_told(message: Message, language: Language) -> str:
    why = language.half(language.said(message.get("why")))
    return f"No se puede decir: {why}{_camera(message, language)}"


def _rest_not_told(message: Message, language: Language) -> str:
    done, why = (language.said(message.get(name)) for name in ("done", "why"))
    camera = _camera(message, language)
    return f"{done}; el resto no se puede decir: {language.half(why)}{camera}"


def _lost(message: Message, language: Language) -> str:
    done, why = (language.said(message.get(name)) for name in ("done", "why"))
    seconds = message.get("seconds")
    long = "la mayor parte del tiempo" if seconds is None else f"durante {seconds} s"
    return f"{done}: {language.half(why)}, y eso {long}"


def _but_fault(message: Message, language: Language) -> str:
    done, wrong = (language.said(message.get(name)) for name in ("done", "fault"))
    seen, reps = message.get("seen"), message.get("reps")
    if seen is not None:
        wrong = f"{language.said(seen)}, {wrong}"
    if reps is not None:
        long = f"en {reps} de ellas"
    elif message.get("mostly"):
        long = "la mayor parte del tiempo"
    else:
        long = "parte del tiempo"
    joined = ":" if message.get("nothing") else ", pero"
    return f"{done}{joined} {wrong}, y eso {long}"


def _seconds(message: Message, language: Language) -> str:
    unbroken = message.get("unbroken")
    aside = "" if unbroken is None else f" ({unbroken} s sin interrupción)"
    target = language.figure(_number(message.get("target")), "g")
    return f"{message.get('seconds')} s de {target} s{aside}"


def _too_short(message: Message, language: Language) -> str:
    clip = message.code == WhyCode.CLIP_TOO_SHORT
    what = "el vídeo es demasiado corto" if clip else "estuviste muy poco tiempo en la imagen"
    if message.get("target") is None:
        return f"{what} para valorar una repetición; graba una serie entera"
    least, target = (
        language.figure(_number(message.get(name)), "g") for name in ("least", "target")
    )
    return (
        f"{what} para valorar una posición mantenida; "
        f"hacen falta más de {least} s, y {target} s para valorarla entera"
    )


def _number(value: Argument) -> float:
    return value if isinstance(value, int | float) else 0.0


SENTENCES: Final[Words] = {
    WhyCode.MOVING: "todavía te movías",
    WhyCode.OUT_OF_SIGHT: "no se te vio por un momento",
    WhyCode.TOO_FEW_PICTURES: "llegaban muy pocas imágenes de la cámara",
    WhyCode.NOT_IN_POSITION: "no estabas en la posición",
    WhyCode.CAME_OUT: "saliste de la posición",
    WhyCode.RECORDING_ENDED: "la grabación llegó a su fin",
    WhyCode.NOBODY_THERE: "no se veía a nadie",
    WhyCode.CLIP_TOO_SHORT: _too_short,
    WhyCode.SEEN_TOO_SHORT: _too_short,
    WhyCode.LEG_UNCLEAR: "no estaba claro qué pierna trabaja",
    WhyCode.OTHER_LEG: "le tocaba a la otra pierna",
    WhyCode.CHANGED_LEGS: "cambiaste de pierna",
    WhyCode.OTHER_VIEW: "la cámara te vio {seen:view}",
    WhyCode.OTHER_MOVEMENT: "parecía {position:position}",
    WhyCode.SECOND_VIEW_NOT_SEEN: "La cámara no te vio {place:place}",
    WhyCode.CLIP_TURNED: "el vídeo parece estar {quarters:turned}",
    WhyCode.NEVER_COUNTED: "No hubo ningún momento en que contara",
    CueCode.STEP_IN: "Ponte dentro de la imagen, para que la cámara te vea por completo",
    CueCode.TOO_SLOW: (
        "Las imágenes llegan demasiado despacio para contar segundos. Cierra otros programas"
    ),
    CueCode.STEP_INTO_PICTURE: "Ponte dentro de la imagen",
    CueCode.SHOW_ALL_OF_YOU: "Aléjate hasta que se te vea por completo",
    CueCode.SHOW_WHICH_LEG: "Ponte en la posición, para que esté claro qué pierna trabaja",
    CueCode.SHOW_ONE_SIDE: "Gírate para que un lado mire a la cámara",
    CueCode.TURN: _turn,
    CueCode.TURN_ROUND: (
        "Si quieres, date la vuelta, para que {role:leg_to_show} quede más cerca de la cámara"
    ),
    CueCode.STEP_BACK: "Aléjate hasta que se vean {joint:shown}",
    CueCode.COME_CLOSER: "Acércate a la cámara",
    CueCode.LEVEL_CAMERA: "La cámara está inclinada unos {degrees:.0f} grados: nivélala",
    CueCode.BEGIN_IN_START_POSE: "Empieza en la posición inicial",
    CueCode.GET_READY: "Ponte en la posición cuando quieras",
    CueCode.BEGIN: "Empieza cuando quieras",
    CueCode.HOLD_STILL: "No te muevas, el reloj empieza",
    CueCode.KEEP_BREATHING: "Bien. Sigue respirando y mantén.",
    CueCode.HOLD_TUCKED: "Mantén y respira, con la pelvis recogida",
    CueCode.COME_OUT: _come_out,
    CueCode.STAY_FOR_SECOND_VIEW: "Quédate así un momento, la cámara mira desde aquí",
    CueCode.GO_ON_FOR_SECOND_VIEW: "Sigue así, la cámara mira desde aquí",
    CueCode.SECOND_VIEW_SEEN: "Gracias, ya se ha visto. Para otra serie, vuelve a ponerte de lado",
    CueCode.LOOKS_LIKE: "Esto parece {position:position}",
    CueCode.CHOSE_ANOTHER: "Esto parece {position:position}, pero elegiste: {stretch:half}",
    CueCode.CHANGE_LEGS: _change_legs,
    CueCode.LEG_POSITION: _leg_position,
    CueCode.REP_GOOD: "Bien. Van {count} de {target}.",
    CueCode.REP_COUNTED: "Contada. Van {count} de {target}.",
    CueCode.GO_ALL_THE_WAY: "Haz todo el recorrido, hasta donde sea fácil",
    CueCode.NEXT_TIME: _next_time,
    CueCode.TO_BE_SAFE: "{cue:end}, por seguridad",
    CueCode.NEARLY_THERE: "Casi: {cue:small}",
    CheckCode.FAULT: _fault,
    CheckCode.HIPS_CAME_UP: "las caderas se levantaron",
    CheckCode.NOT_TUCKED: _not_tucked,
    CheckCode.JUST_SHORT: _just_short,
    CheckCode.SHORT_OF_GOAL: _short_of_goal,
    CheckCode.NO_FAULT_BUT_SHORT: _no_fault_but_short,
    CheckCode.SEEN_FROM: "visto {place:place}",
    CheckCode.HIP_OR_BACK: (
        "No se pudo medir si la flexión venía de la cadera o de la zona lumbar"
    ),
    CheckCode.NOT_MEASURED: _not_measured,
    CheckCode.NOT_TOLD: _not_told,
    CheckCode.FROM_START: _from_start,
    CheckCode.SINCE_START: "respecto al principio",
    CheckCode.FOR_INFORMATION: "Se muestra como información",
    CheckCode.ON_TARGET: _on_target,
    CheckCode.NEAR_TARGET: _on_target,
    HeadlineCode.NOT_SCORED: "Sin valorar: {why:half}",
    HeadlineCode.NOTHING_TOLD: _nothing_told,
    HeadlineCode.TOO_FEW_PICTURES: (
        "No se puede decir: {rate:.1f} imágenes por segundo son muy pocas para valorar una "
        "posición mantenida; hacen falta al menos {needed}"
    ),
    HeadlineCode.FILM_FASTER: (
        "Graba con 15 imágenes por segundo o más, y cierra otros programas mientras tanto"
    ),
    HeadlineCode.NO_REP_SEEN: "{done}: no se vio ninguna de principio a fin",
    HeadlineCode.NOT_IN_POSITION: "{done}: fuera de la posición, {fault}",
    HeadlineCode.NOT_HELD: "{done}: no se mantuvo la posición",
    HeadlineCode.ONLY_SECOND_FAULT: "Visto solo {place:only_place}: {fault}",
    HeadlineCode.ONLY_SECOND: (
        "Visto solo {place:only_place}: para el resto la cámara tiene que estar a tu lado"
    ),
    HeadlineCode.REST_NOT_TOLD: _rest_not_told,
    HeadlineCode.AND_REST_NOT_TOLD: _rest_not_told,
    HeadlineCode.LOST: _lost,
    HeadlineCode.TOO_SHALLOW: "{done}: {count} no llegaron lo bastante lejos para contar",
    HeadlineCode.AND_TOO_SHALLOW: "{done}; otras {count} no llegaron lo bastante lejos para contar",
    HeadlineCode.BUT_FAULT: _but_fault,
    HeadlineCode.BUT_NOT_TOLD: "{done}; {what:half}",
    HeadlineCode.AS_FAR_AS_TOLD: "{done}, en el objetivo hasta donde se puede medir",
    HeadlineCode.READ: (
        "Medido {goes} veces, de media {value} \N{PLUS-MINUS SIGN} {error}. Solo un cambio de "
        "{change} o más es real"
    ),
    HeadlineCode.READ_ONCE: (
        "Medido una vez: {value} \N{PLUS-MINUS SIGN} {error}. Haz tres intentos: uno solo muestra "
        "un cambio de {change} o más"
    ),
    HeadlineCode.TUCKED: _tucked,
    HeadlineCode.FURTHER: _further,
    HeadlineCode.IN_GOOD_FORM: "{done} con buena técnica",
    HeadlineCode.DONE: "{done}",
    HeadlineCode.CHOOSE: "Elige {stretch} ({id}), o haz el ejercicio que elegiste",
    HeadlineCode.SHOWS_ANOTHER: (
        "Esto parece «{stretch}» ({id}): elige eso, o haz el ejercicio que elegiste"
    ),
    HeadlineCode.MAY_BE: (
        "Si es «{stretch}», elígelo ({id}); si no, haz el ejercicio que elegiste"
    ),
    HeadlineCode.CHOOSE_ANOTHER: "Elige el ejercicio que haces, o haz el que elegiste",
    ViewCostCode.NOT_JUDGED: (
        "{seconds} s no se valoraron: la cámara te veía demasiado lejos de la vista que necesita "
        "este ejercicio. {turn}"
    ),
    ViewCostCode.JUDGED_ASIDE: (
        "Durante {seconds} s la cámara te vio en diagonal: ahí los errores son mayores, y un valor "
        "dentro de su objetivo cuenta como «Suficiente». {turn}"
    ),
    ViewCostCode.MOMENT_ASIDE: (
        "La cámara te ve en diagonal: ahí los errores son mayores, y un valor dentro de su "
        "objetivo "
        "cuenta como «Suficiente». {turn}"
    ),
    HeadlineCode.LEGS_APART: (
        "Quédate de lado a la cámara, con una pierna bien separada de la otra"
    ),
    HeadlineCode.MOVE_CAMERA: "Pon la cámara {place:camera_place}",
    DoneCode.SECONDS: _seconds,
    DoneCode.SETS: "{seconds} s, {sets} series de {target:g} s",
    DoneCode.HELD: "Mantuviste {done}",
    DoneCode.REPS: "{count} de {target} repeticiones",
    MomentCode.TAKES_A_CLIP: (
        "Es un cambio respecto a la posición inicial; para verlo hace falta un vídeo"
    ),
    MomentCode.NOT_ITS_END: "La imagen no muestra el final del movimiento en que cuenta",
    MomentCode.NO_TIME: (
        "Cuánto tiempo se mantuvo y con qué firmeza: una imagen muestra un solo momento"
    ),
    MomentCode.ALL_MET: "En esta imagen se cumplen todos los objetivos que se midieron",
    MomentCode.FAULT: "En esta imagen {fault}",
    MomentCode.NOTHING_WRONG: "En esta imagen no hay nada mal; {what:half}",
    RecognitionCode.NOBODY_SEEN: "No se vio a nadie: graba a una persona entera, de lado",
    RecognitionCode.NEVER_NEAR: (
        "Lo que más se parece es «{stretch}», pero nunca se acercó a su objetivo"
    ),
    RecognitionCode.UNFAMILIAR: ("Lo que más se parece es «{stretch}», pero la posición no encaja"),
    RecognitionCode.TURNED: (
        "El vídeo parece estar {quarters:turned}: bien girado muestra «{stretch}». Gíralo en una "
        "app de fotos o vídeos y vuelve a revisarlo"
    ),
    RecognitionCode.MAY_BE_TURNED: (
        "Si el vídeo está de lado, muestra «{stretch}»: gíralo entonces en una app de fotos o "
        "vídeos y vuelve a revisarlo"
    ),
    RecognitionCode.HEAD_DOWN: (
        "Tus hombros están por debajo de la cadera casi todo el vídeo: puede que esté girado. Si "
        "está de lado o al revés, gíralo en una app de fotos o vídeos y vuelve a revisarlo"
    ),
    RecognitionCode.NEAR_LEG_UNTOLD: (
        "No se distinguió la pierna del lado de la cámara: ayudan la ropa ceñida y más luz"
    ),
    RecognitionCode.TOO_OBLIQUE: (
        "La cámara te vio en diagonal: ponla justo a tu lado, a la altura de la cadera"
    ),
    RecognitionCode.ASSUMED: (
        "Valorado como «{stretch}», el más probable de dos parecidos. Si era «{other}», haz que se "
        "valore como ese"
    ),
    RecognitionCode.SEEN_FROM_FRONT: ("La cámara te vio de frente o por detrás: ponla a tu lado"),
    RecognitionCode.VIEW_UNCLEAR: (
        "No está claro desde dónde te vio la cámara: ponla a tu lado, a la altura de la cadera"
    ),
    RecognitionCode.CUT_OFF: (
        "Una parte de ti quedó fuera de la imagen: aléjate, o mueve la cámara"
    ),
    RecognitionCode.NO_START: "Ningún ejercicio empieza en esa posición",
    RecognitionCode.SEVERAL: "Varios ejercicios se parecen a esto",
}
