#include "app/endpoint.hpp"

#include "app/config/public_name.hpp"
#include "transport/line_writer.hpp"
#include "transport/stdin_reader.hpp"
#include "transport/stdio.hpp"
#include "transport/streamable_http.hpp"
#include "transport/wind_down.hpp"

#include <caf/actor_cast.hpp>
#include <caf/io/middleman.hpp>
#include <caf/send.hpp>

#include <utility>

namespace howdah::app {

namespace {

class stdio_endpoint final : public endpoint {
public:
  stdio_endpoint(caf::actor_system& system, const configuration& values,
                 const actors::dispatcher_actor& dispatcher, transport::caller_source_ptr callers,
                 int input, int output)
    : permits_(std::make_shared<transport::frame_permits>(values.bounds.in_flight_per_connection)),
      writer_(std::make_shared<transport::line_writer>(output, permits_)),
      session_(system.middleman().spawn_broker(
        transport::stdio,
        transport::stdio_options{.bounds = values.bounds, .callers = std::move(callers)},
        dispatcher, std::static_pointer_cast<transport::line_output>(writer_), permits_)),
      actor_(caf::actor_cast<caf::actor>(session_)),
      reader_(std::make_unique<transport::stdin_reader>(input, values.bounds, permits_, session_)) {
  }

  const caf::actor& actor() const noexcept override { return actor_; }
  void wind_down() override { caf::anon_send(session_, transport::wind_down{}); }
  void close(std::chrono::milliseconds limit) override {
    caf::anon_send_exit(actor_, caf::exit_reason::user_shutdown);
    reader_.reset();
    writer_->close(limit);
  }

private:
  std::shared_ptr<transport::frame_permits> permits_;
  std::shared_ptr<transport::line_writer> writer_;
  transport::stdio_actor session_;
  caf::actor actor_;
  std::unique_ptr<transport::stdin_reader> reader_;
};

class http_endpoint final : public endpoint {
public:
  explicit http_endpoint(transport::listener_actor listener)
    : listener_(std::move(listener)), actor_(caf::actor_cast<caf::actor>(listener_)) {}

  const caf::actor& actor() const noexcept override { return actor_; }
  void wind_down() override { caf::anon_send(listener_, transport::wind_down{}); }
  void close(std::chrono::milliseconds) override {
    caf::anon_send_exit(actor_, caf::exit_reason::user_shutdown);
  }

private:
  transport::listener_actor listener_;
  caf::actor actor_;
};

} // namespace

std::unique_ptr<endpoint> serve_stdio(caf::actor_system& system, const configuration& values,
                                      const actors::dispatcher_actor& dispatcher,
                                      transport::caller_source_ptr callers, int input, int output) {
  return std::make_unique<stdio_endpoint>(system, values, dispatcher, std::move(callers), input,
                                          output);
}

result<std::unique_ptr<endpoint>> serve_http(caf::actor_system& system, const configuration& values,
                                             const actors::dispatcher_actor& dispatcher,
                                             http_guards guards,
                                             transport::listening_socket socket) {
  HOWDAH_TRY(auto hosts, hosts_of(values));
  std::shared_ptr<const transport::protected_resource> resource;
  if (values.takes_issued_tokens()) {
    HOWDAH_TRY(auto known, resource_of(values));
    resource = std::make_shared<const transport::protected_resource>(std::move(known));
  }
  const auto options = std::make_shared<const transport::http_options>(
    transport::http_options{.bounds = values.bounds,
                            .hosts = std::move(hosts),
                            .callers = std::move(guards.callers),
                            .tokens = std::move(guards.tokens),
                            .authenticator = std::move(guards.authenticator),
                            .resource = std::move(resource),
                            .layers = std::move(guards.tls)});
  return std::make_unique<http_endpoint>(system.middleman().spawn_broker(
    transport::http_listener, options, dispatcher,
    std::make_shared<transport::listening_socket>(std::move(socket))));
}

} // namespace howdah::app
