#include "tools/catalog/reference.hpp"

#include "tools/catalog/nouns.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace howdah::tools {

namespace {

using words = std::vector<std::string>;
using word_span = std::span<const std::string>;

/// How a column's stem (its name without _id) names a table.
struct name_fit {
  int score = 0;
  std::string_view reason;
  bool whole = false;
};

constexpr name_fit exact{55, "the column is named for the table", true};
constexpr name_fit plural{52, "the column is named for the table, singular and plural", true};
constexpr name_fit run_together{45, "the column is named for the table but for separators", true};
constexpr name_fit role{30, "the column's name ends in the table's: a role in front", false};
constexpr name_fit prefixed{30, "the table's name ends in the column's: a prefix in front", false};
constexpr name_fit parent{25, "a parent of the same kind", false};
constexpr name_fit unrelated{};

std::string run(word_span of) {
  std::string together;
  for (const auto& word : of)
    together += word;
  return together;
}

/// The same words, the last one perhaps in another number.
bool same_words(word_span one, word_span other) {
  return one.size() == other.size() && !one.empty()
         && std::equal(one.begin(), one.end() - 1, other.begin())
         && same_noun(one.back(), other.back());
}

bool ends_with(word_span whole, word_span part) {
  return whole.size() > part.size() && same_words(whole.last(part.size()), part);
}

name_fit fit(word_span stem, word_span table, bool own_table) {
  if (stem.empty() || table.empty())
    return unrelated;
  if (std::equal(stem.begin(), stem.end(), table.begin(), table.end()))
    return exact;
  if (same_words(stem, table))
    return plural;
  if (same_noun(run(stem), run(table)))
    return run_together;
  if (ends_with(stem, table))
    return role;
  if (ends_with(table, stem))
    return prefixed;
  return own_table && stem.size() == 1 && stem[0] == "parent" ? parent : unrelated;
}

constexpr std::array<std::string_view, 4> reference_words{"id", "fk", "uuid", "guid"};

bool is_reference_word(std::string_view word) {
  return std::find(reference_words.begin(), reference_words.end(), word) != reference_words.end();
}

/// customer of customer_id, customer_fk, fk_customer; country of country_code where code is the
/// target's unique column. Empty when the name does not look like a reference to that column.
word_span stem_of(word_span column, word_span key, bool key_stands_for_table) {
  if (key_stands_for_table && column.size() > 1) {
    if (is_reference_word(column.back()))
      return column.first(column.size() - 1);
    if (is_reference_word(column.front()))
      return column.last(column.size() - 1);
  }
  if (column.size() > key.size()
      && std::equal(key.begin(), key.end(), column.end() - static_cast<std::ptrdiff_t>(key.size())))
    return column.first(column.size() - key.size());
  return {};
}

/// Families within which PostgreSQL compares without a cast by hand.
int family(std::uint32_t type) {
  constexpr std::array<std::uint32_t, 3> integers{20, 21, 23};
  constexpr std::array<std::uint32_t, 3> texts{25, 1042, 1043};
  if (std::find(integers.begin(), integers.end(), type) != integers.end())
    return 1;
  return std::find(texts.begin(), texts.end(), type) != texts.end() ? 2 : 0;
}

void add(implied_reference& to, int score, std::string_view reason) {
  to.confidence += score;
  to.reasons.emplace_back(reason);
}

} // namespace

std::optional<implied_reference> judge_reference(const referring_column& from,
                                                 const target_key& to) {
  const auto same_type = from.type == to.type;
  if (!same_type && (family(from.type) == 0 || family(from.type) != family(to.type)))
    return std::nullopt;
  if (to.own_table && (from.name == to.column || from.primary_key))
    return std::nullopt;
  const auto column = words_of(from.name);
  const auto key = words_of(to.column);
  const auto stands_for_table = to.primary_key || (key.size() == 1 && key[0] == "id");
  const auto table = words_of(to.table);
  const auto named = fit(stem_of(column, key, stands_for_table), table, to.own_table);
  if (named.score == 0)
    return std::nullopt;
  implied_reference found{.column = from.name, .target = to, .whole_name = named.whole};
  add(found, named.score, named.reason);
  add(found, same_type ? 20 : 5, same_type ? "same type" : "comparable type");
  if (to.primary_key)
    add(found, 20, "the target is the primary key");
  else
    add(found, to.unique ? 15 : 0,
        to.unique ? "the target is unique" : "the target is not known to be unique");
  return found;
}

} // namespace howdah::tools
