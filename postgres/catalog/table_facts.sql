-- What is to be said of the relation ($1 name, $2 schema or null) as a whole.
-- 0 owner · 1 row estimate · 2 partition of · 3 partition bound · 4 partition key · 5 comment · 6 view definition
-- 7 foreign keys that reference it · 8 what the login may do, a JSON array
WITH may AS NOT MATERIALIZED (
-- include rules_of_relation
), unspeakable AS MATERIALIZED (
-- include unspeakable
)
, target AS (
-- include target
)
SELECT pg_catalog.pg_get_userbyid(c.relowner),
-- include row_estimate
,
-- include partition_of
,
CASE WHEN c.relispartition AND
-- include parent_reached
THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END,
CASE WHEN c.relkind OPERATOR(pg_catalog.=) 'p' AND CASE WHEN may.schemas IS NULL THEN true ELSE NOT EXISTS (
  SELECT FROM (VALUES ('pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, c.oid, 0)) thing (class, oid, sub)
-- include names_what_is_hidden
) END
THEN pg_catalog.pg_get_partkeydef(c.oid) END,
CASE WHEN
-- include speakable_of_relation
THEN d.description END,
CASE WHEN c.relkind OPERATOR(pg_catalog.=) ANY ('{v,m}') AND CASE WHEN may.schemas IS NULL THEN true ELSE NOT EXISTS (
  SELECT FROM (VALUES ('pg_catalog.pg_rewrite'::pg_catalog.regclass::pg_catalog.oid, (SELECT w.oid FROM pg_catalog.pg_rewrite w WHERE w.ev_class OPERATOR(pg_catalog.=) c.oid AND w.rulename OPERATOR(pg_catalog.=) '_RETURN'::pg_catalog.name), 0)) thing (class, oid, sub)
-- include names_what_is_hidden
) END
THEN pg_catalog.pg_get_viewdef(c.oid) END,
(SELECT pg_catalog.count(*) FROM pg_catalog.pg_constraint k
  LEFT JOIN pg_catalog.pg_constraint above ON above.oid OPERATOR(pg_catalog.=) k.conparentid
  WHERE k.contype OPERATOR(pg_catalog.=) 'f' AND k.confrelid OPERATOR(pg_catalog.=) c.oid
    AND
-- include referencing_key
    AND CASE WHEN may.schemas IS NULL THEN true ELSE NOT EXISTS (
  SELECT FROM (VALUES ('pg_catalog.pg_constraint'::pg_catalog.regclass::pg_catalog.oid, k.oid, 0)) thing (class, oid, sub)
-- include names_what_is_hidden
) END
),
pg_catalog.to_json(ARRAY(SELECT p.name FROM pg_catalog.unnest('{SELECT,INSERT,UPDATE,DELETE}'::pg_catalog.text[]) p (name)
  WHERE pg_catalog.has_table_privilege(c.oid, p.name)))
FROM target t
CROSS JOIN may
JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) t.oid
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
LEFT JOIN pg_catalog.pg_description d ON d.objoid OPERATOR(pg_catalog.=) c.oid
  AND d.classoid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid
  AND d.objsubid OPERATOR(pg_catalog.=) 0
