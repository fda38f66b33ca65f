#include "sql/growth.hpp"

#include "sql/tree.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::sql {

namespace {

using rapidjson::Value;

constexpr double unknown_count = 1024;

constexpr std::string_view repeaters[] = {"array_fill", "repeat"};
constexpr std::string_view padders[] = {"lpad", "rpad"};
constexpr std::string_view replacers[] = {"regexp_replace", "replace"};
/// Each character of the argument may become this many.
struct widening {
  std::string_view name;
  double factor;
};
constexpr widening wideners[]
  = {{"encode", 4},         {"quote_ident", 2}, {"quote_literal", 2}, {"quote_nullable", 2},
     {"regexp_replace", 2}, {"to_json", 6},     {"to_jsonb", 6}};

bool any(std::span<const std::string_view> of, std::string_view name) noexcept {
  return std::ranges::find(of, name) != of.end();
}

std::optional<double> number(const std::string& text) {
  char* end = nullptr;
  const auto value = std::strtod(text.c_str(), &end);
  return end == text.c_str() ? std::nullopt : std::optional(value);
}

std::optional<double> calculated(std::string_view name, double left, double right) {
  if (name == "+")
    return left + right;
  if (name == "-")
    return left - right;
  if (name == "*")
    return left * right;
  if (name == "/" && right != 0)
    return left / right;
  if (name == "^")
    return std::pow(left, right);
  if (name == "<<")
    return std::ldexp(left, static_cast<int>(std::clamp(right, 0.0, 64.0)));
  return std::nullopt;
}

std::optional<double> value_of(const Value& node);

std::optional<double> value_of_power(const Value& call) {
  const auto name = last_name(call, "funcname");
  const auto* given = find(call, "args");
  if ((name != "power" && name != "pow") || !given || given->Size() != 2)
    return std::nullopt;
  const auto base = value_of((*given)[0]);
  const auto exponent = value_of((*given)[1]);
  return base && exponent ? calculated("^", *base, *exponent) : std::nullopt;
}

/// What a constant is as a number, as far as simple arithmetic tells.
std::optional<double> value_of(const Value& node) {
  if (const auto* constant = find(node, "A_Const")) {
    if (const auto* integer = find(*constant, "ival"))
      return find(*integer, "ival") ? find(*integer, "ival")->GetDouble() : 0;
    for (const char* kind : {"fval", "sval"})
      if (const auto* text = find(*constant, kind))
        return number(std::string(text_of(*text, kind)));
  }
  if (const auto* cast = find(node, "TypeCast"))
    return find(*cast, "arg") ? value_of(*find(*cast, "arg")) : std::nullopt;
  if (const auto* expression = find(node, "A_Expr")) {
    const auto* right = find(*expression, "rexpr");
    const auto* left = find(*expression, "lexpr");
    const auto r = right ? value_of(*right) : std::nullopt;
    const auto l = left ? value_of(*left) : std::optional(0.0);
    return l && r ? calculated(last_name(*expression, "name"), *l, *r) : std::nullopt;
  }
  if (const auto* call = find(node, "FuncCall"))
    return value_of_power(*call);
  return std::nullopt;
}

/// How often or how long an argument says. Of an array: the product.
double count_of(const Value& node) {
  if (const auto* array = find(node, "A_ArrayExpr")) {
    double product = 1;
    if (const auto* elements = find(*array, "elements"))
      for (const auto& each : elements->GetArray())
        product *= count_of(each);
    return product;
  }
  return std::max(1.0, value_of(node).value_or(unknown_count));
}

class estimator {
public:
  double largest() const noexcept { return largest_; }

  /// The largest value of an expression, a list or anything else that holds some.
  double size(const Value& node) {
    double most = 1;
    if (node.IsArray())
      for (const auto& each : node.GetArray())
        most = std::max(most, size(each));
    else if (node.IsObject())
      for (const auto& member : node.GetObject())
        most = std::max(most, size_of_member({member.name.GetString(), member.name.GetStringLength()},
                                             member.value));
    largest_ = std::max(largest_, most);
    return most;
  }

private:
  double size_of_member(std::string_view name, const Value& node) {
    if (name == "A_Const")
      return size_of_constant(node);
    if (name == "ColumnRef")
      return source_;
    if (name == "FuncCall")
      return size_of_call(node);
    if (name == "A_Expr")
      return sum(node, std::array{"lexpr", "rexpr"});
    if (name == "A_ArrayExpr")
      return sum_of_list(node, "elements");
    if (name == "SelectStmt")
      return size_of_select(node);
    if (name == "withClause")
      return size_of_with(node);
    return size(node);
  }

  static double size_of_constant(const Value& constant) {
    for (const char* kind : {"sval", "bsval"})
      if (const auto* value = find(constant, kind))
        return std::max(1.0, static_cast<double>(text_of(*value, kind).size()));
    return 1;
  }

  double size_of_call(const Value& call) {
    const auto* given = find(call, "args");
    if (!given || given->Empty())
      return 1;
    std::vector<double> sizes;
    for (const auto& each : given->GetArray())
      sizes.push_back(size(each));
    const auto name = last_name(call, "funcname");
    const auto count = given->Size() > 1 ? count_of((*given)[1]) : 1;
    if (any(repeaters, name))
      return sizes.front() * count;
    if (any(padders, name))
      return std::max(sizes.front(), count);
    const auto all = std::accumulate(sizes.begin(), sizes.end(), 0.0);
    const auto* wide = std::ranges::find(wideners, name, &widening::name);
    const auto factor = wide == std::end(wideners) ? 1 : wide->factor;
    return any(replacers, name) && sizes.size() > 2 ? sizes[0] * sizes[2] * factor : all * factor;
  }

  /// Columns of a sub-select may be the expressions behind them.
  double size_of_select(const Value& select) {
    const auto around = source_;
    if (const auto* with = find(select, "withClause"))
      size_of_with(*with);
    if (const auto* from = find(select, "fromClause"))
      source_ = std::max(source_, size(*from));
    double most = 1;
    for (const auto& member : select.GetObject()) {
      const std::string_view name(member.name.GetString(), member.name.GetStringLength());
      const bool half = name == "larg" || name == "rarg"; // of a UNION
      if (name != "withClause" && name != "fromClause")
        most = std::max(most, half ? size_of_select(member.value) : size(member.value));
    }
    source_ = around;
    return std::max(most, 1.0);
  }

  /// What comes after may refer to each of them.
  double size_of_with(const Value& with) {
    if (const auto* ctes = find(with, "ctes"))
      for (const auto& each : ctes->GetArray())
        source_ = std::max(source_, size(each));
    return source_;
  }

  template <std::size_t N>
  double sum(const Value& node, const std::array<const char*, N>& fields) {
    double total = 0;
    for (const auto* field : fields)
      if (const auto* part = find(node, field))
        total += size(*part);
    return std::max(total, 1.0);
  }

  double sum_of_list(const Value& node, const char* field) {
    double total = 0;
    if (const auto* list = find(node, field))
      for (const auto& each : list->GetArray())
        total += size(each);
    return std::max(total, 1.0);
  }

  double source_ = 1; ///< what a column may be as large as
  double largest_ = 1;
};

} // namespace

double largest_constant(const Value& tree) {
  estimator all;
  all.size(tree);
  return all.largest();
}

} // namespace howdah::sql
