-- attendance: of those due at the sessions of a period a share came; for the body ('') or for every member.
-- Whole numbers are compared: present · under >= due · over. `got` and `needed` are those two products.
WITH there AS (
    SELECT took_place.rule, took_place.period, '' AS subject, sum(mark.due) AS due,
        sum(CASE WHEN mark.due = 1 THEN mark.present ELSE 0 END) AS present
    FROM took_place
    JOIN mark ON mark.session = took_place.session
    WHERE took_place.subject = ''
    GROUP BY took_place.rule, took_place.period
    UNION ALL
    SELECT took_place.rule, took_place.period, mark.member, sum(mark.due),
        sum(CASE WHEN mark.due = 1 THEN mark.present ELSE 0 END)
    FROM took_place
    JOIN mark ON mark.session = took_place.session
    WHERE took_place.subject = ''
    GROUP BY took_place.rule, took_place.period, mark.member
)
SELECT expected.rule, expected.period, expected.subject, '' AS session,
    coalesce(there.due, 0) * rule.share_over AS needed, coalesce(there.present, 0) * rule.share_under AS got,
    CASE
        WHEN period.ended = 0 THEN 'upcoming'
        WHEN coalesce(there.due, 0) = 0 THEN 'none'
        WHEN there.present * rule.share_under >= there.due * rule.share_over THEN 'met'
        ELSE 'short'
    END AS state
FROM expected
JOIN rule ON rule.id = expected.rule AND rule.sort = 'attendance'
JOIN period ON period.unit = rule.unit AND period.id = expected.period
LEFT JOIN there
    ON there.rule = expected.rule AND there.period = expected.period AND there.subject = expected.subject
