#pragma once

#include "app/config/setting.hpp"
#include "auth/issuer_settings.hpp"
#include "core/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace howdah::app {

struct config_file {
  std::vector<setting> settings = {};
  /// The section `auth`, which has no flags.
  std::optional<auth::authentication_settings> authentication = {};
};

/// The settings of a YAML file; `name` stands in messages, with line and column. Strict: unknown
/// and repeated keys, several documents, and values that are neither texts nor lists of texts are
/// refused.
result<config_file> parse_config(const std::string& text, const std::string& name);
result<config_file> read_config_file(const std::string& path);

} // namespace howdah::app
