-- What the company sells.
CREATE TABLE products (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  code text,
  series text,
  description text,
  tax_percent numeric NOT NULL CHECK (tax_percent BETWEEN 0 AND 100),
  active boolean NOT NULL DEFAULT true,
  prices jsonb NOT NULL DEFAULT '[]',
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (id)
);
CREATE UNIQUE INDEX products_code ON products (workspace_id, lower(code));
CREATE INDEX products_name ON products (workspace_id, (name COLLATE "und-x-icu"), id);
CREATE INDEX products_by_code ON products (workspace_id, (code COLLATE "und-x-icu"), id);
CREATE INDEX products_series ON products (workspace_id, (series COLLATE "und-x-icu"), (name COLLATE "und-x-icu"), id);
CREATE INDEX products_created ON products (workspace_id, created_at, id);
CREATE INDEX products_updated ON products (workspace_id, updated_at, id);
CREATE INDEX products_search ON products
  USING gin (workspace_id, fold(name || ' ' || coalesce(code, '') || ' ' || coalesce(series, '')) gin_trgm_ops);
COMMENT ON COLUMN products.prices IS 'What one unit costs, by currency: one entry each, by code.';

-- What a deal is about to sell: products or services, how many, at what price.
CREATE TABLE deal_lines (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  deal_id uuid NOT NULL,
  product_id uuid,
  description text NOT NULL,
  position int NOT NULL,
  quantity numeric NOT NULL CHECK (quantity > 0),
  unit_price numeric NOT NULL CHECK (unit_price >= 0),
  discount_percent numeric NOT NULL CHECK (discount_percent BETWEEN 0 AND 100),
  tax_percent numeric NOT NULL CHECK (tax_percent BETWEEN 0 AND 100),
  total numeric(18, 2) NOT NULL,
  tax numeric(18, 2) NOT NULL,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deals (workspace_id, id),
  FOREIGN KEY (workspace_id, product_id) REFERENCES products (workspace_id, id),
  -- Whoever writes a line, its sums are these: round() goes half away from zero.
  CHECK (total = round(quantity * unit_price * (100 - discount_percent) * 0.01, 2)),
  CHECK (tax = round(total * tax_percent * 0.01, 2))
);
CREATE INDEX deal_lines_deal ON deal_lines (workspace_id, deal_id, position, id);
CREATE INDEX deal_lines_product ON deal_lines (workspace_id, product_id, created_at, id);
COMMENT ON COLUMN deal_lines.position IS 'Lines stand in this order; the numbers leave room between them.';
COMMENT ON COLUMN deal_lines.total IS 'Quantity × unit price less the discount, in the deal''s currency.';
COMMENT ON COLUMN deal_lines.tax IS 'Of the total.';

-- Who sells to the same customers.
CREATE TABLE competitors (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  website text,
  strengths text,
  weaknesses text,
  archived boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (id)
);
CREATE UNIQUE INDEX competitors_unique_name ON competitors (workspace_id, lower(name));
CREATE INDEX competitors_name ON competitors (workspace_id, (name COLLATE "und-x-icu"), id);
CREATE INDEX competitors_created ON competitors (workspace_id, created_at, id);
CREATE INDEX competitors_updated ON competitors (workspace_id, updated_at, id);
CREATE INDEX competitors_search ON competitors USING gin (workspace_id, fold(name) gin_trgm_ops);

-- Against whom a deal is fought, and how that went.
CREATE TABLE deal_competitors (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  deal_id uuid NOT NULL,
  competitor_id uuid NOT NULL,
  threat text NOT NULL CHECK (threat IN ('low', 'medium', 'high')),
  strengths text,
  weaknesses text,
  tactic text,
  outcome text NOT NULL CHECK (outcome IN ('open', 'beaten', 'lost_to', 'withdrew')),
  settled boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, deal_id, competitor_id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deals (workspace_id, id),
  FOREIGN KEY (workspace_id, competitor_id) REFERENCES competitors (workspace_id, id),
  CHECK (NOT settled OR outcome = 'beaten')
);
CREATE INDEX deal_competitors_competitor ON deal_competitors (workspace_id, competitor_id, created_at, id);
COMMENT ON COLUMN deal_competitors.settled IS 'Beaten because the deal was won, not because somebody said so: open again when the deal is reopened.';
