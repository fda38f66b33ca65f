#pragma once

#include "actors/protocol/dispatcher.hpp"
#include "sql/statement.hpp"

#include <caf/typed_actor.hpp>

#include <cstdint>

namespace howdah::actors {

/// A statement that the guard let through as far as its text tells; `judgement` goes to `asker`.
struct survey_order {
  std::uint64_t ticket = 0;
  sql::admitted_ptr statement;
  dispatcher_actor asker;
};

/// SURVEYOR: judges what only the catalog tells: whether the functions, operators and casts that a
/// statement names may write or run as somebody else, what its views do, and whether a role may
/// reach what its names mean. Asks the database by jobs of its own for the POOL, in the seat of the
/// caller, one at a time for each, and remembers each name for a short while; what is older is
/// asked again before it counts. Life: spawned and ended by app; only with a database.
/// Errors: while the database cannot be asked, the verdict is a problem: nothing runs unjudged.
using surveyor_actor = caf::typed_actor<caf::reacts_to<survey_order>,
                                        // What its jobs answer.
                                        caf::reacts_to<reply>, caf::reacts_to<notice>>;

} // namespace howdah::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::survey_order)
