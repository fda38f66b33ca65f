#pragma once

#include "app/check_sql/catalog_dump.hpp"
#include "core/access_mode.hpp"
#include "core/result.hpp"
#include "core/rights.hpp"
#include "sql/inventory.hpp"
#include "sql/statement.hpp"

#include <optional>
#include <set>
#include <string>

namespace howdah::app {

/// A statement and what the guard says of it without a database: by its text alone, or by a catalog
/// that was written down, too.
struct judged_sql {
  std::string text;
  access_mode mode = access_mode::read_only;
  rights_ptr may = {}; ///< null: it was judged for everybody
  result<sql::admitted_ptr> verdict;
  std::optional<sql::inventory> names = {}; ///< nothing when the text cannot be read
  std::string catalog = {};                 ///< what it was judged by, for people; empty: none
  std::set<sql::relation_name> reached = {}; ///< of the catalog, views' queries included

  bool admitted() const noexcept { return verdict.has_value(); }
  /// The catalog may still refuse what the text alone does not.
  bool depends_on_catalog() const noexcept {
    return catalog.empty() && admitted()
           && (!(*verdict)->relations().empty() || !(*verdict)->uses().empty());
  }
  static judged_sql of(std::string text, access_mode mode, rights_ptr may);
  static judged_sql of(std::string text, access_mode mode, rights_ptr may,
                       const catalog_dump& catalog);
};

/// Of a position in a text, in characters; both from 1.
struct text_place {
  int line = 1;
  int column = 1;
};
text_place place_in(std::string_view text, int position) noexcept;

/// For people.
std::string verdict_page(const judged_sql& of);
/// For programs: one JSON object on one line.
std::string verdict_json(const judged_sql& of);

} // namespace howdah::app
