#pragma once

#include "core/result.hpp"
#include "core/rights.hpp"
#include "sql/statement.hpp"

#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

namespace howdah::sql {

/// Verdicts by the exact bytes of their texts and the rights they were reached by, least recently
/// used ones forgotten first. Bounded by bytes, refusals and book-keeping included; a verdict that
/// would fill a quarter of it alone is not kept.
class verdict_cache {
public:
  explicit verdict_cache(std::size_t bytes) : limit_(bytes) {}

  /// Null when unknown. The pointer holds until the next `put`.
  const result<admitted_ptr>* find(std::string_view text, const rights_ptr& may = nullptr);
  void put(std::string_view text, const rights_ptr& may, const result<admitted_ptr>& verdict);

  std::size_t bytes() const noexcept { return used_; }
  std::size_t size() const noexcept { return entries_.size(); }

private:
  struct key {
    std::string_view text;
    const rights* may; ///< an entry holds them, so that none takes the place of another

    friend bool operator==(const key&, const key&) = default;
  };
  struct hash {
    std::size_t operator()(const key& of) const noexcept;
  };
  struct entry {
    std::string text; ///< the key of a refusal; an admitted statement holds its text itself
    rights_ptr may;
    result<admitted_ptr> verdict;
    std::size_t cost;

    key name() const noexcept;
  };
  using place = std::list<entry>::iterator;

  void forget(place old);

  std::size_t limit_;
  std::size_t used_ = 0;
  std::list<entry> entries_; ///< most recently used first
  std::unordered_map<key, place, hash> index_;
};

} // namespace howdah::sql
