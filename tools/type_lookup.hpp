#pragma once

#include "postgres/consumer.hpp"
#include "postgres/statement.hpp"
#include "postgres/value_type.hpp"

#include <utility>
#include <vector>

namespace howdah::tools {

/// Asks the catalog what types are that are not built in: enums, composites, extensions' types and
/// arrays of them.
class type_lookup : public postgres::consumer {
public:
  static postgres::trip ask(const std::vector<postgres::oid>& types);

  void columns(std::size_t, std::span<const postgres::column>) override {}
  postgres::appetite row(std::size_t, const postgres::row_view& values) override;
  void complete(std::size_t, std::string_view) override {}

  const std::vector<std::pair<postgres::oid, postgres::value_type>>& found() const noexcept {
    return found_;
  }

private:
  std::vector<std::pair<postgres::oid, postgres::value_type>> found_;
};

} // namespace howdah::tools
