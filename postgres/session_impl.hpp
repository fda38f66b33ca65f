#pragma once

#include "postgres/pipeline.hpp"
#include "postgres/reported_settings.hpp"
#include "postgres/session.hpp"
#include "postgres/trip_run.hpp"
#include "postgres/wire/backend.hpp"
#include "postgres/wire/channel.hpp"

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>

struct pg_conn;

namespace howdah::postgres {

/// At most 64 KiB or 200 µs of work for one event; the clock is asked now and then.
class work_budget {
public:
  bool spent() { return ++steps_ % 64 == 0 && session::clock::now() >= end_; }
  bool another_read() { return ++reads_ < 4 && session::clock::now() < end_; }

private:
  session::clock::time_point end_ = session::clock::now() + std::chrono::microseconds(200);
  unsigned steps_ = 0;
  unsigned reads_ = 0; ///< of 16 KiB, while messages are short
};

/// What a session consists of. `session.cpp` has what its owner calls, `session_answers.cpp` what
/// becomes of the server's answers. A trip that ends goes through `conclude`, a connection through
/// `lose`, and nowhere else.
struct session::impl {
  using time_point = clock::time_point;

  explicit impl(std::unique_ptr<connection> opened);

  void attempt(trip_run& of, trip_form form, time_point now);
  void send_alone(const trip_run& of, trip_form form);
  void flush();
  bool readable(time_point now);
  bool fill();
  bool work_off(work_budget& budget);
  void hear(const wire::message& said);
  void hear_answer(const wire::message& said);
  void hear_columns(std::string_view body);
  void hear_row(std::string_view body);
  void hear_end(std::string_view tag);
  void hear_error(std::string_view body);
  void hear_notice(std::string_view body);
  void hear_ready(std::string_view body);
  void digest_reset(const step& of, const server_report& failure);
  void out_of_step();
  void trip_answered();
  void recover();
  bool fell_to_another(const trip_run& of) const;
  void conclude(outcome how);
  void settle();
  void lose(problem why);
  bool ready() const;
  problem farewell_problem() const;
  bool oversized() const;

  std::unique_ptr<connection> owner;
  pg_conn* pg;
  pipeline line;
  wire::channel socket;
  wire::message_reader input;
  wire::data_row row;
  reported_settings reported;
  std::deque<trip_run> running; ///< the first is answered
  std::deque<outcome> done;
  std::optional<problem> breakage;
  std::vector<server_message> messages;
  std::string role;                ///< as whom trips run; empty: as the login
  std::string farewell;            ///< what the server said before it hung up
  std::optional<time_point> fence; ///< since when a cancel is under way
  time_point last_cancel;          ///< when it was asked for last
  bool cancel_back = false;        ///< PQcancel has returned
  bool reset_due = false;
  bool in_transaction = false; ///< says the last ReadyForQuery
  bool recovering = false;     ///< a ROLLBACK is under way, after a trip that failed
  bool hung_up = false;        ///< nothing more will come
  time_point latest;
};

} // namespace howdah::postgres
