-- The last number given to a document of a kind in a year. Its row is locked by whoever takes the next one, until their transaction
-- ends: what is taken back leaves no gap.
CREATE TABLE document_numbers (
  workspace_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('proposal', 'order')),
  year int NOT NULL,
  last int NOT NULL,
  PRIMARY KEY (workspace_id, kind, year),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (id)
);

-- What is offered to a customer. Each revision is a row of its own under the same number.
CREATE TABLE proposals (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  revision int NOT NULL CHECK (revision > 0),
  deal_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN
    ('draft', 'in_approval', 'approved', 'sent', 'accepted', 'declined', 'rejected', 'expired', 'superseded')),
  contact_id uuid,
  language text NOT NULL,
  currency text NOT NULL,
  discount_percent numeric NOT NULL CHECK (discount_percent BETWEEN 0 AND 100),
  subtotal numeric(22, 2) NOT NULL,
  net numeric(22, 2) NOT NULL,
  tax numeric(22, 2) NOT NULL,
  highest_discount_percent numeric NOT NULL CHECK (highest_discount_percent BETWEEN 0 AND 100),
  margin numeric,
  valid_until date NOT NULL,
  intro text,
  terms text,
  previous_id uuid,
  approved_hash text,
  submitted_at timestamptz,
  sent_at timestamptz,
  sent_by uuid,
  decided_at timestamptz,
  decline_reason text,
  archived boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, deal_id, id),
  UNIQUE (workspace_id, number, revision),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deals (workspace_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id),
  -- A revision is one of the same deal.
  FOREIGN KEY (workspace_id, deal_id, previous_id) REFERENCES proposals (workspace_id, deal_id, id),
  CHECK ((revision = 1) = (previous_id IS NULL)),
  CHECK (status NOT IN ('sent', 'accepted', 'declined') OR sent_at IS NOT NULL),
  CHECK (status NOT IN ('accepted', 'declined') OR decided_at IS NOT NULL)
);
CREATE UNIQUE INDEX proposals_previous ON proposals (workspace_id, previous_id);
CREATE INDEX proposals_deal ON proposals (workspace_id, deal_id, created_at, id);
CREATE INDEX proposals_contact ON proposals (workspace_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX proposals_created ON proposals (workspace_id, created_at, id);
CREATE INDEX proposals_updated ON proposals (workspace_id, updated_at, id);
CREATE INDEX proposals_net ON proposals (workspace_id, net, id);
CREATE INDEX proposals_valid ON proposals (workspace_id, valid_until, id);
CREATE INDEX proposals_number ON proposals
  (workspace_id, split_part(number, '-', 2), (split_part(number, '-', 3)::int), revision, id);
CREATE INDEX proposals_search ON proposals USING gin (workspace_id, fold(number) gin_trgm_ops);
-- Those that can expire, for the round that looks for them.
CREATE INDEX proposals_expiring ON proposals (valid_until) WHERE status IN ('approved', 'sent');
COMMENT ON COLUMN proposals.number IS 'P-2026-0001: gapless per workspace and year of creation in the workspace''s zone.';
COMMENT ON COLUMN proposals.subtotal IS 'The sum of the lines'' totals, after their own discounts.';
COMMENT ON COLUMN proposals.net IS 'The sum of the lines'' net amounts: after the header discount too.';
COMMENT ON COLUMN proposals.margin IS 'Percent of net left above cost; null unless every line has a cost.';
COMMENT ON COLUMN proposals.approved_hash IS 'What was approved, as a hash: only that may be sent.';

-- What a proposal offers. Net and tax follow from the proposal's own discount.
CREATE TABLE proposal_lines (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  deal_id uuid NOT NULL,
  proposal_id uuid NOT NULL,
  origin_id uuid NOT NULL,
  product_id uuid,
  description text NOT NULL,
  position int NOT NULL,
  quantity numeric NOT NULL CHECK (quantity > 0),
  unit_price numeric NOT NULL CHECK (unit_price >= 0),
  unit_cost numeric CHECK (unit_cost >= 0),
  discount_percent numeric NOT NULL CHECK (discount_percent BETWEEN 0 AND 100),
  tax_percent numeric NOT NULL CHECK (tax_percent BETWEEN 0 AND 100),
  total numeric(18, 2) NOT NULL,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, deal_id, proposal_id) REFERENCES proposals (workspace_id, deal_id, id),
  FOREIGN KEY (workspace_id, product_id) REFERENCES products (workspace_id, id),
  CHECK (total = round(quantity * unit_price * (100 - discount_percent) * 0.01, 2))
);
CREATE INDEX proposal_lines_proposal ON proposal_lines (workspace_id, proposal_id, position, id);
CREATE INDEX proposal_lines_product ON proposal_lines (workspace_id, product_id);
COMMENT ON COLUMN proposal_lines.origin_id IS 'The line of an earlier revision it was copied from first; its own id when there is none.';
COMMENT ON COLUMN proposal_lines.unit_cost IS 'What one unit costs the company; from the product.';

-- What was ordered.
CREATE TABLE orders (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  deal_id uuid NOT NULL,
  proposal_id uuid,
  status text NOT NULL CHECK (status IN ('open', 'fulfilled', 'cancelled')),
  currency text NOT NULL,
  net numeric(22, 2) NOT NULL,
  tax numeric(22, 2) NOT NULL,
  note text,
  fulfilled_at timestamptz,
  cancelled_at timestamptz,
  cancel_reason text,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, number),
  UNIQUE (workspace_id, deal_id, id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deals (workspace_id, id),
  FOREIGN KEY (workspace_id, deal_id, proposal_id) REFERENCES proposals (workspace_id, deal_id, id),
  CHECK ((status = 'fulfilled') = (fulfilled_at IS NOT NULL)),
  CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL)),
  CHECK ((status = 'cancelled') = (cancel_reason IS NOT NULL))
);
CREATE INDEX orders_deal ON orders (workspace_id, deal_id, created_at, id);
CREATE INDEX orders_proposal ON orders (workspace_id, proposal_id) WHERE proposal_id IS NOT NULL;
CREATE INDEX orders_created ON orders (workspace_id, created_at, id);
CREATE INDEX orders_net ON orders (workspace_id, net, id);
CREATE INDEX orders_number ON orders
  (workspace_id, split_part(number, '-', 2), (split_part(number, '-', 3)::int), id);
COMMENT ON COLUMN orders.number IS 'O-2026-0001: gapless per workspace and year of creation in the workspace''s zone.';

-- What an order is for: copies that never change.
CREATE TABLE order_lines (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  deal_id uuid NOT NULL,
  order_id uuid NOT NULL,
  product_id uuid,
  description text NOT NULL,
  position int NOT NULL,
  quantity numeric NOT NULL CHECK (quantity > 0),
  unit_price numeric NOT NULL CHECK (unit_price >= 0),
  discount_percent numeric NOT NULL CHECK (discount_percent BETWEEN 0 AND 100),
  tax_percent numeric NOT NULL CHECK (tax_percent BETWEEN 0 AND 100),
  total numeric(18, 2) NOT NULL,
  tax numeric(18, 2) NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, deal_id, order_id) REFERENCES orders (workspace_id, deal_id, id),
  FOREIGN KEY (workspace_id, product_id) REFERENCES products (workspace_id, id),
  CHECK (total = round(quantity * unit_price * (100 - discount_percent) * 0.01, 2)),
  CHECK (tax = round(total * tax_percent * 0.01, 2))
);
CREATE INDEX order_lines_order ON order_lines (workspace_id, order_id, position, id);
CREATE INDEX order_lines_product ON order_lines (workspace_id, product_id);

COMMENT ON COLUMN deal_lines.discount_percent IS 'People type two decimals; an accepted proposal brings as many as both its discounts together have.';
