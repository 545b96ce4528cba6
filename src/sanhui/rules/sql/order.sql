-- order: on or before the day of the first session of the kinds in a period there was one of another kind in that period.
-- In a check of the plan a session without a day is taken on the day that serves best (`placed`): it is still possible.
WITH firsts AS (
    SELECT counts.rule, counts.period, min(coalesce(placed.day, held.day)) AS day
    FROM rule
    JOIN counts ON counts.rule = rule.id AND counts.subject = ''
    JOIN held ON held.session = counts.session
    LEFT JOIN placed ON placed.rule = counts.rule AND placed.session = counts.session
    WHERE rule.sort = 'order'
    GROUP BY counts.rule, counts.period
),
befores AS (
    SELECT rule.id AS rule, held_period.period, min(coalesce(placed.day, held.day)) AS day
    FROM rule
    JOIN rule_after ON rule_after.rule = rule.id
    JOIN held_kind ON held_kind.kind = rule_after.kind
    JOIN held ON held.session = held_kind.session AND held.attended = 1
    JOIN held_period ON held_period.session = held.session AND held_period.unit = rule.unit
    LEFT JOIN placed ON placed.rule = rule.id AND placed.session = held.session
    WHERE rule.sort = 'order' AND (placed.period IS NULL OR placed.period = held_period.period)
    GROUP BY rule.id, held_period.period
)
SELECT expected.rule, expected.period, expected.subject, '' AS session, 1 AS needed,
    CASE WHEN befores.day <= firsts.day THEN 1 ELSE 0 END AS got,
    CASE
        WHEN befores.day <= firsts.day THEN 'met'
        WHEN firsts.day IS NOT NULL THEN 'short'
        WHEN period.ended = 0 THEN 'upcoming'
        ELSE 'none'
    END AS state
FROM expected
JOIN rule ON rule.id = expected.rule AND rule.sort = 'order'
JOIN period ON period.unit = rule.unit AND period.id = expected.period
LEFT JOIN firsts ON firsts.rule = expected.rule AND firsts.period = expected.period
LEFT JOIN befores ON befores.rule = expected.rule AND befores.period = expected.period
