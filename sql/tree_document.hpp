#pragma once

#include "sql/parse.hpp"

#include <rapidjson/document.h>

#include <string>
#include <utility>

namespace howdah::sql {

/// The raw parse tree of a text as a document, for what one walk cannot tell.
class tree_document {
public:
  /// Fails as parse_tree::of does.
  static result<tree_document> of(const std::string& text) {
    HOWDAH_TRY(auto parsed, parse_tree::of(text));
    return tree_document(std::move(parsed));
  }

  rapidjson::Document& root() noexcept { return root_; }

private:
  explicit tree_document(parse_tree parsed) : text_(std::move(parsed)) {
    root_.ParseInsitu<rapidjson::kParseIterativeFlag>(text_.json());
  }

  parse_tree text_; ///< the document's strings lie in it
  rapidjson::Document root_;
};

} // namespace howdah::sql
