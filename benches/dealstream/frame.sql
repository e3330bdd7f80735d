-- An id as setting.rs computes it.
CREATE FUNCTION bench_id(kind int, n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS
  $$ SELECT (lpad(to_hex(n), 8, '0') || lpad(to_hex(kind), 4, '0') || '70008000000000000000')::uuid $$;

-- Forty people; the one who asks is number 0 of them.
CREATE TABLE bench_people AS
  SELECT 0 AS place, {user} AS id UNION ALL SELECT n, gen_random_uuid() FROM generate_series(1, 39) n;
INSERT INTO users (workspace_id, id, email, name, role, created_at, updated_at)
  SELECT {workspace}, id, 'person' || place || '@bench.example', 'Person ' || place, 'rep', now(), now()
  FROM bench_people WHERE place > 0;

-- The board of the questions, and a hundred for the fan-out.
INSERT INTO pipelines (workspace_id, id, name, position, created_at, updated_at)
  SELECT {workspace}, bench_id(6, n), 'Board ' || n, n, now(), now()
  FROM (SELECT 1 AS n UNION ALL SELECT generate_series(101, 200)) boards;
INSERT INTO stages (workspace_id, id, pipeline_id, name, position, kind, probability, color, created_at, updated_at)
  SELECT {workspace}, bench_id(7, p.n * 10 + s.n), bench_id(6, p.n), 'Stage ' || s.n, s.n,
         CASE s.n WHEN 4 THEN 'won' WHEN 5 THEN 'lost' ELSE 'open' END,
         CASE s.n WHEN 4 THEN 100 WHEN 5 THEN 0 ELSE 20 + 20 * s.n END, 'blue', now(), now()
  FROM (SELECT 1 AS n UNION ALL SELECT generate_series(101, 200)) p, generate_series(0, 5) s(n)
  WHERE p.n = 1 OR s.n < 4;
INSERT INTO deals (workspace_id, id, name, owner_id, pipeline_id, stage_id, status, amount, currency, rate, amount_base,
                   probability, expected_close_on, stage_entered_at, rank, created_at, updated_at)
  SELECT {workspace}, bench_id(3, 10000000 + b * 100 + c), 'Card ' || c || ' of board ' || b, p.id, bench_id(6, b),
         bench_id(7, b * 10 + c % 4), 'open', 1000 + c, 'EUR', 1, 1000 + c, 20 + 20 * (c % 4), '2027-01-01', now(),
         'm' || lpad(c::text, 3, '0') || '1', now() - interval '30 days', now()
  FROM generate_series(101, 200) b, generate_series(0, 19) c, bench_people p WHERE p.place = c;
INSERT INTO stage_visits (workspace_id, id, deal_id, stage_id, entered_at)
  SELECT workspace_id, gen_random_uuid(), id, stage_id, stage_entered_at FROM deals;
