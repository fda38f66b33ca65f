-- Of candidates x (name) those that go on from what was typed ($1), hold it, or share at least every third run of three letters
-- with it: these in this order, a hundred of them, with the number of all.
CROSS JOIN LATERAL (SELECT pg_catalog.lower(x.name COLLATE pg_catalog."default") AS name, pg_catalog.lower($1::pg_catalog.text) AS typed) l
CROSS JOIN LATERAL (SELECT pg_catalog.strpos(l.name, l.typed) AS place) p
CROSS JOIN LATERAL (
  SELECT pg_catalog.count(*) FILTER (WHERE pg_catalog.strpos(l.name, pg_catalog.substr(l.typed, i, 3)) OPERATOR(pg_catalog.>) 0) AS shared,
    pg_catalog.count(*) AS runs
  FROM pg_catalog.generate_series(1, pg_catalog.length(l.typed) OPERATOR(pg_catalog.-) 2) i) t
WHERE p.place OPERATOR(pg_catalog.>) 0
  OR (t.shared OPERATOR(pg_catalog.>) 0 AND t.shared OPERATOR(pg_catalog.*) 3 OPERATOR(pg_catalog.>=) t.runs)
ORDER BY CASE p.place WHEN 1 THEN 0 WHEN 0 THEN 2 ELSE 1 END,
  CASE WHEN p.place OPERATOR(pg_catalog.=) 0 THEN OPERATOR(pg_catalog.-) t.shared END,
  CASE WHEN p.place OPERATOR(pg_catalog.=) 0
    THEN pg_catalog.abs(pg_catalog.length(l.name) OPERATOR(pg_catalog.-) pg_catalog.length(l.typed)) END,
  x.name COLLATE pg_catalog."C"
LIMIT 100
