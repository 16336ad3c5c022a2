-- What of whom this viewer may see, so that a page can say what is not shared instead of showing nothing.
select
    runner_id,
    scope,
from granted
