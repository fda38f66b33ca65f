#include "sql/column_search.hpp"

#include "sql/tree.hpp"

#include <algorithm>
#include <set>

namespace howdah::sql {

namespace {

using rapidjson::Value;
using hit = std::optional<column_hit>;

std::string_view key_of(const Value::Member& member) noexcept {
  return {member.name.GetString(), member.name.GetStringLength()};
}

location location_of(const Value& node) noexcept {
  const auto* at = find(node, "location");
  return at && at->IsInt() ? at->GetInt() : -1;
}

/// Names of functions and types, which are never columns.
bool names_no_column(std::string_view key) noexcept {
  return key == "funcname" || key == "names";
}

/// PostgreSQL 15 manual, 5.5.
bool is_system_column(std::string_view name) noexcept {
  constexpr std::string_view names[] = {"cmax", "cmin", "ctid", "tableoid", "xmax", "xmin"};
  return std::ranges::find(names, name) != std::end(names);
}

class search {
public:
  search(const Value& tree, std::span<const guarded_relation> guarded) : guarded_(guarded) {
    collect(tree);
  }

  /// `stars`: a bare star here stands for columns of a guarded relation, too.
  hit in(const Value& node, bool stars) const {
    if (node.IsArray())
      for (const auto& each : node.GetArray())
        if (auto found = in(each, stars))
          return found;
    if (node.IsObject())
      for (const auto& member : node.GetObject())
        if (auto found = in_member(key_of(member), member.value, stars))
          return found;
    return std::nullopt;
  }

private:
  /// A guarded relation where the statement names it.
  struct use {
    const guarded_relation* of;
    std::string_view alias; ///< or its own name
  };

  const guarded_relation* guarded(const Value& relation) const {
    const auto schema = text_of(relation, "schemaname");
    const auto name = text_of(relation, "relname");
    const auto found = std::ranges::find_if(guarded_, [&](const guarded_relation& each) {
      return each.name == name && each.schema == schema;
    });
    return found == guarded_.end() ? nullptr : &*found;
  }

  void collect(const Value& node) {
    if (node.IsArray())
      for (const auto& each : node.GetArray())
        collect(each);
    if (!node.IsObject())
      return;
    if (find(node, "relname"))
      note(node);
    for (const auto& member : node.GetObject()) {
      if (key_of(member) == "JoinExpr")
        note_join(member.value);
      if (brings_own_columns(key_of(member)))
        if (const auto* alias = find(member.value, "alias"))
          others_.insert(text_of(*alias, "aliasname"));
      collect(member.value);
    }
  }

  /// In FROM. What a query in it touches is found there, so that what it brings is open.
  static bool brings_own_columns(std::string_view key) {
    return key == "RangeSubselect" || key == "RangeFunction" || key == "RangeTableFunc";
  }

  void note(const Value& relation) {
    const auto* alias = find(relation, "alias");
    const auto called = alias ? text_of(*alias, "aliasname") : text_of(relation, "relname");
    if (const auto* of = guarded(relation))
      uses_.push_back({of, called});
    else
      others_.insert(called);
  }

  void note_join(const Value& join) {
    for (const auto* field : {"alias", "join_using_alias"})
      if (const auto* alias = find(join, field))
        joins_.insert(text_of(*alias, "aliasname"));
  }

  hit in_member(std::string_view key, const Value& node, bool stars) const {
    if (names_no_column(key))
      return std::nullopt;
    if (key == "ColumnRef")
      return in_column(node, stars);
    if (key == "A_Star" || (key == "isNatural" && node.IsTrue()))
      return some(node);
    if (key == "String")
      return named(text_of(node, "sval"), -1);
    if (key == "IndexElem")
      if (auto found = named(text_of(node, "name"), -1))
        return found;
    if (renames(key, node))
      return some(node);
    if (auto found = in_targets(key, node))
      return found;
    return in(node, has_own_rows(key, node) ? reads_guarded_itself(node) : stars);
  }

  /// Statements, and the arms of UNION and the like, which the tree has without a node of their
  /// own.
  static bool has_own_rows(std::string_view key, const Value& node) {
    constexpr std::string_view statements[]
      = {"SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"};
    const bool arm = (key == "larg" || key == "rarg") && find(node, "limitOption");
    return arm || std::ranges::find(statements, key) != std::end(statements);
  }

  /// Whether a bare star here, or behind RETURNING, stands for columns of a guarded relation.
  bool reads_guarded_itself(const Value& statement) const {
    constexpr const char* sources[] = {"fromClause", "relation", "usingClause", "sourceRelation"};
    return std::ranges::any_of(
      sources, [&](const char* field) { return reads_guarded(find(statement, field)); });
  }

  /// Columns that are written.
  hit in_targets(std::string_view key, const Value& node) const {
    const bool inserts = key == "InsertStmt";
    if (!inserts && key != "UpdateStmt" && key != "onConflictClause" && key != "MergeWhenClause")
      return std::nullopt;
    const auto* relation = find(node, "relation");
    const auto* list = find(node, inserts ? "cols" : "targetList");
    if (inserts && !list && relation && guarded(*relation))
      return some(*relation);
    if (!list || !list->IsArray())
      return std::nullopt;
    for (const auto& each : list->GetArray())
      if (const auto* target = find(each, "ResTarget"))
        if (auto found = named(text_of(*target, "name"), location_of(*target)))
          return found;
    return std::nullopt;
  }

  /// Relations of a FROM clause, not those of queries in it.
  bool reads_guarded(const Value* from) const {
    if (!from)
      return false;
    if (from->IsArray())
      return std::ranges::any_of(from->Begin(), from->End(),
                                 [&](const Value& each) { return reads_guarded(&each); });
    if (!from->IsObject() || find(*from, "RangeSubselect"))
      return false;
    if (find(*from, "relname"))
      return guarded(*from) != nullptr;
    return std::ranges::any_of(from->MemberBegin(), from->MemberEnd(),
                               [&](const auto& member) { return reads_guarded(&member.value); });
  }

  /// A list of column names behind the alias, of a relation or of a join, hides which is which.
  bool renames(std::string_view key, const Value& node) const {
    if (!node.IsObject())
      return false;
    const auto* alias = find(node, "alias");
    if (!alias || !find(*alias, "colnames"))
      return false;
    return find(node, "relname") ? guarded(node) != nullptr
                                 : key == "JoinExpr" && reads_guarded(&node);
  }

  hit in_column(const Value& column, bool stars) const {
    const auto* fields = find(column, "fields");
    if (!fields || !fields->IsArray() || fields->Empty())
      return std::nullopt;
    const auto part = [&](rapidjson::SizeType from_end) -> std::string_view {
      if (fields->Size() < from_end)
        return {};
      const auto* text = find((*fields)[fields->Size() - from_end], "String");
      return text ? text_of(*text, "sval") : std::string_view();
    };
    const auto last = part(1), before = part(2);
    if (is_another(before))
      return std::nullopt;
    if (last.empty()) // a star
      return before.empty() && !stars ? std::nullopt : some(column);
    const auto whole = std::ranges::find(uses_, last, &use::alias);
    if (whole != uses_.end())
      return column_hit{whole->of, whole->of->columns.front(), location_of(column)};
    if (joins_.contains(last))
      return some(column);
    if (auto found = named(last, location_of(column)))
      return found;
    return of_whole_row(before, last) ? some(column) : std::nullopt;
  }

  /// `u.to_jsonb` calls to_jsonb(u).
  bool of_whole_row(std::string_view alias, std::string_view name) const {
    if (is_system_column(name) || alias.empty())
      return false;
    const bool join = joins_.contains(alias);
    const auto concerned = [&](const use& each) {
      return join || each.alias == alias;
    };
    return std::ranges::any_of(uses_, concerned)
           && std::ranges::none_of(uses_, [&](const use& each) {
                return concerned(each) && std::ranges::count(each.of->open, name) > 0;
              });
  }

  /// An alias that only relations have which are not guarded.
  bool is_another(std::string_view alias) const {
    return !alias.empty() && others_.contains(alias) && !joins_.contains(alias)
           && std::ranges::find(uses_, alias, &use::alias) == uses_.end();
  }

  hit named(std::string_view column, location at) const {
    for (const auto& each : uses_)
      if (std::ranges::find(each.of->columns, column) != each.of->columns.end())
        return column_hit{each.of, column, at};
    return std::nullopt;
  }

  hit some(const Value& node) const {
    if (uses_.empty())
      return std::nullopt;
    return column_hit{uses_.front().of, uses_.front().of->columns.front(), location_of(node)};
  }

  std::span<const guarded_relation> guarded_;
  std::vector<use> uses_;
  std::set<std::string_view> others_; ///< aliases of what is not guarded
  std::set<std::string_view> joins_;  ///< aliases of joins, which may show anything
};

} // namespace

hit touched_column(const Value& tree, std::span<const guarded_relation> guarded) {
  return search(tree, guarded).in(tree, true);
}

} // namespace howdah::sql
