#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace howdah::transport {

/// The value of a query's parameter, percent-decoded; the first one when it came twice. Names are
/// compared after decoding, whatever their case: nobody can hide one from us.
std::optional<std::string> query_parameter(std::string_view query, std::string_view name);

} // namespace howdah::transport
