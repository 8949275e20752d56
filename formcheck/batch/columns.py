"""The columns of a batch's tables: their types, units and meanings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

import pyarrow as pa

Kind = Literal["text", "number", "whole", "flag"]

_TYPES: Final = {
    "text": pa.string(),
    "number": pa.float64(),
    "whole": pa.int64(),
    "flag": pa.bool_(),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: Its head.
        kind: What its cells hold; an empty cell is what is not known or does not apply.
        unit: `s`, `bytes`, … or empty.
        meaning: In words, for the documentation and the Parquet file.
    """

    name: str
    kind: Kind
    unit: str
    meaning: str

    def field(self) -> pa.Field:
        """Return it as a field of a Parquet schema, with unit and meaning as its metadata."""
        return pa.field(
            self.name, _TYPES[self.kind], metadata={"unit": self.unit, "meaning": self.meaning}
        )


_MEASURE: Final = Column(
    "measure", "text", "", "What the main angle measures, without its side: hip, knee, …"
)
_COUNTED: Final = "Main angle: median while it counted"
_ANGLE: Final = Column("angle", "number", "degrees or % of the trunk", _COUNTED)
_SEEN_ANGLE: Final = replace(
    _ANGLE, meaning=f"{_COUNTED}; where `holds` or `reps` is 0, of what was tried, as in the report"
)
_ERROR_AND_TARGET: Final = (
    Column("angle_sigma", "number", "as angle", "Standard deviation of the angle's error"),
    Column("target_low", "number", "as angle", "Lower end of the main angle's target"),
    Column("target_high", "number", "as angle", "Upper end of the main angle's target"),
)

CLIPS: Final = (
    Column("name", "text", "", "The clip within the batch; sets refer to it"),
    Column("clip", "text", "", "Path of the clip"),
    Column("status", "text", "", "judged, unrecognised or failed"),
    Column("failure", "text", "", "unreadable, no-person, worker-lost or fault, where it failed"),
    Column("why", "text", "", "Why there is no verdict, in one sentence"),
    Column("stretch", "text", "", "Id of the stretch"),
    Column("stretch_name", "text", "", "What people call it"),
    Column("recognised", "flag", "", "Whether the stretch was recognised and not named"),
    Column("likelihood", "number", "0..1", "How likely the most likely stretch is"),
    Column("side", "text", "", "left or right: the worked leg"),
    Column("profile", "text", "", "Personal baseline that was used"),
    Column("verdict", "text", "", "good, good enough, adjust or can't tell"),
    Column("headline", "text", "", "The verdict in one sentence"),
    Column("advice", "text", "", "The one thing to change"),
    Column("wrong_position", "text", "", "Position of another movement that was done instead"),
    Column("duration_s", "number", "s", "From the first frame to the last"),
    Column("frames", "whole", "frames", "Frames that were looked at"),
    Column("frames_with_person", "whole", "frames", "Frames in which a person was found"),
    Column("held_s", "number", "s", "Good seconds of all holds"),
    Column("longest_s", "number", "s", "Good seconds of the longest hold"),
    Column("target_s", "number", "s", "Seconds asked for"),
    Column("holds", "whole", "", "Holds"),
    Column("reps", "whole", "", "Repetitions"),
    Column("target_reps", "whole", "", "Repetitions asked for"),
    _MEASURE,
    _SEEN_ANGLE,
    *_ERROR_AND_TARGET,
    Column("lost_s", "number", "s", "Seconds in which the clock stood still although they tried"),
    Column("lost_why", "text", "", "Why most of them were lost"),
    Column("warnings", "text", "", "What is to know about the clip, parted by semicolons"),
    Column("results", "text", "", "Folder of the result files, from the batch's folder"),
    Column("size", "whole", "bytes", "Size of the clip"),
    Column("sha256", "text", "", "Digest of the clip's content"),
    Column("version", "text", "", "Version of formcheck that judged it"),
    Column("why_code", "text", "", "The code of `why`, the same in every language"),
    Column("headline_code", "text", "", "The code of `headline`"),
    Column("advice_code", "text", "", "The code of `advice`; `authored` is the stretch's own text"),
    Column("lost_why_code", "text", "", "The code of `lost_why`"),
)
"""Columns of `clips.parquet` and `clips.csv`: one row a clip."""

SETS: Final = (
    Column("name", "text", "", "The clip, as in the table of clips"),
    Column("stretch", "text", "", "Id of the stretch"),
    Column("kind", "text", "", "hold or reps"),
    Column("number", "whole", "", "Which hold of the clip, from 1"),
    Column("side", "text", "", "left or right: the side of the angle"),
    Column("start_s", "number", "s", "When it began, from the start of the clip"),
    Column("end_s", "number", "s", "When it ended"),
    Column("seconds", "number", "s", "Good seconds of a hold; length of a set of repetitions"),
    Column("target_s", "number", "s", "Seconds asked for"),
    Column("reached", "flag", "", "Whether the seconds or repetitions asked for were reached"),
    Column("ended_by", "text", "", "Why a hold ended"),
    Column("reps", "whole", "", "Repetitions"),
    Column("target_reps", "whole", "", "Repetitions asked for"),
    _MEASURE,
    _ANGLE,
    *_ERROR_AND_TARGET,
    Column("ended_by_code", "text", "", "The code of `ended_by`, the same in every language"),
)
"""Columns of `sets.parquet` and `sets.csv`: one row a hold or set of repetitions."""

RESERVED: Final = frozenset(column.name for column in (*CLIPS, *SETS))
"""Names that a carried column cannot have."""
