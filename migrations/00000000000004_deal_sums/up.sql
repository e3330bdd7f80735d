-- What the columns of a board come to, kept so that a board need not read every deal of its pipeline.
--
-- Rows are differences: adding up those of a stage gives what its deals come to. Changing a deal only ever adds rows, so it waits
-- for nobody; the server folds them together now and then. Owner and restriction stand beside the stage, because a viewer sees
-- deals by those.
CREATE TABLE deal_sums (
  workspace_id uuid NOT NULL,
  stage_id uuid NOT NULL,
  owner_id uuid NOT NULL,
  restricted boolean NOT NULL,
  deals bigint NOT NULL,
  amount numeric NOT NULL,
  weighted numeric NOT NULL
);

CREATE INDEX deal_sums_stage ON deal_sums (workspace_id, stage_id);
COMMENT ON COLUMN deal_sums.amount IS 'In the base currency.';
COMMENT ON COLUMN deal_sums.weighted IS 'Amount in the base currency times probability in per cent: a hundred times the weighted amount.';

-- The deals that only some may see, whatever the policy.
CREATE INDEX deals_restricted ON deals (workspace_id, stage_id) WHERE restricted;

CREATE FUNCTION deal_sums_of_many() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sign int := CASE TG_OP WHEN 'DELETE' THEN -1 ELSE 1 END;
BEGIN
  INSERT INTO deal_sums (workspace_id, stage_id, owner_id, restricted, deals, amount, weighted)
  SELECT workspace_id, stage_id, owner_id, restricted, sign * count(*),
         sign * coalesce(sum(amount_base), 0), sign * coalesce(sum(amount_base * probability), 0)
  FROM changed GROUP BY workspace_id, stage_id, owner_id, restricted;
  RETURN NULL;
END $$;

CREATE FUNCTION deal_sums_of_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO deal_sums (workspace_id, stage_id, owner_id, restricted, deals, amount, weighted) VALUES
    (OLD.workspace_id, OLD.stage_id, OLD.owner_id, OLD.restricted, -1,
     -coalesce(OLD.amount_base, 0), -coalesce(OLD.amount_base * OLD.probability, 0)),
    (NEW.workspace_id, NEW.stage_id, NEW.owner_id, NEW.restricted, 1,
     coalesce(NEW.amount_base, 0), coalesce(NEW.amount_base * NEW.probability, 0));
  RETURN NULL;
END $$;

CREATE TRIGGER deal_sums_insert AFTER INSERT ON deals
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION deal_sums_of_many();
CREATE TRIGGER deal_sums_delete AFTER DELETE ON deals
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION deal_sums_of_many();
CREATE TRIGGER deal_sums_update AFTER UPDATE ON deals FOR EACH ROW
  WHEN ((OLD.stage_id, OLD.owner_id, OLD.restricted, OLD.amount_base, OLD.probability)
        IS DISTINCT FROM (NEW.stage_id, NEW.owner_id, NEW.restricted, NEW.amount_base, NEW.probability))
  EXECUTE FUNCTION deal_sums_of_one();

INSERT INTO deal_sums (workspace_id, stage_id, owner_id, restricted, deals, amount, weighted)
SELECT workspace_id, stage_id, owner_id, restricted, count(*), coalesce(sum(amount_base), 0), coalesce(sum(amount_base * probability), 0)
FROM deals GROUP BY workspace_id, stage_id, owner_id, restricted;
