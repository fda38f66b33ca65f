#pragma once

#include "auth/seal.hpp"
#include "mcp/answer.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace howdah::tools {

/// One page of a list as it is being written: at most so many items, at most so many encoded bytes,
/// but always one item, so that every cursor leads on.
class list_page {
public:
  list_page(std::size_t items, std::size_t bytes) : items_(items), bytes_(bytes) {}

  /// How many rows to ask for: one more than the page can take tells whether there is another.
  static std::size_t rows_wanted(std::int64_t page_size, std::size_t bytes);

  /// The item as content[0] and as structuredContent show it; `name` is what it is sorted by.
  /// Ignored once the page is full.
  void add(std::string_view name, std::string_view plain, std::string_view rich);
  bool full() const noexcept { return full_; }
  bool empty() const noexcept { return count_ == 0; }

  /// `members` go into structuredContent beside items and next_cursor: `"schema":"public",` or
  /// nothing.
  mcp::tool_result answer(const auth::sealer& seal, std::string_view scope,
                          std::string_view members = {}) const;

private:
  std::size_t items_;
  std::size_t bytes_;
  std::size_t count_ = 0;
  bool full_ = false;
  std::string plain_; ///< escaped
  std::string rich_;
  std::string last_;
};

/// What the lists answer without a database.
mcp::tool_result empty_list();

/// A problem for a pattern that PostgreSQL's ILIKE would refuse; nothing for a sound one.
std::optional<problem> check_pattern(const std::optional<std::string>& pattern);

} // namespace howdah::tools
