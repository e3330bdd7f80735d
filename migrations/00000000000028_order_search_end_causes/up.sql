CREATE INDEX orders_search ON orders USING gin (workspace_id, fold(number) gin_trgm_ops);

-- What ended an approval by itself, for programs; the sentence it was kept as is taken apart.
ALTER TABLE approvals ADD COLUMN end_cause text, ADD COLUMN end_name text;
UPDATE approvals SET
  end_cause = CASE
    WHEN void_reason LIKE 'The deal went to “%”.' THEN 'deal_moved'
    WHEN void_reason = 'The deal was put aside.' THEN 'deal_put_aside'
    WHEN void_reason = 'The deal''s lines were changed.' THEN 'deal_lines_changed'
    WHEN void_reason LIKE 'More was asked for “%” since.' THEN 'stage_asks_more'
    WHEN void_reason LIKE 'The stage “%” was removed.' THEN 'stage_removed'
    WHEN void_reason = 'The proposal was made a draft again.' THEN 'proposal_reopened'
    WHEN void_reason = 'The contract package was made a draft again.' THEN 'contract_package_reopened'
    WHEN void_reason = 'The contract package was cancelled.' THEN 'contract_package_cancelled'
    WHEN void_reason LIKE '“%” got a new version.' THEN 'file_replaced'
    WHEN void_reason LIKE '“%” was put away.' THEN 'file_put_away'
    ELSE 'deal_amount_changed'
  END,
  end_name = substring(void_reason from '“(.*)”')
WHERE void_reason IS NOT NULL;
ALTER TABLE approvals
  DROP COLUMN void_reason,
  ADD CHECK (status <> 'voided' OR end_cause IS NOT NULL),
  ADD CHECK (end_cause IN ('deal_moved', 'deal_put_aside', 'deal_amount_changed', 'deal_lines_changed', 'stage_asks_more',
    'stage_removed', 'proposal_reopened', 'contract_package_reopened', 'contract_package_cancelled', 'file_replaced', 'file_put_away'));
COMMENT ON COLUMN approvals.end_name IS 'What the stage or file was called that ended it.';

-- Why a row was not taken, for programs.
ALTER TABLE import_problems ADD COLUMN code text, ADD COLUMN field text;
COMMENT ON COLUMN import_problems.code IS 'The kind of refusal, as the API names it.';
COMMENT ON COLUMN import_problems.field IS 'The field it is about.';
