-- Numbers from {from} up to before {upto}: every twentieth has an account, every tenth a contact, each a deal.
INSERT INTO accounts (workspace_id, id, name, website, owner_id, employees, phone, created_at, updated_at)
  SELECT {workspace}, bench_id(1, n / 20), 'Account ' || n / 20, 'https://account' || n / 20 || '.example', p.id, n % 5000,
         '+49 30 ' || n, '2025-01-01'::timestamptz + n * interval '1 second', now() - interval '100 days' + n * interval '1 second'
  FROM generate_series({from}, {upto} - 1) n JOIN bench_people p ON p.place = n / 20 % 40 WHERE n % 20 = 0;
INSERT INTO contacts (workspace_id, id, account_id, first_name, last_name, job_title, emails, owner_id, created_at, updated_at)
  SELECT {workspace}, bench_id(2, n / 10), bench_id(1, n / 20), 'First ' || n / 10, 'Last ' || n / 10, 'Buyer',
         ARRAY['contact' || n / 10 || '@example.com'], p.id, now() - interval '300 days', now() - interval '300 days'
  FROM generate_series({from}, {upto} - 1) n JOIN bench_people p ON p.place = n / 10 % 40 WHERE n % 10 = 0;
INSERT INTO deals (workspace_id, id, name, account_id, primary_contact_id, owner_id, pipeline_id, stage_id, status, amount,
                   currency, rate, amount_base, probability, expected_close_on, closed_at, next_step, last_activity_at,
                   stage_entered_at, rank, created_at, updated_at)
  SELECT {workspace}, bench_id(3, n), 'Deal ' || n || ' about something worth having', bench_id(1, n / 20), bench_id(2, n / 10),
         p.id, bench_id(6, 1), bench_id(7, 10 + k.stage), k.status, 500 + n % 90000, 'EUR', 1, 500 + n % 90000, k.chance,
         '2026-01-01'::date + (n * 7919 % 700)::int, CASE WHEN k.stage > 3 THEN now() - n * interval '1 second' END,
         'Call them', now() - n % 90 * interval '1 day', now() - n % 60 * interval '1 day', 'm' || lpad(n::text, 9, '0') || '1',
         '2025-01-01'::timestamptz + n * interval '1 second', now() - interval '200 days' + (n * 7919 % 9999991) * interval '1 second'
  FROM generate_series({from}, {upto} - 1) n
  JOIN bench_people p ON p.place = n % 40
  CROSS JOIN LATERAL (SELECT CASE WHEN n % 10 < 3 THEN n % 4 WHEN n % 10 < 7 THEN 4 ELSE 5 END AS stage,
                             CASE WHEN n % 10 < 3 THEN 'open' WHEN n % 10 < 7 THEN 'won' ELSE 'lost' END AS status,
                             CASE WHEN n % 10 < 3 THEN 20 + 20 * (n % 4) WHEN n % 10 < 7 THEN 100 ELSE 0 END AS chance) k;
INSERT INTO stakeholders (workspace_id, id, deal_id, contact_id, side, influence, loyalty, created_at, updated_at)
  SELECT workspace_id, bench_id(8, n), bench_id(3, n), primary_contact_id, 'customer', 1 + n % 5, n % 5 - 2, created_at, created_at
  FROM generate_series({from}, {upto} - 1) n JOIN deals ON deals.workspace_id = {workspace} AND deals.id = bench_id(3, n);
INSERT INTO stage_visits (workspace_id, id, deal_id, stage_id, entered_at)
  SELECT workspace_id, bench_id(5, n), bench_id(3, n), stage_id, stage_entered_at
  FROM generate_series({from}, {upto} - 1) n JOIN deals ON deals.workspace_id = {workspace} AND deals.id = bench_id(3, n);
INSERT INTO tasks (workspace_id, id, title, assignee_id, due_at, deal_id, created_at, updated_at)
  SELECT {workspace}, bench_id(4, n), 'Call about deal ' || n, p.id, now() + n % 30 * interval '1 day', bench_id(3, n), now(), now()
  FROM generate_series({from}, {upto} - 1) n JOIN bench_people p ON p.place = (n * 3) % 40 WHERE n % 10 < 3;
