#pragma once

#include "core/log.hpp"

#include <caf/error.hpp>
#include <caf/scheduled_actor.hpp>
#include <caf/sec.hpp>

#include <exception>
#include <string>
#include <string_view>

namespace howdah::transport {

/// What an exception that nobody expected says, for the log.
inline std::string text_of(const std::exception_ptr& what) {
  try {
    std::rethrow_exception(what);
  } catch (const std::exception& known) {
    return known.what();
  } catch (...) {
    return "an exception of unknown type";
  }
}

/// Keeps CAF from printing to stdout, which may belong to a protocol: messages that nobody handles
/// are dropped, an exception ends the actor with a line in the log.
template <class Actor>
void guard(Actor* self, std::string_view who) {
  self->set_default_handler(caf::drop);
  self->set_exception_handler([who](std::exception_ptr& what) -> caf::error {
    const auto text = text_of(what);
    log::write(log::level::error, "actor_died",
               {{"actor", who}, {"reason", std::string_view(text)}});
    return caf::sec::runtime_error;
  });
}

} // namespace howdah::transport
