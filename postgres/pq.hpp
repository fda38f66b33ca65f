#pragma once

#include <libpq-fe.h>

#include <memory>

namespace howdah::postgres {

/// libpq's objects by their owners. Private to this room.
struct pq_deleter {
  void operator()(PGresult* result) const noexcept { PQclear(result); }
  void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
  void operator()(PQconninfoOption* options) const noexcept { PQconninfoFree(options); }
  void operator()(char* text) const noexcept { PQfreemem(text); }
  void operator()(PGnotify* notification) const noexcept { PQfreemem(notification); }
};

template <class T>
using pq_owner = std::unique_ptr<T, pq_deleter>;

} // namespace howdah::postgres
