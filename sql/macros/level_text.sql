-- The words of a level with its number in them where it has such: 70 % for a ratio of 1.7.
create or replace macro level_text(plain, with_number, value) as (
    coalesce(
        replace(
            nullif(with_number, ''), '{growth}', round(100 * (value - 1))::integer || ' %'
        ),
        plain
    )
)
