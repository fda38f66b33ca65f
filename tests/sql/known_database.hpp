#pragma once

#include "sql/name_book.hpp"
#include "tests/sql/judged.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace howdah::sql::tests {

/// A role that reads and writes all of two schemas.
inline rights analyst() {
  return {.role = "analyst",
          .operations = {"select", "insert", "update"},
          .schemas = {name_pattern("public"), name_pattern("sales")},
          .tables = {{.name = name_pattern("*")}}};
}

inline known_relation table(std::string schema, std::string name, int place,
                            std::vector<std::string> columns = {"id"}) {
  return {.schema = std::move(schema),
          .name = std::move(name),
          .place = place,
          .columns = std::move(columns)};
}

inline known_relation view(std::string name, std::string definition) {
  auto out = table("public", std::move(name), 2);
  out.definition = std::move(definition);
  return out;
}

inline routine function(std::string schema, std::string name, bool may_write = false) {
  return {
    .schema = std::move(schema), .name = std::move(name), .on_path = true, .may_write = may_write};
}

/// A database with what is given, judged by.
class database {
public:
  database(access_mode mode, known_names has) : mode_(mode), has_(std::move(has)) {}

  /// "" when it is admitted.
  std::string told(std::string_view text, const std::optional<rights>& may = {}) {
    policy rules;
    rules.mode = mode_;
    name_book book(rules);
    const auto verdict
      = guard(rules).judge(text, may ? std::make_shared<const rights>(*may) : nullptr);
    if (!verdict)
      return verdict.error().message;
    const name_book::moment now{};
    while (!book.unknown(**verdict, now).empty())
      book.learn(book.unknown(**verdict, now), has_, now);
    const auto reached = book.judged(*verdict);
    masked_.clear();
    if (reached)
      for (const auto& each : (*reached)->mask().columns)
        masked_.push_back(each.number);
    return reached ? std::string() : reached.error().message;
  }
  /// Columns that the result of the last statement must not show.
  const std::vector<int>& masked() const { return masked_; }

private:
  access_mode mode_;
  known_names has_;
  std::vector<int> masked_;
};

} // namespace howdah::sql::tests
