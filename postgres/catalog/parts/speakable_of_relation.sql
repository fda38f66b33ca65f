-- The same of pg_class row c in pg_namespace row n, or of a column of it, whose hidden columns must not be named.
(
-- include speakable
  AND CASE WHEN d.description IS NOT NULL AND pg_catalog.cardinality(may.columns) OPERATOR(pg_catalog.>) 0 THEN NOT EXISTS (
    SELECT FROM pg_catalog.pg_attribute a
    WHERE a.attrelid OPERATOR(pg_catalog.=) c.oid AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 AND NOT a.attisdropped
      AND CASE WHEN a.attname::pg_catalog.text OPERATOR(pg_catalog.~) '[^[:alnum:]_$]'
        THEN pg_catalog.strpos(pg_catalog.lower(d.description COLLATE pg_catalog."default"),
          pg_catalog.lower(a.attname::pg_catalog.text COLLATE pg_catalog."default")) OPERATOR(pg_catalog.>) 0
        ELSE pg_catalog.lower(a.attname::pg_catalog.text COLLATE pg_catalog."default") OPERATOR(pg_catalog.=) ANY (
          pg_catalog.regexp_split_to_array(pg_catalog.lower(d.description COLLATE pg_catalog."default"), '[^[:alnum:]_$]+')) END
      AND NOT
-- include open_column
    ) ELSE true END)
