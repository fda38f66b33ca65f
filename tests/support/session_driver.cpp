#include "tests/support/session_driver.hpp"

#include <gtest/gtest.h>

#include <poll.h>
#include <stdexcept>
#include <utility>

namespace howdah::tests {

using clock = postgres::session::clock;

void recorder::columns(std::size_t statement, std::span<const postgres::column> columns) {
  described[statement].assign(columns.begin(), columns.end());
  rows[statement];
}

postgres::appetite recorder::row(std::size_t statement, const postgres::row_view& values) {
  ++count;
  auto& kept = keep_ ? rows[statement].emplace_back() : (rows[statement] = {{}}).back();
  for (std::size_t i = 0; i < values.size(); ++i)
    kept.push_back(values.is_null(i) ? std::nullopt : std::optional(std::string(values.text(i))));
  return count < appetite_ ? postgres::appetite::more : postgres::appetite::enough;
}

void recorder::complete(std::size_t statement, std::string_view tag) {
  tags[statement] = tag;
}

std::string recorder::first(std::size_t statement) const {
  const auto found = rows.find(statement);
  if (found == rows.end() || found->second.empty() || found->second.front().empty())
    return "no row";
  return found->second.front().front().value_or("NULL");
}

session_driver::session_driver(postgres::connect_options wanted)
  : usual_{.statement_timeout = wanted.statement_timeout},
    session_(std::make_unique<postgres::session>(open_connection(wanted))) {
}

postgres::outcome session_driver::run(postgres::trip what, postgres::consumer& sink,
                                      const std::optional<postgres::trip_limits>& bounds,
                                      const std::function<void()>& meanwhile) {
  settle();
  session_->begin(std::move(what), bounds.value_or(usual_), sink, clock::now());
  const auto deadline = clock::now() + std::chrono::seconds(30);
  while (clock::now() < deadline) {
    if (auto ended = session_->take_outcome())
      return *std::move(ended);
    if (meanwhile)
      meanwhile();
    turn(std::chrono::milliseconds(meanwhile ? 1 : 50));
  }
  throw std::runtime_error("the trip had no outcome within 30 s");
}

postgres::outcome session_driver::run(postgres::trip_form form, postgres::runnable statement,
                                      postgres::consumer& sink,
                                      const std::optional<postgres::trip_limits>& bounds) {
  postgres::trip what{.form = form};
  what.statements.push_back(std::move(statement));
  return run(std::move(what), sink, bounds);
}

std::string session_driver::value(postgres::runnable statement) {
  recorder sink;
  const auto ended = run(postgres::trip_form::catalog, std::move(statement), sink);
  return ended.failure ? ended.failure->message : sink.first();
}

void session_driver::settle() {
  const auto deadline = clock::now() + std::chrono::seconds(30);
  while (!session_->ready() && !session_->broken()) {
    if (clock::now() > deadline)
      throw std::runtime_error("the session did not become ready within 30 s");
    turn(std::chrono::milliseconds(5));
  }
}

void session_driver::turn(std::chrono::milliseconds at_most) {
  if (session_->broken())
    return;
  if (session_->wants_cancel(clock::now())) {
    ++cancels_;
    session_->cancel_started(clock::now());
    EXPECT_EQ(session_->canceller()->cancel(), "");
    session_->cancel_returned();
  }
  pollfd watched{session_->socket(),
                 static_cast<short>(POLLIN | (session_->wants_write() ? POLLOUT : 0)), 0};
  if (poll(&watched, 1, static_cast<int>(at_most.count())) <= 0)
    return;
  if ((watched.revents & POLLOUT) != 0)
    session_->on_writable();
  if ((watched.revents & ~POLLOUT) != 0)
    while (session_->on_readable(clock::now()))
      continue;
}

postgres::connect_options options_for(const std::string& dsn) {
  return {.dsn = secret(dsn)};
}

std::unique_ptr<postgres::connection> open_connection(const postgres::connect_options& wanted) {
  auto opened = postgres::connection::open(wanted);
  if (!opened)
    throw std::runtime_error(opened.error().message);
  return *std::move(opened);
}

} // namespace howdah::tests
