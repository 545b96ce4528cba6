-- quorum: at every session of the kinds, or at every vote in them, a share of those due (or with a vote) was present.
-- Whole numbers are compared, so exactly the share is enough: present · under >= due · over. A meeting of nobody has none.
-- `got` and `needed` are those two products. Make-ups change no mark. Without marks nobody knows; nor where it hangs on those
-- who were due and have none (`unknown`).
-- A vote that is an election asks for the quorum of elections, whatever its session was; one of its session asks for no more.
WITH seats AS (
    SELECT rule.id AS rule, unmarked.session, count(*) AS people
    FROM rule
    JOIN unmarked ON rule.denominator = 'due' OR unmarked.votes = 1
    WHERE rule.sort = 'quorum'
    GROUP BY rule.id, unmarked.session
),
there AS (
    SELECT counts.rule, counts.period, counts.session,
        coalesce(sum(CASE WHEN mark.due = 1 AND (rule.denominator = 'due' OR mark.votes = 1) THEN 1 ELSE 0 END), 0)
            + coalesce(seats.people, 0) AS due,
        coalesce(sum(CASE WHEN mark.quorum = 1 AND mark.due = 1 AND (rule.denominator = 'due' OR mark.votes = 1)
            THEN 1 ELSE 0 END), 0) AS present,
        coalesce(seats.people, 0) AS unknown, count(mark.member) AS marks
    FROM counts
    JOIN rule ON rule.id = counts.rule AND rule.sort = 'quorum' AND rule.voting_only = 0
    LEFT JOIN mark ON mark.session = counts.session
    LEFT JOIN seats ON seats.rule = counts.rule AND seats.session = counts.session
    WHERE counts.subject = ''
    GROUP BY counts.rule, counts.period, counts.session, seats.people
    UNION ALL
    SELECT counts.rule, counts.period, counts.session, vote.due, vote.present, 0, 1
    FROM counts
    JOIN rule ON rule.id = counts.rule AND rule.sort = 'quorum' AND rule.voting_only = 1
    JOIN vote ON vote.session = counts.session AND vote.kind = ''
    WHERE counts.subject = ''
    UNION ALL
    SELECT rule.id, held_period.period, vote.session, vote.due, vote.present, 0, 1
    FROM rule
    JOIN rule_kind ON rule_kind.rule = rule.id
    JOIN vote ON vote.kind = rule_kind.kind
    JOIN held ON held.session = vote.session AND held.attended = 1
    JOIN held_period ON held_period.session = vote.session AND held_period.unit = rule.unit
    LEFT JOIN held_kind AS own ON own.session = vote.session AND own.kind = vote.kind
    WHERE rule.sort = 'quorum' AND (rule.voting_only = 1 OR own.kind IS NULL)
)
SELECT there.rule, there.period, expected.subject, there.session,
    there.due * rule.share_over AS needed, there.present * rule.share_under AS got,
    CASE
        WHEN there.marks = 0 THEN 'unchecked'
        WHEN there.due > 0 AND there.present * rule.share_under >= there.due * rule.share_over THEN 'met'
        WHEN there.unknown > 0 AND (there.present + there.unknown) * rule.share_under >= there.due * rule.share_over
            THEN 'unchecked'
        ELSE 'short'
    END AS state
FROM there
JOIN rule ON rule.id = there.rule
JOIN expected ON expected.rule = there.rule AND expected.period = there.period
