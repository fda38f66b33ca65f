#pragma once

#include <yaml-cpp/yaml.h>

#include <string>
#include <vector>

namespace howdah::auth {

/// The documents of a YAML text: none, the one, or two without content, which stand for any more.
/// Unlike YAML::LoadAll, which takes a comma between blocks for documents without end (0.7), this
/// comes to an end. Throws YAML::Exception.
std::vector<YAML::Node> yaml_documents(const std::string& text);

} // namespace howdah::auth
