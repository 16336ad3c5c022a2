-- The newest version of the invitation whose link holds that token, whatever became of it.
-- Given: the hash of the token.
select
    invitation_id,
    email,
    group_id,
    role,
    claimed_runner_id,
    expires_at,
    max(accepted_by) over (partition by invitation_id) as accepted_by,
    saved_by,
from journal.team_invitation
where token_sha256 = $token_sha256
qualify row_number() over (partition by invitation_id order by saved_order desc) = 1
