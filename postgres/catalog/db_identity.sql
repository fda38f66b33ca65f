-- Which database this is, as one JSON object. Over a unix socket the host is null and the port the server's.
SELECT pg_catalog.json_build_object(
  'database', pg_catalog.current_database(),
  'user', CURRENT_USER,
  'host', pg_catalog.inet_server_addr()::pg_catalog.text,
  'port', COALESCE(pg_catalog.inet_server_port(), pg_catalog.current_setting('port')::pg_catalog.int4),
  'search_path', pg_catalog.current_schemas(true),
  'cluster_name', pg_catalog.current_setting('cluster_name'),
  'server_version', pg_catalog.current_setting('server_version'))
