#pragma once

#include "app/caller_book.hpp"
#include "app/reloader.hpp"
#include "auth/permissions.hpp"
#include "core/result.hpp"

#include <functional>
#include <memory>
#include <string>

namespace howdah::app {

/// The text of a permissions file, as a server with howdah's tools takes it.
result<auth::permissions> parse_permissions(const std::string& text, const std::string& name);

/// "2 tokens, 3 roles, 4 users"
std::string contents_of(const auth::permissions& file);

/// Why a server that began with one file cannot go on with the other; nothing when it can. What
/// keeps callers out or holds them to their roles never goes while it runs: half a file, as an
/// editor may leave it for a moment, must open nothing. `by_its_tokens`: its tokens alone let
/// callers in.
result<void> may_follow(const auth::permissions& first, const auth::permissions& next,
                        bool by_its_tokens);

/// The file of this path, whenever it changes, into the book. Then `taken` is called.
reloadable reloadable_permissions(const std::string& path, std::shared_ptr<caller_book> into,
                                  bool by_its_tokens, std::function<void()> taken);

} // namespace howdah::app
