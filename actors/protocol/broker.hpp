#pragma once

#include <caf/detail/sync_request_bouncer.hpp>
#include <caf/exit_reason.hpp>
#include <caf/io/typed_broker.hpp>
#include <caf/stateful_actor.hpp>
#include <caf/typed_actor.hpp>

#include <type_traits>
#include <utility>

namespace howdah::actors {

/// A broker whose mailbox closes when it dies. CAF 0.17 leaves a dead broker's open, and since
/// messages refer to their senders, brokers that wrote to each other, or to themselves, would keep
/// each other for ever.
template <class... Signatures>
class mortal_broker : public caf::io::typed_broker<Signatures...> {
public:
  using super = caf::io::typed_broker<Signatures...>;
  using super::super;

  bool cleanup(caf::error&& reason, caf::execution_unit* host) override {
    const bool first = super::cleanup(std::move(reason), host);
    if (!this->mailbox().closed()) {
      this->mailbox().close();
      const caf::detail::sync_request_bouncer bounce(caf::exit_reason::unreachable);
      while (this->mailbox().queue().new_round(messages_a_round, bounce).consumed_items > 0) {
      }
    }
    return first;
  }

private:
  static constexpr std::size_t messages_a_round = 1000;
};

namespace detail {
template <class Handle>
struct broker_of;
template <class... Signatures>
struct broker_of<caf::typed_actor<Signatures...>> {
  using type = mortal_broker<Signatures...>;
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
