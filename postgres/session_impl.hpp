#pragma once

#include "postgres/pipeline.hpp"
#include "postgres/session.hpp"
#include "postgres/socket_input.hpp"
#include "postgres/trip_run.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

struct pg_conn;
struct pg_result;

namespace howdah::postgres {

/// At most 64 KiB or 200 µs of work for one event; the clock is asked now and then.
class work_budget {
public:
  bool spent() { return ++steps_ % 64 == 0 && session::clock::now() >= end_; }
  bool another_read() { return ++reads_ < 4 && session::clock::now() < end_; }

private:
  session::clock::time_point end_ = session::clock::now() + std::chrono::microseconds(200);
  unsigned steps_ = 0;
  unsigned reads_ = 0; ///< of libpq's buffer, 16 KiB at first
};

/// What a session consists of. `session.cpp` has what its owner calls, `session_answers.cpp` what
/// becomes of the server's answers. A trip that ends goes through `conclude`, a connection through
/// `lose`, and nowhere else.
struct session::impl {
  using time_point = clock::time_point;

  explicit impl(std::unique_ptr<connection> opened);

  void attempt(trip_form form, time_point now);
  void send_alone(trip_form form);
  void flush();
  bool work_off(work_budget& budget);
  void digest(const pg_result& result);
  void digest_reset(const step& of, const pg_result& result);
  void all_answered();
  void conclude(outcome how);
  void settle();
  void lose(problem why);
  problem hung_up() const;
  bool oversized() const;
  bool readable(time_point now);
  void listen_idly();
  static void on_notice(void* self, const pg_result* notice);

  std::unique_ptr<connection> owner;
  pg_conn* pg;
  pipeline line;
  socket_input input;
  std::optional<trip_run> running;
  std::optional<outcome> done;
  std::optional<problem> breakage;
  std::vector<server_message> messages;
  std::string role;                ///< as whom trips run; empty: as the login
  std::string farewell;            ///< what the server said before it hung up
  std::optional<time_point> fence; ///< since when a cancel is under way
  time_point last_cancel;          ///< when it was asked for last
  bool cancel_back = false;        ///< PQcancel has returned
  bool reset_due = false;
  bool work_left = false; ///< libpq holds results that the budget did not allow for
  time_point latest;
};

} // namespace howdah::postgres
