#pragma once

#include "core/result.hpp"

#include <memory>
#include <string>

namespace howdah::sql {

/// The raw parse tree of a text, as JSON, by PostgreSQL 15's own grammar. It belongs to this
/// object; a reader may decode it in place.
class parse_tree {
public:
  /// The text must be free of NUL. A problem is a syntax error as PostgreSQL words it. The parser
  /// recurses: when the calling thread's stack may not do for a text of this size, it runs on a
  /// thread with a stack that does.
  static result<parse_tree> of(const std::string& text);

  char* json() const noexcept { return json_.get(); }

private:
  struct freed {
    void operator()(char* tree) const noexcept;
  };
  explicit parse_tree(char* tree) : json_(tree) {}
  static result<parse_tree> on_this_stack(const std::string& text);

  std::unique_ptr<char, freed> json_;
};

} // namespace howdah::sql
