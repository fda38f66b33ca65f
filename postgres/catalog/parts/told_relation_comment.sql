-- The same of pg_class row c in pg_namespace row n.
CASE WHEN
-- include speakable_of_relation
THEN
-- include short_comment
END
