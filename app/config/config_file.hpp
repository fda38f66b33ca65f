#pragma once

#include "app/config/setting.hpp"
#include "core/result.hpp"

#include <string>
#include <vector>

namespace howdah::app {

/// The settings of a YAML file; `name` stands in messages, with line and column. Strict: unknown
/// and repeated keys, several documents, and values that are neither texts nor lists of texts are
/// refused.
result<std::vector<setting>> parse_config(const std::string& text, const std::string& name);
result<std::vector<setting>> read_config_file(const std::string& path);

} // namespace howdah::app
