#pragma once

#include "postgres/consumer.hpp"
#include "postgres/session.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace howdah::tests {

/// Keeps what a trip tells; wants `appetite_rows` rows and no more.
class recorder : public postgres::consumer {
public:
  using row_values = std::vector<std::optional<std::string>>;

  explicit recorder(std::size_t appetite_rows = std::numeric_limits<std::size_t>::max(),
                    bool keep = true)
    : appetite_(appetite_rows), keep_(keep) {}

  void columns(std::size_t statement, std::span<const postgres::column> described) override;
  postgres::appetite row(std::size_t statement, const postgres::row_view& values) override;
  void complete(std::size_t statement, std::string_view tag) override;

  /// First value of the first row of a statement; "NULL", or "no row".
  std::string first(std::size_t statement = 0) const;

  std::map<std::size_t, std::vector<postgres::column>> described;
  std::map<std::size_t, std::vector<row_values>> rows;
  std::map<std::size_t, std::string> tags;
  std::size_t count = 0;

private:
  std::size_t appetite_;
  bool keep_;
};

/// Drives a session as the database actor does, with poll() for the event loop and PQcancel called
/// in place.
class session_driver {
public:
  explicit session_driver(postgres::connect_options wanted);

  /// Runs a trip to its outcome; fails the test when there is none within 30 s. `meanwhile` is
  /// called while waiting.
  postgres::outcome run(postgres::trip what, postgres::consumer& sink,
                        const std::optional<postgres::trip_limits>& bounds = {},
                        const std::function<void()>& meanwhile = {});
  /// One statement of ours.
  postgres::outcome run(postgres::trip_form form, postgres::runnable statement,
                        postgres::consumer& sink,
                        const std::optional<postgres::trip_limits>& bounds = {});
  /// One value, in a trip of its own: of an implicit transaction, so that it sees what a trip left
  /// behind.
  std::string value(postgres::runnable statement);

  /// Works off events until the session is ready or broken.
  void settle();
  /// One turn of the event loop, waiting at most this long.
  void turn(std::chrono::milliseconds at_most);

  postgres::session& session() { return *session_; }
  std::size_t cancels() const noexcept { return cancels_; }

private:
  postgres::trip_limits usual_; ///< the session's own statement timeout
  std::unique_ptr<postgres::session> session_;
  std::size_t cancels_ = 0;
};

/// A connection's options for a DSN.
postgres::connect_options options_for(const std::string& dsn);
/// An open connection; ends the test run when there is none.
std::unique_ptr<postgres::connection> open_connection(const postgres::connect_options& wanted);

} // namespace howdah::tests
