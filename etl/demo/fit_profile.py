"""The part of the public FIT profile (21) that a run needs: messages, fields, scales."""

from dataclasses import dataclass

FIT_EPOCH_UNIX_S = 631_065_600  # 1989-12-31T00:00:00Z
SEMICIRCLES_PER_DEGREE = 2**31 / 180

SPORTS = {"running": 1, "cycling": 2, "walking": 11}
SUB_SPORTS = {"generic": 0, "treadmill": 1, "virtual_activity": 58, "trail": 3, "track": 4}
TIMER = {"start": 0, "stop_all": 4}
GPS_SENSOR, BAROMETER = 0, 4  # local device types
LOCAL_SOURCE = 5


@dataclass(frozen=True, slots=True)
class FitField:
    """One field of a message: its number in the profile, storage, scale and offset."""

    name: str
    number: int
    dtype: str
    scale: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class Message:
    """A kind of message: the profile's number and a local number that is used for it only."""

    local: int
    number: int
    fields: tuple[FitField, ...]


BASE_TYPES = {"u1": 0x02, "<u2": 0x84, "<i4": 0x85, "<u4": 0x86}
INVALID = {"u1": 0xFF, "<u2": 0xFFFF, "<i4": 0x7FFFFFFF, "<u4": 0xFFFFFFFF}
TIMESTAMP = FitField("timestamp", 253, "<u4")
TOTALS = (
    TIMESTAMP,
    FitField("message_index", 254, "<u2"),
    FitField("event", 0, "u1"),
    FitField("event_type", 1, "u1"),
    FitField("start_time", 2, "<u4"),
    FitField("total_elapsed_time", 7, "<u4", 1000),
    FitField("total_timer_time", 8, "<u4", 1000),
    FitField("total_distance", 9, "<u4", 100),
)

FILE_ID = Message(
    0,
    0,
    (
        FitField("type", 0, "u1"),
        FitField("manufacturer", 1, "<u2"),
        FitField("product", 2, "<u2"),
        FitField("serial_number", 3, "<u4"),
        FitField("time_created", 4, "<u4"),
        FitField("product_name", 8, "S20"),
    ),
)
DEVICE_INFO = Message(
    1,
    23,
    (
        TIMESTAMP,
        FitField("device_index", 0, "u1"),
        FitField("device_type", 1, "u1"),
        FitField("manufacturer", 2, "<u2"),
        FitField("product", 4, "<u2"),
        FitField("source_type", 25, "u1"),
    ),
)
EVENT = Message(2, 21, (TIMESTAMP, FitField("event", 0, "u1"), FitField("event_type", 1, "u1")))
RECORD_FIELDS = (
    TIMESTAMP,
    FitField("latitude_deg", 0, "<i4", SEMICIRCLES_PER_DEGREE),
    FitField("longitude_deg", 1, "<i4", SEMICIRCLES_PER_DEGREE),
    FitField("heart_rate_bpm", 3, "u1"),
    FitField("cadence", 4, "u1"),
    FitField("distance_m", 5, "<u4", 100),
    FitField("fractional_cadence", 53, "u1", 128),
    FitField("speed_mps", 73, "<u4", 1000),
    FitField("altitude_m", 78, "<u4", 5, 500),
)
RECORD_FORM_FIELDS = (
    FitField("power_w", 7, "<u2"),
    FitField("vertical_oscillation_m", 39, "<u2", 10_000),
    FitField("ground_contact_s", 41, "<u2", 10_000),
    FitField("vertical_ratio", 83, "<u2", 10_000),
    FitField("left_contact_share", 84, "<u2", 10_000),
)
"""Of a belt or pod: tenths of milliseconds and millimetres, hundredths of a per cent."""
SESSION_FORM_FIELDS = (
    FitField("power_w", 20, "<u2"),
    FitField("normalized_power_w", 34, "<u2"),
    FitField("vertical_oscillation_m", 89, "<u2", 10_000),
    FitField("ground_contact_s", 91, "<u2", 10_000),
    FitField("vertical_ratio", 132, "<u2", 10_000),
    FitField("left_contact_share", 133, "<u2", 10_000),
    FitField("feel_score", 192, "u1"),
)
"""The means of these over the run, and how it felt."""
LAP = Message(4, 19, TOTALS)
SESSION = Message(
    5,
    18,
    (
        *TOTALS,
        FitField("sport", 5, "u1"),
        FitField("sub_sport", 6, "u1"),
        FitField("average_heart_rate", 16, "u1"),
        FitField("maximum_heart_rate", 17, "u1"),
        FitField("average_cadence", 18, "u1"),
        FitField("total_ascent", 22, "<u2"),
        FitField("total_descent", 23, "<u2"),
        FitField("first_lap_index", 25, "<u2"),
        FitField("lap_count", 26, "<u2"),
        FitField("average_fractional_cadence", 92, "u1", 128),
        FitField("workout_rpe", 193, "u1"),
    ),
)
ACTIVITY = Message(
    6,
    34,
    (
        TIMESTAMP,
        FitField("total_timer_time", 0, "<u4", 1000),
        FitField("session_count", 1, "<u2"),
        FitField("type", 2, "u1"),
        FitField("event", 3, "u1"),
        FitField("event_type", 4, "u1"),
        FitField("local_timestamp", 5, "<u4"),
    ),
)
