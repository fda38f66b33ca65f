-- Whether no word of a comment (pg_description row d) is the name of what the rules (may) keep out of reach.
CASE WHEN may.schemas IS NULL OR d.description IS NULL THEN true ELSE NOT EXISTS (
    SELECT FROM pg_catalog.regexp_split_to_table(pg_catalog.lower(d.description COLLATE pg_catalog."default"), '[^[:alnum:]_$]+') word (text)
    WHERE word.text OPERATOR(pg_catalog.=) ANY (SELECT u.name FROM unspeakable u)
      OR word.text OPERATOR(pg_catalog.~*) ANY (may.words))
  AND NOT EXISTS (
    SELECT FROM unspeakable u
    WHERE u.name OPERATOR(pg_catalog.~) '[^[:alnum:]_$]'
      AND pg_catalog.strpos(pg_catalog.lower(d.description COLLATE pg_catalog."default"), u.name) OPERATOR(pg_catalog.>) 0) END
