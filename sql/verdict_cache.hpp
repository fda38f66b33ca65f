#pragma once

#include "core/result.hpp"
#include "sql/statement.hpp"

#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

namespace howdah::sql {

/// Verdicts by the exact bytes of their texts, least recently used ones forgotten first. Bounded by
/// bytes, refusals and book-keeping included; a verdict that would fill a quarter of it alone is
/// not kept.
class verdict_cache {
public:
  explicit verdict_cache(std::size_t bytes) : limit_(bytes) {}

  /// Null when unknown. The pointer holds until the next `put`.
  const result<admitted_ptr>* find(std::string_view text);
  void put(std::string_view text, const result<admitted_ptr>& verdict);

  std::size_t bytes() const noexcept { return used_; }
  std::size_t size() const noexcept { return entries_.size(); }

private:
  struct entry {
    std::string text; ///< the key of a refusal; an admitted statement holds its text itself
    result<admitted_ptr> verdict;
    std::size_t cost;

    std::string_view key() const noexcept;
  };
  using place = std::list<entry>::iterator;

  void forget(place old);

  std::size_t limit_;
  std::size_t used_ = 0;
  std::list<entry> entries_; ///< most recently used first
  std::unordered_map<std::string_view, place> index_;
};

} // namespace howdah::sql
