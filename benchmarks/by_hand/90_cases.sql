-- What a stored audit says of the rows found: counts of all, and of every row that is not met its case, in the columns of
-- cases.parquet with evidence and a sentence in each language.
CREATE TEMP TABLE card AS SELECT * FROM (VALUES
    ('sp2-1b', 'sp2-client-territory', 'invariant', 'medium', 'interpreted', 'Clients follow branch territory',
        'Клиенты закреплены за филиалами по территории', '客户按区域归属分公司'),
    ('sp2-1c', 'sp2-departure-agreed', 'invariant', 'medium', 'interpreted', 'Territory deviations agreed by heads',
        'Отступления от территории согласованы руководителями', '跨区分配须经负责人会签'),
    ('sp2-1d', 'sp2-departure-approved', 'invariant', 'high', 'explicit', 'Director approves territory deviations',
        'Директор одобряет отступление от территории', '跨区分配须总经理批准'),
    ('sp2-20a', 'sp2-payment-look', 'deadline', 'medium', 'explicit', 'Daily payment check in 1C',
        'Ежедневная проверка оплат в 1С', '每日在1C核查到款'),
    ('sp2-21c', 'sp2-invoice-refused-declined', 'deadline', 'medium', 'explicit', 'Refused invoice is declined',
        'При отказе клиента счёт отклонён', '客户拒绝则账单置为否决'),
    ('sp2-21d', 'sp2-invoice-refusal-reason', 'required_fields', 'medium', 'explicit', 'Refusal reason is recorded',
        'Причина отказа зафиксирована', '须记录拒绝原因'),
    ('sp2-23a', 'sp2-invoice-lapse', 'deadline', 'high', 'explicit', 'Unpaid invoice declined after fifteen days',
        'Неоплаченный счёт отклонён через 15 дней', '十五日未付则账单置为否决'),
    ('sp2-9a', 'sp2-quarterly-survey', 'deadline', 'high', 'explicit', 'Quarterly client satisfaction assessment',
        'Ежеквартальная оценка удовлетворённости клиентов', '每季度评估客户满意度'),
    ('sp2-s4-1a', 'sp2-revenue-plan', 'threshold', 'high', 'explicit', 'Revenue meets yearly plan',
        'Выручка не ниже годового плана', '年收入不低于计划'),
    ('sp2-s4-2', 'sp2-profitability', 'threshold', 'high', 'explicit', 'Profitability at least thirty percent',
        'Рентабельность не менее 30 процентов', '年利润率不低于三成'),
    ('sp2-s4-3', 'sp2-active-clients', 'threshold', 'high', 'explicit', 'Active client share at least seventy percent',
        'Активных клиентов не менее 70 процентов', '活跃客户占比不低于七成'),
    ('sp2-s4-4a', 'sp2-sci', 'threshold', 'medium', 'interpreted', 'Quarterly SCI target 4.7',
        'Норматив SCI 4,7 за квартал', '季度SCI目标4.7'),
    ('sp2-3a', 'sp2-prospect-list-approved', 'invariant', 'high', 'explicit', 'Prospect base approved before work',
        'База потенциальных клиентов утверждена до проработки', '潜在客户库须先批准后开发'),
    ('sp2-4a', 'sp2-prospect-result', 'deadline', 'medium', 'explicit', 'Prospect talks result recorded',
        'Результат переговоров с потенциальным клиентом занесён', '潜在客户洽谈结果须录入'),
    ('sp2-13a', 'sp2-client-result', 'deadline', 'medium', 'explicit', 'Existing-client talks result recorded',
        'Результат переговоров с действующим клиентом занесён', '老客户洽谈结果须录入'),
    ('sp2-6a', 'sp2-prospect-next-date', 'deadline', 'medium', 'explicit', 'Uninterested prospect gets callback date',
        'Незаинтересованному потенциальному клиенту — дата контакта', '无意向潜在客户须定下次联系日'),
    ('sp2-8b', 'sp2-offer-next-date', 'deadline', 'medium', 'explicit', 'Callback date after rejected invoice or offer',
        'Дата контакта после отказа от счёта или оферты', '账单或要约被拒后须定下次联系日'),
    ('sp2-15a', 'sp2-client-next-date', 'deadline', 'medium', 'explicit', 'Uninterested existing client gets callback date',
        'Незаинтересованному действующему клиенту — дата контакта', '无意向老客户须定下次联系日'),
    ('sp2-18b', 'sp2-inquiry-next-date', 'deadline', 'medium', 'explicit', 'Callback date after idle inquiry',
        'Дата контакта после разговора по заявке без интереса', '询价联系无意向须定下次联系日'),
    ('sp2-16d', 'sp2-reply-30min', 'deadline', 'high', 'explicit', 'Reply within thirty minutes',
        'Ответ клиенту за 30 минут', '三十分钟内答复客户'),
    ('sp2-16e', 'sp2-reply-30min', 'deadline', 'high', 'explicit', 'Reply within thirty minutes',
        'Ответ клиенту за 30 минут', '三十分钟内答复客户'),
    ('sp2-17c', 'sp2-new-client-status', 'deadline', 'medium', 'explicit', 'First-time client marked new',
        'Впервые обратившемуся присвоен статус «новый клиент»', '首次来询客户标记为新客户'),
    ('sp2-17d', 'sp2-new-client-card', 'required_fields', 'high', 'explicit', 'Six mandatory new-client fields',
        'Шесть обязательных полей нового клиента', '新客户六项必填信息'),
    ('sp2-19c', 'sp2-invoice-on-approval', 'deadline', 'medium', 'explicit', 'Issued invoice set on-approval',
        'Выставленному счёту присвоен статус «на согласовании»', '已开账单置为待确认'),
    ('sp2-21a', 'sp2-invoice-decision-asked', 'deadline', 'high', 'explicit', 'Ask decision after two days without payment',
        'Через два дня без оплаты узнать решение клиента', '两日未付款须询问决定')
) AS c (clause, rule_id, kind, severity, basis, title_en, title_ru, title_zh);

CREATE TABLE tally_by_hand AS
SELECT f.clause, f.verdict, f.responsible_id, f.unit_id, c.tier, COUNT(*) AS n
FROM found AS f LEFT JOIN client AS c ON c.id = f.client_id GROUP BY ALL;

CREATE MACRO span_text(seconds, days) AS
    CASE WHEN seconds >= 86400 THEN CONCAT(seconds // 86400, days) ELSE '' END
    || STRFTIME(MAKE_TIMESTAMP(seconds % 86400 * 1000000), '%H:%M:%S');
CREATE MACRO fact(place, field, given) AS
    CONCAT('{"entity":"', place, ',"field":"', field, '","type":"timestamp","value":', COALESCE('"' || given || '"', 'null'), '}');

CREATE TABLE case_by_hand AS
WITH kept AS (
    SELECT f.*, c.tier, CONCAT(f.subject_type, '","id":"', f.subject_id, '","file":"', f.source_file, '","row":',
        COALESCE(CAST(f.source_row AS VARCHAR), 'null')) AS place,
        CASE WHEN f.verdict <> 'violated' THEN '' WHEN f.done_at IS NULL THEN 'absent' ELSE 'late' END AS outcome,
        STRFTIME(f.due_at + INTERVAL 3 HOUR, '%Y-%m-%d %H:%M:%S') AS due_text,
        STRFTIME(f.due_at + INTERVAL 3 HOUR, '%d.%m.%Y %H:%M:%S') AS due_text_ru,
        STRFTIME(f.done_at + INTERVAL 3 HOUR, '%Y-%m-%d %H:%M:%S') AS done_text,
        STRFTIME(f.done_at + INTERVAL 3 HOUR, '%d.%m.%Y %H:%M:%S') AS done_text_ru,
        CAST(EPOCH(f.done_at) - EPOCH(f.due_at) AS BIGINT) AS late_s
    FROM found AS f LEFT JOIN client AS c ON c.id = f.client_id
    WHERE f.verdict <> 'met'
)
SELECT SUBSTR(SHA256(CONCAT_WS(CHR(31), d.rule_id, k.subject_type, k.subject_id, CAST(k.window_at AS VARCHAR))), 1, 16) AS case_id,
    d.rule_id, 'sp2' AS pack, [k.clause] AS clauses, d.kind, d.severity, d.basis, 'violation' AS effect, 'event' AS judged,
    'period' AS scope, k.verdict, k.outcome,
    CASE WHEN k.verdict <> 'violated' THEN '' WHEN k.done_at IS NULL THEN 'open' ELSE 'cured' END AS standing,
    k.subject_type, k.subject_id, COALESCE(CAST(CAST(k.window_at AS DATE) AS VARCHAR), '') AS occurrence, k.window_at,
    COALESCE(k.client_id, '') AS client_id, COALESCE(k.responsible_id, '') AS responsible_id,
    COALESCE(k.unit_id, '') AS unit_id, COALESCE(k.tier, '') AS tier, 'Europe/Moscow' AS zone, k.opened_at, k.due_at,
    k.clause IN ('sp2-16d', 'sp2-16e') AS due_inclusive, k.done_at,
    CAST(EPOCH(k.done_at) - EPOCH(k.opened_at) AS DOUBLE) AS measured,
    CAST(EPOCH(k.due_at) - EPOCH(k.opened_at) AS DOUBLE) AS limit_value, 'seconds' AS measure,
    CASE WHEN k.verdict = 'undetermined' THEN ['due_at'] ELSE [] END AS missing,
    CASE WHEN k.verdict = 'undetermined' THEN 'act_unknown' ELSE '' END AS reason, k.source_file, k.source_row,
    CONCAT('{"facts":[', fact(k.place, 'opened_at', CAST(k.opened_at AS VARCHAR)), ',',
        fact(k.place, 'due_at', CAST(k.due_at AS VARCHAR)), ',', fact(k.place, 'done_at', CAST(k.done_at AS VARCHAR)),
        '],"items":[]}') AS evidence,
    CONCAT(d.title_en, '. ', k.subject_type, ' ', k.subject_id, ': ', CASE
        WHEN k.verdict = 'pending' THEN CONCAT('not yet due; due by ', k.due_text)
        WHEN k.verdict = 'undetermined' THEN 'cannot be judged'
        WHEN k.outcome = 'late' THEN CONCAT('done ', k.done_text, ', due by ', k.due_text, ', ', span_text(k.late_s, ' d '), ' late')
        ELSE CONCAT('not done; was due by ', k.due_text) END, '.') AS text_en,
    CONCAT(d.title_ru, '. ', k.subject_type, ' ', k.subject_id, ': ', CASE
        WHEN k.verdict = 'pending' THEN CONCAT('срок ещё не наступил: ', k.due_text_ru)
        WHEN k.verdict = 'undetermined' THEN 'оценить невозможно'
        WHEN k.outcome = 'late' THEN CONCAT('выполнено ', k.done_text_ru, ', срок — ', k.due_text_ru, ', опоздание ',
            span_text(k.late_s, ' д '))
        ELSE CONCAT('не выполнено; срок — ', k.due_text_ru) END, '.') AS text_ru,
    CONCAT(d.title_zh, '。', k.subject_type, ' ', k.subject_id, '：', CASE
        WHEN k.verdict = 'pending' THEN CONCAT('尚未到期，期限', k.due_text)
        WHEN k.verdict = 'undetermined' THEN '无法判定'
        WHEN k.outcome = 'late' THEN CONCAT('完成于', k.done_text, '，期限', k.due_text, '，逾期', span_text(k.late_s, '天'))
        ELSE CONCAT('未完成，期限', k.due_text) END, '。') AS text_zh
FROM kept AS k JOIN card AS d ON d.clause = k.clause;
DROP TABLE card;
