"""Which device it was, and whether its altitude comes from a barometer: `devices.toml`."""

import tomllib
from pathlib import Path

from fitdecode.profile import FIELD_TYPES

_TABLES = tomllib.loads(Path(__file__).with_name("devices.toml").read_text("utf-8"))
_BAROMETRIC = _TABLES["barometric"]
_GARMIN_PRODUCTS: dict[int, str] = FIELD_TYPES["garmin_product"].enum or {}
_BAROMETER = 4  # FIT profile: local_device_type barometer

Message = dict[str | int, object]


def fit_device_name(file_id: Message) -> str | None:
    """Maker and product as the FIT profile names them, such as "COROS PACE 3" or "garmin fr935"."""
    product_name = file_id.get("product_name")
    if isinstance(product_name, str) and product_name.strip():
        return product_name.strip()
    maker, product = file_id.get("manufacturer"), fit_product(file_id)
    words = [str(word) for word in (maker, product) if word is not None]
    return " ".join(words) or None


def fit_product(file_id: Message) -> str | None:
    """Garmin's name of the product, or its number for other makers."""
    product = file_id.get("garmin_product", file_id.get("product"))
    if isinstance(product, int) and file_id.get("manufacturer") in ("garmin", "dynastream"):
        return _GARMIN_PRODUCTS.get(product, str(product))
    return None if product is None else str(product)


def fit_altitude_source(file_id: Message, device_infos: list[Message]) -> str:
    """`barometric` where the file lists such a sensor or the device is known for one, or `gps`."""
    if any(_is_own_barometer(info) for info in device_infos):
        return "barometric"
    if file_id.get("manufacturer") in _BAROMETRIC["fit_manufacturers"]:
        return "barometric"
    if fit_product(file_id) in _BAROMETRIC["garmin_products"]:
        return "barometric"
    return named_altitude_source(fit_device_name(file_id))


def named_altitude_source(device: str | None) -> str:
    """The same from a device's name alone, as TCX files give it."""
    name = (device or "").casefold()
    if any(part in name for part in _BAROMETRIC["but_not"]):
        return "gps"
    return "barometric" if any(part in name for part in _BAROMETRIC["name_parts"]) else "gps"


def gpx_altitude_source(creator: str | None) -> str:
    """The same from the creator of a GPX file; `corrected` where a platform puts altitude right."""
    name = (creator or "").casefold()
    if name.endswith("with barometer"):
        return "barometric"
    if any(name.startswith(known) for known in _TABLES["corrected"]["gpx_creators"]):
        return "corrected"
    return named_altitude_source(creator)


def _is_own_barometer(info: Message) -> bool:
    if info.get("source_type") != "local":
        return False
    kinds = (info.get("device_type"), info.get("local_device_type"))
    return _BAROMETER in kinds or "barometer" in kinds
