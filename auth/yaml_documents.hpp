#pragma once

#include <yaml-cpp/yaml.h>

#include <string>
#include <vector>

namespace howdah::auth {

/// The documents of a YAML text: none, the one, or two without content, which stand for any more.
/// Unlike YAML::LoadAll, which takes a comma between blocks for documents without end (0.7), this
/// comes to an end. Throws YAML::Exception.
std::vector<YAML::Node> yaml_documents(const std::string& text);

/// What yaml-cpp says is wrong, on one line: it quotes characters of the text as they are.
std::string yaml_complaint(const YAML::Exception& error);

} // namespace howdah::auth
