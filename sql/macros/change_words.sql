-- A change of a score in words: within its measurement noise, else how much and which way. Where the
-- noise is not known it says so. Null for no change known.
create or replace macro change_words(change, noise, is_better) as
    case
        when change is null then null
        when abs(change) < noise then 'within measurement noise'
        when change = 0 then 'no change'
        else
            format('{:g}', round(abs(change), 1))
            || case when round(abs(change), 1) = 1 then ' point ' else ' points ' end
            || case when is_better then 'better' else 'worse' end
            || case when noise is null then ', its measurement noise is not known' else '' end
    end
