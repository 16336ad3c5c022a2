-- A sum over runs, unless less than 80 % of their moving time stands behind it, else null
-- (docs/evidence/metrics.md#known_share). Where no time is known nothing can be missing.
create or replace macro known_sum(value, known_s, moving_s) as (
    case
        when
            coalesce(known_s, 0)
            >= parameter('least_known_share') * coalesce(moving_s, 0) - parameter('ratio_slack')
            then value
    end
)
