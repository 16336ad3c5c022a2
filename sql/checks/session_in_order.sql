-- stops: A run ends before it starts.
select session_id
from core.session
where ended_at < started_at
