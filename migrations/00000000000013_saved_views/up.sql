-- Views of deals that people keep: which deals, in which order, with which columns.
CREATE TABLE saved_views (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  layout text NOT NULL CHECK (layout IN ('table', 'board')),
  pipeline_id uuid,
  filter jsonb NOT NULL,
  order_by jsonb NOT NULL,
  shown text[] NOT NULL,
  search text,
  sharing text NOT NULL CHECK (sharing IN ('private', 'team', 'everyone')),
  owner_id uuid NOT NULL,
  team_id uuid,
  archived boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, pipeline_id) REFERENCES pipelines (workspace_id, id),
  FOREIGN KEY (workspace_id, owner_id) REFERENCES users (workspace_id, id),
  CHECK ((sharing = 'team') = (team_id IS NOT NULL)),
  CHECK (layout = 'table' OR pipeline_id IS NOT NULL)
);
CREATE INDEX saved_views_owner ON saved_views (workspace_id, owner_id);
CREATE INDEX saved_views_shared ON saved_views (workspace_id, sharing, team_id) WHERE sharing <> 'private';
COMMENT ON COLUMN saved_views.filter IS 'A DealFilter as the API takes it; may name people and days relatively.';
