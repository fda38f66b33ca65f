#pragma once

#include <caf/io/typed_broker.hpp>
#include <caf/stateful_actor.hpp>
#include <caf/typed_actor.hpp>

#include <type_traits>

namespace howdah::actors {

namespace detail {
template <class Handle>
struct broker_of;
template <class... Signatures>
struct broker_of<caf::typed_actor<Signatures...>> {
  using type = caf::io::typed_broker<Signatures...>;
};
} // namespace detail

/// What the spawn function of an actor on the multiplexer thread takes:
/// `broker_pointer<dispatcher_actor, dispatcher_state>`.
template <class Handle, class State>
using broker_pointer = caf::stateful_actor<State, typename detail::broker_of<Handle>::type>*;

/// CAF builds a state from a pointer when it can, and a C++20 aggregate whose first field is made
/// from one can: states declare a constructor.
template <class State>
constexpr bool safe_state = !std::is_aggregate_v<State>;

} // namespace howdah::actors
