-- Sixty rules, forty units, three hundred people, sixty thousand clients; low numbers are drawn more often than high ones.
CREATE TABLE rules AS
SELECT n AS r, format('{}-duty-{:02d}', pack, n) AS rule_id, pack,
    ['deadline', 'cadence', 'required_fields', 'precedence'][1 + n % 4] AS kind,
    ['high', 'medium', 'low', 'critical'][1 + (n * 7 % 11) % 4] AS severity,
    CASE WHEN n % 5 = 0 THEN 'interpreted' ELSE 'explicit' END AS basis,
    CASE WHEN n % 20 = 19 THEN 'suspicion' ELSE 'violation' END AS effect,
    CASE WHEN n % 4 = 2 THEN 'state' ELSE 'event' END AS judged,
    CASE WHEN n % 3 = 0 THEN [format('{}-{}a', pack, n), format('{}-s{}', pack, n)] ELSE [format('{}-{}', pack, n)] END
        AS clauses,
    ['inquiry', 'client', 'invoice', 'interaction'][1 + n % 4] AS subject_type,
    ['Inquiry', 'Client', 'Invoice', 'Contact'][1 + n % 4] AS thing_en,
    ['Заявка', 'Клиент', 'Счёт', 'Взаимодействие'][1 + n % 4] AS thing_ru,
    ['询价', '客户', '账单', '联系'][1 + n % 4] AS thing_zh,
    format('What is owed by duty {} is recorded', n) AS title_en,
    format('Записано то, чего требует обязанность {}', n) AS title_ru,
    format('须按时记录第{}项义务的办理结果', n) AS title_zh,
    [] AS locators, '' AS words_en, '' AS words_ru, '' AS words_zh, '[]' AS readings, '{}' AS definition, '' AS digest,
    'ran' AS status, '' AS status_reason, 0 AS met, 0 AS violated, 0 AS pending, 0 AS undetermined, 0 AS not_applicable
FROM (SELECT n, ['trade', 'service', 'office'][1 + n % 3] AS pack FROM range(60) t(n));

CREATE TABLE unit AS
SELECT n, format('U-{:02d}', n) AS id, format('Филиал № {} 分公司', n) AS name,
    ['Europe/Moscow', 'Asia/Yekaterinburg', 'Asia/Vladivostok', 'Asia/Shanghai', 'Europe/Kaliningrad'][1 + n % 5] AS zone
FROM range(40) t(n);

CREATE TABLE person AS
SELECT p.n, format('E-{:04d}', p.n) AS id, unit.id AS unit_id, unit.zone,
    ['Иванов', 'Петров', 'Сидорова', 'Королёва', 'Быков', 'Белова', '王', '李', '张', 'Соколова'][1 + p.n % 10] || ' ' ||
    ['Пётр', 'Анна', 'Роман', 'Мария', 'Олег', 'Дарья'][1 + (p.n // 10) % 6] || ' ' ||
    ['Ильич', 'Олеговна', 'Львович', 'Игоревна', 'Юрьевич'][1 + (p.n // 60) % 5] AS name
FROM (SELECT n, n % 40 AS u FROM range(300) t(n)) p JOIN unit ON unit.n = p.u;

CREATE TABLE client AS
SELECT n, format('C{:07d}', n) AS id, format('ООО «{}{} {}»', ['Урал', 'Сиб', 'Балт', 'Юг', 'Восток'][1 + n % 5],
    ['карьер', 'щебень', 'техмаш', 'строй'][1 + n % 4], n) AS name, ['', 'key', 'strategic', 'plain'][1 + n % 4] AS tier
FROM range(60000) t(n);

CREATE TABLE people AS
SELECT id, 'employee' AS entity, name FROM person UNION ALL
SELECT id, 'org_unit', name FROM unit UNION ALL
SELECT id, 'client', name FROM client;
