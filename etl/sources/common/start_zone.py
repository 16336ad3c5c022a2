"""What positions are good for before they are dropped: a time zone and a distance."""

import numpy as np
import tzfpy

_EARTH_RADIUS_M = 6_371_008.8  # mean radius, IUGG
_QUARTER_HOUR_S = 900
_WIDEST_OFFSET_S = 14 * 3600

Degrees = np.ndarray


def to_time_zone(latitude_deg: float, longitude_deg: float) -> str | None:
    """The IANA zone of a place, None at sea, where zones are nautical."""
    name = tzfpy.get_tz(longitude_deg, latitude_deg)
    return name if name and not name.startswith("Etc/") else None


def to_offset_name(offset_s: float | None) -> str | None:
    """A fixed offset as `UTC+02:00`, to the quarter hour; None beyond what clocks on Earth show."""
    if offset_s is None or abs(offset_s) > _WIDEST_OFFSET_S:
        return None
    quarters = round(offset_s / _QUARTER_HOUR_S)
    hours, quarter = divmod(abs(quarters), 4)
    return f"UTC{'-' if quarters < 0 else '+'}{hours:02d}:{quarter * 15:02d}"


def distance_between_m(
    from_latitude: Degrees, from_longitude: Degrees, to_latitude: Degrees, to_longitude: Degrees
) -> np.ndarray:
    """Great-circle distances in metres between pairs of positions in degrees (haversine)."""
    phi_1, phi_2 = np.radians(from_latitude), np.radians(to_latitude)
    half_phi = (phi_2 - phi_1) / 2
    half_lambda = np.radians(to_longitude - from_longitude) / 2
    chord = np.sin(half_phi) ** 2 + np.cos(phi_1) * np.cos(phi_2) * np.sin(half_lambda) ** 2
    return 2 * _EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
