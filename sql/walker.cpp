#include "sql/walker.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace howdah::sql {

namespace {

/// The message formats of PostgreSQL's protocol number parameters with 16 bits.
constexpr long last_parameter = 65535;

/// Frames open inside the outermost statement: root, RawStmt, wrapper, statement.
constexpr std::size_t outermost_depth = 4;

int number(std::string_view text) noexcept {
  int value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_target(std::string_view owner) noexcept {
  constexpr std::string_view writers[]
    = {"DeleteStmt", "InsertStmt", "IntoClause", "MergeStmt", "TruncateStmt", "UpdateStmt"};
  return std::ranges::binary_search(writers, owner);
}

} // namespace

void walker::frame::add_name(std::string_view part) {
  if (name_count == names.size()) // database.schema.name at most: keep the last parts
    std::rotate(names.begin(), names.begin() + 1, names.end()), --name_count;
  names[name_count++] = part;
}

std::string walker::frame::name() const {
  return name_count == 0 ? std::string() : std::string(names[name_count - 1]);
}

std::string walker::frame::schema() const {
  return name_count < 2 ? std::string() : std::string(names[name_count - 2]);
}

facts walker::take() {
  found_.relations = scopes_.take();
  return std::move(found_);
}

bool walker::stop(rule why, std::string_view node_name) {
  reason_ = why;
  unknown_ = node_name;
  return false;
}

std::string walker::frame::database() const {
  return name_count < 3 ? std::string() : std::string(names[0]);
}

const walker::frame* walker::around(std::size_t depth) const noexcept {
  while (depth > 0)
    if (!frames_[--depth].wrapper())
      return &frames_[depth];
  return nullptr;
}

bool walker::open(const node& what) {
  if (++open_nodes_ > limits_.nesting)
    return stop(rule::nesting);
  if (++nodes_ > limits_.nodes)
    return stop(rule::statement_size);
  frame opened;
  opened.of = what;
  opened.scope = scopes_.here();
  if (what.statement != nullptr) {
    const auto* owner = around(frames_.size());
    const bool outermost = owner == nullptr || owner->of.role == node_role::one_of_text;
    opened.statement = found_.statements.size();
    found_.statements.push_back({what.statement, outermost ? std::string_view() : owner->of.name});
  }
  if (what.role == node_role::constant && frames_.size() > 1) {
    auto& holder = frames_[frames_.size() - 2];
    holder.flag = holder.flag || (holder.of.role == node_role::cast && holder.key == "arg");
  }
  if (what.role == node_role::star && frames_.size() > 1)
    frames_[frames_.size() - 2].flag = true;
  frames_.push_back(opened);
  return true;
}

bool walker::StartObject() {
  if (!pending_.name.empty())
    return open(std::exchange(pending_, {}));
  if (frames_.empty()) {
    frames_.push_back({});
    return true;
  }
  auto& top = frames_.back();
  if (frames_.size() == 1)
    return top.key == "stmts" ? open(*find_node("RawStmt")) : stop(rule::unknown_node, top.key);
  if (top.wrapper())
    return stop(rule::unknown_node, top.key);
  if (const auto known = node_of_field(top.of.name, top.key))
    return open(*known);
  if (top.of.role == node_role::call && top.key == "args")
    ++top.arguments;
  frames_.push_back({});
  return true;
}

bool walker::Key(const char* text, unsigned size, bool) {
  auto& top = frames_.back();
  const bool second = !top.key.empty();
  top.key = {text, size};
  if (!top.wrapper() || frames_.size() == 1) {
    if (top.key == "returningList" && frames_.size() == outermost_depth)
      found_.returning = true;
    if (top.key == "whereClause" && top.of.role == node_role::statement)
      found_.statements[top.statement].conditional = true;
    return true;
  }
  const auto known = second ? std::nullopt : find_node(top.key);
  if (!known)
    return stop(rule::unknown_node, top.key);
  pending_ = *known;
  return true;
}

bool walker::scalar(std::string_view text) {
  if (frames_.empty())
    return stop(rule::unknown_node);
  auto& top = frames_.back();
  if (frames_.size() == 1)
    return true; // the parser's version
  if (top.wrapper())
    return stop(rule::unknown_node, top.key);
  if (top.key == "location" || top.key == "stmt_location")
    top.at = number(text);
  else
    read_field(top, text);
  return true;
}

void walker::read_field(frame& top, std::string_view text) {
  switch (top.of.role) {
  case node_role::relation:
    if (top.key == "relpersistence")
      top.flag = text == "t";
    else if (top.key.ends_with("name"))
      top.add_name(text);
    return;
  case node_role::value:
    return read_value(text);
  case node_role::option:
    if (top.key == "defname")
      top.names[0] = text;
    return;
  case node_role::cte:
    if (top.key == "ctename")
      top.names[0] = text;
    return;
  case node_role::with:
    top.flag = top.flag || top.key == "recursive";
    return;
  case node_role::parameter: {
    const long n = top.key == "number" ? number(text) : 0;
    found_.bad_parameter = found_.bad_parameter || n < 0 || n > last_parameter;
    found_.parameters = std::max(found_.parameters, n);
    return;
  }
  default:
    if (noteworthy(top.of.name, top.key))
      found_.notes.push_back({top.of.name, std::string(top.key), std::string(text)});
  }
}

/// A scalar of String, Integer, Float or Boolean: what it means depends on where that node stands.
void walker::read_value(std::string_view text) {
  const auto depth = frames_.size();
  const auto& holder = frames_[depth - 2];
  auto& owner = frames_[depth - 3]; // the root and RawStmt are below every value
  if (holder.of.role == node_role::constant)
    return read_constant(frames_[depth - 4], text);
  if (!holder.wrapper())
    return;
  const bool named = (owner.of.role == node_role::call && owner.key == "funcname")
                     || (owner.of.role == node_role::type && owner.key == "names")
                     || (owner.of.role == node_role::expression && owner.key == "name");
  const bool field = owner.of.role == node_role::column && owner.key == "fields";
  if (named || field)
    owner.add_name(text);
  else if (owner.of.role == node_role::indirection && owner.key == "indirection")
    found_.attributes.push_back({std::string(text), owner.at});
  else if (owner.of.role == node_role::option && owner.key == "arg" && !owner.literal)
    owner.literal = text;
}

/// `owner` is what the constant's wrapper stands in.
void walker::read_constant(frame& owner, std::string_view text) {
  const bool first_argument
    = owner.of.role == node_role::call && owner.key == "args" && owner.arguments == 1;
  const bool cast = owner.of.role == node_role::cast && owner.key == "arg";
  if (first_argument || cast)
    owner.literal = text;
}

bool walker::EndObject(unsigned) {
  const auto done = frames_.back();
  frames_.pop_back();
  if (done.wrapper())
    return true;
  --open_nodes_;
  close(done);
  return true;
}

void walker::close(const frame& done) {
  switch (done.of.role) {
  case node_role::one_of_text:
    return found_.starts.push_back(std::max(done.at, 0));
  case node_role::statement:
    return scopes_.end_statement(done.scope);
  case node_role::with:
    return scopes_.end_with(done.scope, done.flag);
  case node_role::cte:
    return scopes_.define(std::string(done.names[0]), done.scope);
  case node_role::relation:
    return close_relation(done);
  case node_role::call:
    return close_call(done);
  case node_role::column:
    if (done.name_count > 1 && !done.flag) // the flag: it ends in a star
      found_.attributes.push_back({done.name(), done.at});
    return;
  case node_role::expression:
    return found_.operators.push_back({done.schema(), done.name(), done.at});
  case node_role::type:
    return close_type(done);
  case node_role::option:
    return close_option(done);
  case node_role::locking:
    found_.locking = true;
    return;
  case node_role::into:
    found_.into = found_.into || owner_name() == "SelectStmt";
    return;
  default:
    return;
  }
}

std::string_view walker::owner_name() const noexcept {
  const auto* owner = around(frames_.size());
  return owner ? owner->of.name : std::string_view();
}

void walker::close_relation(const frame& done) {
  const auto owner = owner_name();
  if (owner == "LockingClause")
    return; // aliases of FROM, not relations
  const bool wrapped = frames_.back().wrapper();
  const bool written = is_target(owner) && (!wrapped || owner == "TruncateStmt");
  scopes_.refer({.database = done.database(),
                 .schema = done.schema(),
                 .name = done.name(),
                 .owner = owner,
                 .written = written,
                 .temporary = done.flag,
                 .at = done.at},
                wrapped && !written);
}

void walker::close_call(const frame& done) {
  found_.functions.push_back(
    {.schema = done.schema(),
     .name = done.name(),
     .arguments = static_cast<int>(done.arguments),
     .literal = done.literal ? std::optional<std::string>(*done.literal) : std::nullopt,
     .at = done.at});
}

void walker::close_type(const frame& done) {
  const auto& owner = frames_.back();
  found_.types.push_back({done.schema(), done.name(), done.at});
  if (owner.of.role != node_role::cast)
    return;
  found_.casts.push_back({done.schema(), done.name(), owner.flag,
                          owner.literal ? std::optional<std::string>(*owner.literal) : std::nullopt,
                          done.at});
  auto& around_cast = frames_[frames_.size() - 3]; // past the cast and its wrapper
  const bool text
    = done.name() == "text" && (done.schema().empty() || done.schema() == "pg_catalog");
  if (owner.literal && text && around_cast.of.role == node_role::call)
    read_constant(around_cast, *owner.literal);
}

void walker::close_option(const frame& done) {
  const auto value = done.literal.value_or(std::string_view());
  found_.notes.push_back(
    {owner_name(), "option:" + std::string(done.names[0]), std::string(value)});
}

const note* facts::find(std::string_view of, std::string_view field) const noexcept {
  const auto found
    = std::ranges::find_if(notes, [&](const note& n) { return n.node == of && n.field == field; });
  return found == notes.end() ? nullptr : &*found;
}

} // namespace howdah::sql
