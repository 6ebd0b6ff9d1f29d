-- A book of many workspaces: copies of the first, made with SQL because the product makes one. Every row of workspace 1 is written again
-- under each number from `first_new` to `last_new`, ids and all: keys lead with workspace_id, so that twins do not meet. A statement
-- that forgot the workspace would find them.
CREATE OR REPLACE FUNCTION clone_workspaces(first_new bigint, last_new bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  t record;
  taken text;
  given text;
BEGIN
  FOR t IN SELECT table_name AS name FROM information_schema.tables
           WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
             -- Keys of doors, not of a workspace; whoever needs one makes it.
             AND table_name NOT IN ('session', 'api_key', 'one_time_link', 'schema_migration', 'idempotency') LOOP
    SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position),
           string_agg(CASE WHEN column_name = 'workspace_id' OR (t.name = 'workspace' AND column_name = 'id') THEN 'w'
                           WHEN t.name = 'search_entry' AND column_name = 'entry' THEN 'entry + ((w - 1) << 32)'
                           ELSE quote_ident(column_name) END, ', ' ORDER BY ordinal_position)
      INTO taken, given
      FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = t.name;
    IF given !~ '\mw\M' THEN RAISE EXCEPTION 'table % has no workspace_id', t.name; END IF;
    EXECUTE format('INSERT INTO %I (%s) SELECT %s FROM %I, generate_series(%s::bigint, %s::bigint) w WHERE %s = 1',
                   t.name, taken, given, t.name, first_new, last_new, CASE t.name WHEN 'workspace' THEN 'id' ELSE 'workspace_id' END);
  END LOOP;
END $$;
