"""What is left of a FIT file without its records: every other message, as it was."""

import fitfast
import pytest

from etl.sources.fit.without_records import without_records
from tests.etl.sources.builders import fit
from tests.etl.sources.fit_bytes import developer_field, fit_file, message, records

SECONDS = range(60)
METRES = [3.0 * second for second in SECONDS]


def sound_files() -> dict[str, bytes]:
    """Files by what is odd about them."""
    pod = developer_field("Foot pod cadence")
    told = records(SECONDS, METRES, developer=[(0, "uint8")], told=170)
    lap = message(19, [(253, "uint32")], [(1_000_000_000,), (1_000_000_060,)])
    return {
        "plain": fit(seconds=61),
        "paused": fit(seconds=120, pauses=((40, 70),)),
        "developer fields": fit_file(pod, told),
        "records in two stretches": fit_file(
            records(SECONDS, METRES), lap, records([70, 71], [200.0, 203.0])
        ),
    }


@pytest.mark.parametrize("kind", sound_files())
def test_all_other_messages_are_what_they_were(kind):
    """The file without its records is sound, and says the same but for them."""
    data = sound_files()[kind]
    found = without_records(data)
    assert found is not None
    whole = dict(fitfast.parse(data))
    assert found.record_count == len(whole.pop("record"))
    assert dict(fitfast.parse(found.data)) == whole


def test_where_times_lean_on_records_nothing_is_left_out():
    """A message whose time is told from the record before it (compressed) needs that record."""
    data = bytearray(fit_file(records(SECONDS, METRES)))
    data[-2 - 12] |= 0x80  # the header of the last record
    assert without_records(bytes(data)) is None


@pytest.mark.parametrize("kind", ["chained", "cut", "not FIT"])
def test_what_is_not_one_sound_file_is_left_to_readers_of_such(kind):
    """Several files in one, one that breaks off, and bytes that name no message are not judged."""
    sound = fit_file(records(SECONDS, METRES))
    header = sound[:14]
    odd = {"chained": sound + sound, "cut": sound[:-40], "not FIT": header + b"\x05" * 200}
    data = odd[kind]
    if kind == "not FIT":
        data = data[:4] + (len(data) - 16).to_bytes(4, "little") + data[8:]
    assert without_records(data) is None
