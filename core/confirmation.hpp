#pragma once

namespace howdah {

/// Whether the client is asked before a statement destroys something; docs/access-modes.md.
enum class confirmation {
  automatic, ///< where it can be asked; elsewhere the statement runs
  always,    ///< where it cannot be asked the statement is refused
  never,
};

} // namespace howdah
