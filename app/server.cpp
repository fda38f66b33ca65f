#include "app/server.hpp"

#include "app/authentication.hpp"
#include "app/caller_book.hpp"
#include "app/config/environment.hpp"
#include "app/config/tls_files.hpp"
#include "app/connect_options.hpp"
#include "app/demo/demo.hpp"
#include "app/demo/introduction.hpp"
#include "app/endpoint.hpp"
#include "app/last_resort.hpp"
#include "app/permissions_source.hpp"
#include "app/process.hpp"
#include "app/reloader.hpp"
#include "app/runtime.hpp"
#include "app/startup_log.hpp"
#include "app/vigil.hpp"
#include "app/wiring.hpp"
#include "core/log.hpp"
#include "transport/listening_socket.hpp"
#include "transport/tls.hpp"

#include <caf/event_based_actor.hpp>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace howdah::app {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds look_every{1'000};  ///< at the files that may change
constexpr milliseconds after_grace{1'000}; ///< for answers to leave when the grace is over
constexpr milliseconds last_moment{
  1'000}; ///< for actors to end, then the process goes without them

int refuse_to_start(const problem& why) {
  std::fprintf(stderr, "howdah: %s%s%s\n", why.message.c_str(), why.hint.empty() ? "" : " ",
               why.hint.c_str());
  return EXIT_FAILURE;
}

/// Ends when nothing is in flight any more, or time is up.
void drainer(caf::event_based_actor* self, const actors::dispatcher_actor& dispatcher,
             milliseconds limit) {
  self->request(dispatcher, limit, actors::drain{})
    .then([](const actors::drained&) {}, [](const caf::error&) {});
}

/// A reason to end; until there is one, looks after the files.
event wait_for_reason(vigil& watch, reloader& files) {
  const auto next_look = [&files]() -> std::optional<steady_clock::time_point> {
    if (files.empty())
      return std::nullopt;
    return steady_clock::now() + look_every;
  };
  auto woken = watch.wait(next_look());
  for (; woken == event::told_to_reload || woken == event::time_is_up;
       woken = watch.wait(next_look()))
    woken == event::told_to_reload ? files.take_all() : files.look();
  if (woken == event::demo_ended)
    log::write(log::level::error, "demo_ended", {{"reason", "its PostgreSQL ended by itself"}});
  return woken;
}

/// Everything that lives between start and end. What can fail is made by `prepare`, before any
/// thread.
class server {
public:
  server(const invocation& asked, const offering& offered)
    : asked_(asked), values_(asked.values), offered_(offered) {}

  result<void> prepare();
  int run(vigil& watch);

private:
  secret dsn() const { return demo_ ? demo_->dsn() : values_.conn; }
  /// Of a path of the listener; empty over stdio.
  std::string url(std::string_view path) const {
    return socket_address_.empty()
             ? ""
             : (tls_ ? "https://" : "http://") + socket_address_ + std::string(path);
  }
  result<std::unique_ptr<endpoint>> open_endpoint(caf::actor_system& system, const wiring& core,
                                                  const authentication* issued);
  void introduce() const;
  result<void> watch_permissions();
  result<void> watch_certificate();
  int until_the_end(vigil& watch, caf::actor_system& system);
  bool drain(vigil& watch, caf::actor_system& system, const wiring& core,
             const end_flag& left) const;

  const invocation& asked_;
  const configuration& values_;
  const offering& offered_;
  int private_stdout_ = -1;
  std::optional<transport::listening_socket> socket_;
  std::string socket_address_;
  std::optional<demo> demo_;
  std::shared_ptr<caller_book> callers_;        ///< null: everybody is the same
  std::shared_ptr<auth::token_cache> verified_; ///< null: there are no issuers
  std::shared_ptr<transport::tls_layers> tls_;  ///< null: plain HTTP
  reloader files_;
  const wiring* core_ = nullptr; ///< while it serves
};

result<void> server::prepare() {
  private_stdout_ = take_stdout_away();
  if (auto fine = check_login(values_, values_.conn); !fine)
    return fine;
  if (values_.over_http()) {
    HOWDAH_TRY(auto socket, transport::listening_socket::open(values_.host, values_.port));
    socket_address_ = socket.address();
    socket_ = std::move(socket);
    if (auto watched = watch_certificate(); !watched)
      return watched;
  }
  if (auto watched = watch_permissions(); !watched)
    return watched;
  if (values_.demo) {
    HOWDAH_TRY(auto started, demo::start(demo_template_path(process_environment())));
    demo_ = std::move(started);
  }
  return {};
}

result<void> server::watch_permissions() {
  const auto& known = values_.authentication;
  const bool issued = values_.takes_issued_tokens();
  if (issued)
    verified_ = std::make_shared<auth::token_cache>(known.cached_tokens, known.cached_token_age,
                                                    known.cached_token_bytes);
  if (!values_.permitted && !issued)
    return {};
  auto first = values_.permitted ? values_.permitted : std::make_shared<const auth::permissions>();
  callers_ = std::make_shared<caller_book>(std::move(first), values_.principal, verified_);
  if (!values_.permitted)
    return {};
  return files_.add(
    reloadable_permissions(values_.permissions, callers_, socket_.has_value() && !issued, [this] {
      if (core_)
        core_->lists_changed();
    }));
}

result<void> server::watch_certificate() {
  if (values_.tls_cert.empty())
    return {};
  HOWDAH_TRY(const auto texts, read_tls_texts(values_));
  HOWDAH_TRY(tls_, transport::tls_layers::of(texts));
  return files_.add({"tls", tls_paths(values_), [this](const auto& now) -> result<std::string> {
                       if (auto taken = tls_->replace(tls_texts_of(now)); !taken)
                         return refuse(taken.error());
                       return std::string("certificate");
                     }});
}

void server::introduce() const {
  log_start(asked_, dsn(), url(values_.transport == transport_kind::sse ? "/sse" : "/mcp"));
  if (demo_)
    std::fputs(
      introduction{.program = own_path().string(), .url = url("/mcp"), .sse_url = url("/sse")}
        .text()
        .c_str(),
      stderr);
}

result<std::unique_ptr<endpoint>>
server::open_endpoint(caf::actor_system& system, const wiring& core, const authentication* issued) {
  transport::caller_source_ptr callers = callers_;
  if (!callers)
    callers = std::make_shared<transport::fixed_caller>(values_.caller);
  if (!socket_)
    return serve_stdio(system, values_, core.dispatcher(), std::move(callers), STDIN_FILENO,
                       private_stdout_);
  http_guards guards{.callers = std::move(callers), .tls = tls_};
  if (values_.asks_for_tokens())
    guards.tokens = callers_;
  if (issued)
    guards.authenticator = issued->authenticator();
  return serve_http(system, values_, core.dispatcher(), std::move(guards),
                    *std::exchange(socket_, std::nullopt));
}

int server::run(vigil& watch) {
  runtime_config setup;
  std::optional<caf::actor_system> system(std::in_place, setup);
  introduce();
  const auto code = until_the_end(watch, *system);
  log::write(log::level::info, "end", {{"code", std::int64_t{code}}});
  log::stop();
  const last_resort limit(last_moment, code); // the demo's supervisor needs us no more than that
  system.reset();
  return code;
}

int server::until_the_end(vigil& watch, caf::actor_system& system) {
  const wiring core(system, values_, dsn(), offered_);
  std::optional<authentication> issued;
  if (verified_)
    issued.emplace(system, values_.authentication, verified_, callers_);
  auto door = open_endpoint(system, core, issued ? &*issued : nullptr);
  if (!door)
    return refuse_to_start(door.error());
  if (demo_)
    watch.watch_demo(demo_->end_descriptor());
  const auto left = end_flag::of((*door)->actor(), watch.ended());
  const auto died = end_flag::of(core.dispatcher(), watch.ended());
  core_ = &core;
  const auto why = wait_for_reason(watch, files_);
  core_ = nullptr;
  if (!left.over() && !died.over())
    (*door)->wind_down();
  const bool orderly = died.over() || drain(watch, system, core, left);
  (*door)->close(after_grace);
  return orderly && !died.over() && why != event::demo_ended ? EXIT_SUCCESS : EXIT_FAILURE;
}

/// Sees what is in flight answered, within the grace. False when hurried by a second signal.
bool server::drain(vigil& watch, caf::actor_system& system, const wiring& core,
                   const end_flag& left) const {
  const auto limit = values_.bounds.grace + after_grace;
  const auto until = steady_clock::now() + limit;
  const auto drained = end_flag::of(system.spawn(drainer, core.dispatcher(), limit), watch.ended());
  while (!drained.over() || !left.over())
    switch (watch.wait(until)) {
    case event::told_to_end:
      return false;
    case event::time_is_up:
      log::write(log::level::warning, "grace_over");
      return true;
    default:
      break;
    }
  return true;
}

} // namespace

int serve(const invocation& asked, const offering& offered) {
  fill_standard_descriptors();
  tune_memory();
  std::signal(SIGPIPE, SIG_IGN);
  keep_reload_signals();
  server program(asked, offered);
  if (const auto prepared = program.prepare(); !prepared)
    return refuse_to_start(prepared.error());
  vigil watch;
  log::start(asked.values.log_level);
  return program.run(watch);
}

} // namespace howdah::app
