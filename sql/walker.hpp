#pragma once

#include "sql/cte_scopes.hpp"
#include "sql/facts.hpp"
#include "sql/nodes.hpp"
#include "sql/walk.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace howdah::sql {

/// RapidJSON's SAX handler behind `walk`. The tree nests two kinds of JSON objects: a node's
/// fields, and wrappers with a single member whose key is the name of the node inside. One frame
/// for each open object.
class walker {
public:
  explicit walker(const walk_limits& limits) : limits_(limits) {}

  /// What was found; once, after the walk.
  facts take();
  /// Why the walk ended early: the node that was not reviewed, or `nesting`, or `statement_size`.
  rule reason() const noexcept { return reason_; }
  std::string_view unknown() const noexcept { return unknown_; }

  // NOLINTBEGIN(readability-identifier-naming): RapidJSON's names
  using Ch = char;
  bool StartObject();
  bool EndObject(unsigned);
  bool Key(const char* text, unsigned size, bool);
  bool String(const char* text, unsigned size, bool) { return scalar({text, size}); }
  bool RawNumber(const char* text, unsigned size, bool) { return scalar({text, size}); }
  bool Bool(bool value) { return scalar(value ? "true" : "false"); }
  bool Null() { return true; }
  bool StartArray() { return !frames_.empty(); }
  bool EndArray(unsigned) { return true; }
  bool Int(int) { return false; } // numbers come as text
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }
  // NOLINTEND(readability-identifier-naming)

private:
  struct frame {
    node of = {};                          ///< without a name: a wrapper, or the root
    std::string_view key;                  ///< the member being read
    std::array<std::string_view, 3> names; ///< parts of a qualified name, as many as there are
    std::size_t name_count = 0;
    std::size_t arguments = 0;
    std::size_t statement = 0; ///< statement: its place in the facts
    /// call: the first argument · option: the value · cast: the constant
    std::optional<std::string_view> literal;
    location at = -1;
    bool flag = false; ///< relation: temporary · cast: of a constant · with: recursive · column:
                       ///< ends in a star
    cte_scopes::mark scope = {};

    bool wrapper() const noexcept { return of.name.empty(); }
    void add_name(std::string_view part);
    std::string database() const;
    std::string schema() const;
    std::string name() const;
  };

  bool scalar(std::string_view text);
  bool open(const node& what);
  bool stop(rule why, std::string_view node_name = {});
  void read_field(frame& top, std::string_view text);
  void read_value(std::string_view text);
  void read_constant(frame& owner, std::string_view text);
  void close(const frame& done);
  void close_relation(const frame& done);
  void close_call(const frame& done);
  void close_type(const frame& done);
  void close_option(const frame& done);
  std::string_view owner_name() const noexcept;
  /// The innermost node among the first `depth` frames.
  const frame* around(std::size_t depth) const noexcept;

  walk_limits limits_;
  std::vector<frame> frames_;
  std::size_t open_nodes_ = 0;
  std::size_t nodes_ = 0;
  node pending_ = {}; ///< named by the wrapper's key, opened by the next object
  cte_scopes scopes_;
  facts found_;
  rule reason_ = rule::unknown_node;
  std::string unknown_;
};

} // namespace howdah::sql
