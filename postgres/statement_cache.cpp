#include "postgres/statement_cache.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace howdah::postgres {

namespace {

/// Text and types. PostgreSQL's text has no NUL, so the two cannot run into each other.
std::string_view key_of(std::string_view text, std::span<const parameter> parameters,
                        std::string& scratch) {
  if (parameters.empty())
    return text;
  scratch.assign(text);
  scratch += '\0';
  for (const auto& given : parameters)
    scratch.append(reinterpret_cast<const char*>(&given.type), sizeof given.type);
  return scratch;
}

} // namespace

statement_cache::statement_cache(std::size_t capacity) : capacity_(capacity) {
}

statement_cache::decision
statement_cache::use(std::string_view text, std::span<const parameter> parameters, bool at_once) {
  if (text.size() > longest_text)
    return {};
  const auto key = key_of(text, parameters, scratch_);
  if (const auto found = named_.find(key); found != named_.end()) {
    recent_.splice(recent_.begin(), recent_, found->second);
    return {.name = found->second->name};
  }
  if (!seen_before(key) && !at_once)
    return {};
  recent_.push_front({std::string(key), "howdah_" + std::to_string(next_++)});
  named_.emplace(recent_.front().key, recent_.begin());
  if (named_.size() > capacity_)
    drop(recent_.back().name);
  return {.name = recent_.front().name, .prepare = true};
}

void statement_cache::never_was(std::string_view name) {
  if (const auto which = find_name(name); which != recent_.end())
    erase(which);
}

void statement_cache::drop(std::string_view name) {
  if (const auto which = find_name(name); which != recent_.end()) {
    forgotten_.push_back(which->name);
    erase(which);
  }
}

void statement_cache::clear() {
  named_.clear();
  recent_.clear();
  forgotten_.clear();
}

void statement_cache::forget_all() {
  clear();
  forgotten_.emplace_back("ALL");
}

std::vector<std::string> statement_cache::take_forgotten() {
  return std::exchange(forgotten_, {});
}

bool statement_cache::seen_before(std::string_view key) {
  const auto hash = std::hash<std::string_view>()(key);
  auto& slot = seen_[hash % seen_.size()];
  return std::exchange(slot, hash) == hash;
}

statement_cache::order::iterator statement_cache::find_name(std::string_view name) {
  return std::ranges::find(recent_, name, &entry::name);
}

void statement_cache::erase(order::iterator which) {
  named_.erase(which->key);
  recent_.erase(which);
}

} // namespace howdah::postgres
