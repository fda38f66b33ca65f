#pragma once

#include "core/result.hpp"
#include "mcp/json.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace howdah::mcp {

/// Values and member names of one document: 65,535 parameters of a statement fit, and the tree
/// stays below 2 MiB.
constexpr std::size_t max_json_nodes = 131'072;
/// Values are written recursively: no configuration goes deeper.
constexpr std::size_t max_json_depth = 512;

/// A JSON text and its tree: strict RFC 8259 (UTF-8 without byte-order mark, no lone surrogates,
/// nothing after the value), parsed in place and without recursion. Views into it stay valid while
/// it stays where it is.
class document {
public:
  document() = default;
  document(const document&) = delete;
  document& operator=(const document&) = delete;

  /// Parses `text`; once per document. The problem is a parse_error with the byte position, or
  /// invalid_request when the text is JSON beyond the limits.
  std::optional<problem> load(std::string text, std::size_t max_depth = 64);
  /// Absent before a successful `load`.
  value root() const noexcept { return nodes_.empty() ? value() : value(nodes_.front()); }

private:
  std::string text_;
  std::vector<json_node> nodes_;
};

} // namespace howdah::mcp
