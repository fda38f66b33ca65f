#pragma once

#include "core/problem.hpp"
#include "mcp/inputs.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace howdah::actors {

/// Requests to legacy clients in the middle of calls, until they are answered. Their ids cannot be
/// guessed, and an answer counts only from where the question went. Bounded. Pure.
class question_book {
public:
  explicit question_book(std::size_t most_calls) : most_calls_(most_calls) {}

  /// What one call asks at one time.
  struct round {
    std::uint64_t ticket = 0;
    std::vector<std::string> ids = {}; ///< of the requests, in their order
  };
  /// How a round ended: with all the answers, or with an error of the client's.
  struct ended {
    std::uint64_t ticket = 0;
    mcp::inputs answers = {};
    std::optional<problem> failure = {};
  };

  /// Nothing when too many calls wait.
  std::optional<round> ask(std::uint64_t scope, const std::vector<mcp::input_request>& requests,
                           std::string state);
  /// Nothing when the round goes on, or nobody asked.
  std::optional<ended> answered(std::uint64_t scope, const mcp::message_ptr& response);
  /// The call waits no longer; false when it did not.
  bool drop(std::uint64_t ticket);

private:
  struct waiting {
    std::uint64_t scope = 0;
    std::map<std::string, std::string> keys = {}; ///< of the open requests, by id as JSON
    mcp::inputs answers = {};
  };

  std::size_t most_calls_;
  std::uint64_t last_ticket_ = 0;
  std::unordered_map<std::uint64_t, waiting> waiting_;
  std::unordered_map<std::string, std::uint64_t> tickets_; ///< by id as JSON
};

} // namespace howdah::actors
