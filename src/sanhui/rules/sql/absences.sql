-- absences: in a period no member was absent without leave more often than at_most. So many late arrivals (`lates`) count
-- as one absence: absent + floor(late / lates) > at_most, without a division. Short as soon as it is too many.
WITH missed AS (
    SELECT took_place.rule, took_place.period, mark.member, sum(mark.absent) AS absent, sum(mark.late) AS late
    FROM took_place
    JOIN mark ON mark.session = took_place.session
    WHERE took_place.subject = ''
    GROUP BY took_place.rule, took_place.period, mark.member
)
SELECT expected.rule, expected.period, expected.subject, '' AS session,
    rule.at_most AS needed, coalesce(missed.absent, 0) AS got,
    CASE
        WHEN rule.lates = 0 AND coalesce(missed.absent, 0) > rule.at_most THEN 'short'
        WHEN rule.lates > 0
            AND coalesce(missed.absent * rule.lates + missed.late, 0) >= (rule.at_most + 1) * rule.lates THEN 'short'
        WHEN period.ended = 0 THEN 'upcoming'
        ELSE 'met'
    END AS state
FROM expected
JOIN rule ON rule.id = expected.rule AND rule.sort = 'absences'
JOIN period ON period.unit = rule.unit AND period.id = expected.period
LEFT JOIN missed
    ON missed.rule = expected.rule AND missed.period = expected.period AND missed.member = expected.subject
