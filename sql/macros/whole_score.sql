-- A score as rules and the light take it: whole points, a half rounded up. Null stays null.
create or replace macro whole_score(score) as (
    floor(score + 0.5)::integer
)
