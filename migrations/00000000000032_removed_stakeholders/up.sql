-- A stakeholder that was taken off a deal leaves no row; the contact's timeline finds what it did by this.
CREATE INDEX events_removed_stakeholder ON events (workspace_id, ((changes -> 'contact_id' ->> 0)::uuid))
  WHERE kind = 'stakeholder.removed';
