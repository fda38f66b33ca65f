#pragma once

#include <string_view>

namespace howdah::sql {

/// Functions of PostgreSQL that tell of objects by name or number, whoever may read them:
/// definitions, privileges, sizes, comments, statistics, sequences. No harm to a reader of the
/// whole database; under permissions they name what must not be named.
bool tells_of_the_catalog(std::string_view function) noexcept;

/// The types whose values are objects' names: regclass, regproc, …
bool names_an_object(std::string_view type) noexcept;

} // namespace howdah::sql
