-- makeup: what a member missed was made up by its last day. That day itself is in time. Of a session without marks nobody
-- knows who missed it.
SELECT owed.rule, held_period.period, owed.member AS subject, owed.session, 1 AS needed,
    CASE WHEN owed.done <> '' THEN 1 ELSE 0 END AS got,
    CASE
        WHEN owed.done <> '' AND owed.done <= owed.until THEN 'met'
        WHEN owed.done <> '' OR judged.as_of > owed.until THEN 'short'
        ELSE 'upcoming'
    END AS state
FROM owed
JOIN rule ON rule.id = owed.rule AND rule.sort = 'makeup'
JOIN took_place ON took_place.rule = owed.rule AND took_place.session = owed.session
JOIN held_period ON held_period.session = owed.session AND held_period.unit = rule.unit
JOIN expected ON expected.rule = owed.rule AND expected.period = held_period.period
CROSS JOIN judged
UNION ALL
SELECT took_place.rule, took_place.period, expected.subject, took_place.session, 0, 0, 'unchecked'
FROM took_place
JOIN rule ON rule.id = took_place.rule AND rule.sort = 'makeup'
JOIN expected ON expected.rule = took_place.rule AND expected.period = took_place.period
LEFT JOIN mark ON mark.session = took_place.session
WHERE mark.member IS NULL
