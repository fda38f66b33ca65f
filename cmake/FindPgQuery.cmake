# Debian's libpg-query-dev ships a header, a shared and a static library, no package files. Defines PgQuery::PgQuery.
find_path(PGQUERY_INCLUDE_DIR pg_query.h)
find_library(PGQUERY_LIBRARY pg_query)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(PgQuery REQUIRED_VARS PGQUERY_INCLUDE_DIR PGQUERY_LIBRARY)
if(PgQuery_FOUND AND NOT TARGET PgQuery::PgQuery)
  add_library(PgQuery::PgQuery UNKNOWN IMPORTED)
  set_target_properties(PgQuery::PgQuery PROPERTIES
    IMPORTED_LOCATION ${PGQUERY_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${PGQUERY_INCLUDE_DIR})
endif()
