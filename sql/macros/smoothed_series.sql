-- Exponentially weighted means of a series, oldest first, each value in a list of its own: E = w x + (1 - w) E
-- before, w = 2 / (days + 1), from the first value on; a null changes nothing (Williams 2017).
create or replace macro smoothed_series(series, days) as (
    list_reduce(
        series,
        lambda done, next:
            list_append(
                done,
                coalesce(
                    2 / (days + 1) * next[1] + (1 - 2 / (days + 1)) * done[-1],
                    done[-1],
                    next[1]
                )
            )
    )
)
