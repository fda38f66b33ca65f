-- A comment (pg_description row d) as lists show it, unless it names what is out of reach.
CASE WHEN
-- include speakable
THEN
-- include short_comment
END
