#include "transport/stdio_session.hpp"

#include <caf/io/middleman.hpp>

namespace howdah::transport {

stdio_session::stdio_session(caf::actor_system& system, int in, int out,
                             const stdio_options& options,
                             const actors::dispatcher_actor& dispatcher)
  : grace_(options.bounds.grace),
    permits_(std::make_shared<frame_permits>(options.bounds.in_flight_per_connection)),
    writer_(std::make_shared<line_writer>(out, permits_)),
    actor_(system.middleman().spawn_broker(stdio, options, dispatcher,
                                           std::shared_ptr<line_output>(writer_), permits_)) {
  reader_.emplace(in, options.bounds, permits_, actor_);
}

stdio_session::~stdio_session() {
  reader_.reset();
  writer_->close(grace_);
}

} // namespace howdah::transport
