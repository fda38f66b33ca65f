#pragma once

#include "postgres/statement.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace howdah::postgres {

/// Which statements of one connection have a name there: those seen twice, by exact text and
/// parameter types, least recently used ones forgotten. Bookkeeping only; the pipeline sends what
/// it decides.
class statement_cache {
public:
  static constexpr std::size_t default_capacity = 256;
  static constexpr std::size_t longest_text
    = std::size_t{16} * 1024; ///< longer ones are not worth their memory

  explicit statement_cache(std::size_t capacity = default_capacity);

  struct decision {
    std::string name = {}; ///< empty: run it unnamed
    bool prepare = false;  ///< it has to be prepared under that name first
  };
  /// The statement is about to be sent. `at_once`: worth a name at first sight.
  decision use(std::string_view text, std::span<const parameter> parameters, bool at_once = false);

  /// Preparing it failed: the server has no such name.
  void never_was(std::string_view name);
  /// Its plan went stale: to be deallocated, and prepared again under a new name.
  void drop(std::string_view name);
  /// The server forgot all names (DISCARD ALL).
  void clear();

  /// Some are gone behind our back: make it all of them.
  void forget_all();

  /// Names that the server should forget, each told once.
  std::vector<std::string> take_forgotten();
  std::size_t size() const noexcept { return named_.size(); }

private:
  struct entry {
    std::string key;
    std::string name;
  };
  using order = std::list<entry>;

  bool seen_before(std::string_view key);
  order::iterator find_name(std::string_view name);
  void erase(order::iterator which);

  std::size_t capacity_;
  std::uint64_t next_ = 1;
  order recent_;                                                ///< most recently used first
  std::unordered_map<std::string_view, order::iterator> named_; ///< keys are views into `recent_`
  std::vector<std::string> forgotten_;
  std::string scratch_;
  /// Hashes of keys seen once. A collision prepares a statement one use too early, no more.
  std::array<std::uint64_t, 512> seen_{};
};

} // namespace howdah::postgres
