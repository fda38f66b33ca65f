#pragma once

#include "core/rights.hpp"

#include <string>
#include <vector>

namespace howdah::app {

/// SQL that lets `login` (as SQL writes it) do what a role of the permissions file may. What the
/// role denies is not granted; what needs ownership (DDL) is not either. Masked columns are: the
/// marks are ours.
std::string grants_of(const rights& role, const std::string& login);

/// SQL that lets `login` read whole schemas, what is created in them later included.
std::string reads_of(const std::vector<std::string>& schemas, const std::string& login);

/// Whether callers of the role are meant to change data.
bool writes(const rights& role);

} // namespace howdah::app
