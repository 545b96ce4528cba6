-- quorum: at every session of the kinds, or at every vote in them, a share of those due (or with a vote) was present.
-- Whole numbers are compared, so exactly the share is enough: present · under >= due · over. A meeting of nobody has none.
-- `got` and `needed` are those two products. Make-ups change no mark. Without marks nobody knows.
WITH there AS (
    SELECT counts.rule, counts.period, counts.session,
        coalesce(sum(CASE WHEN mark.due = 1 AND (rule.denominator = 'due' OR mark.votes = 1) THEN 1 ELSE 0 END), 0) AS due,
        coalesce(sum(CASE WHEN mark.quorum = 1 AND mark.due = 1 AND (rule.denominator = 'due' OR mark.votes = 1)
            THEN 1 ELSE 0 END), 0) AS present,
        count(mark.member) AS marks
    FROM counts
    JOIN rule ON rule.id = counts.rule AND rule.sort = 'quorum' AND rule.voting_only = 0
    LEFT JOIN mark ON mark.session = counts.session
    WHERE counts.subject = ''
    GROUP BY counts.rule, counts.period, counts.session
    UNION ALL
    SELECT counts.rule, counts.period, counts.session, vote.due, vote.present, 1
    FROM counts
    JOIN rule ON rule.id = counts.rule AND rule.sort = 'quorum' AND rule.voting_only = 1
    JOIN vote ON vote.session = counts.session
    WHERE counts.subject = ''
)
SELECT there.rule, there.period, expected.subject, there.session,
    there.due * rule.share_over AS needed, there.present * rule.share_under AS got,
    CASE
        WHEN there.marks = 0 THEN 'unchecked'
        WHEN there.due > 0 AND there.present * rule.share_under >= there.due * rule.share_over THEN 'met'
        ELSE 'short'
    END AS state
FROM there
JOIN rule ON rule.id = there.rule
JOIN expected ON expected.rule = there.rule AND expected.period = there.period
