#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace howdah::oracle {

class session;

using taker = std::function<void(const std::string&)>;

/// The statements of tests/corpus/attacks and tests/corpus/oracle.
std::vector<std::string> corpus();
/// The statements of one file there: `columns` that a caller may read or not, `secrets` of system
/// relations, `writes`.
std::vector<std::string> corpus(const std::string& about);

/// Calls of every function in pg_catalog, with arguments of the types it takes, several of each.
std::vector<std::string> calls_of_builtins(session& asked);
/// The names of all functions there are.
std::vector<std::string> function_names(session& asked);

/// Statements that sqlsmith makes for a database, one after the other; throws when it made fewer.
void sqlsmith(const std::string& dsn, std::size_t count, std::uint64_t seed, const taker& take);

} // namespace howdah::oracle
