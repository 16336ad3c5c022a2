-- A spike, unless it is so small that two devices disagreeing may have made it,
-- else null (docs/evidence/metrics.md#session_spike).
create or replace macro believable_spike_ratio(spike_ratio, is_other_device) as (
    case
        when not is_other_device or spike_ratio >= parameter('spike_other_device_ratio')
            then spike_ratio
    end
)
