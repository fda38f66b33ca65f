#pragma once

#include <cstddef>
#include <span>
#include <string_view>

struct pg_conn;
struct ssl_st;

namespace howdah::postgres::wire {

/// The bytes of a connection that libpq has opened and set up: plain or through its TLS. Never
/// blocks. libpq must not be asked for anything that reads or writes meanwhile, but to close it.
class channel {
public:
  explicit channel(pg_conn* connection);

  enum class state {
    open,   ///< so many bytes went, perhaps none
    closed, ///< by the server, or broken
  };
  struct moved {
    state is = state::open;
    std::size_t bytes = 0;
  };

  moved read(std::span<char> into);
  moved write(std::string_view bytes);

  /// -1 once closed.
  int socket() const;
  /// There are bytes that the socket does not tell of.
  bool hidden() const;
  /// The server said something, or hung up, and nobody has read it.
  bool has_news() const;

private:
  pg_conn* connection_;
  ssl_st* tls_; ///< null: plain
};

} // namespace howdah::postgres::wire
