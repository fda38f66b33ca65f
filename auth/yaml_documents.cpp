#include "auth/yaml_documents.hpp"

#include <yaml-cpp/eventhandler.h>

#include <algorithm>
#include <sstream>

namespace howdah::auth {

namespace {

// NOLINTBEGIN(readability-identifier-naming): yaml-cpp's names
class passing_over final : public YAML::EventHandler {
public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};
// NOLINTEND(readability-identifier-naming)

} // namespace

std::vector<YAML::Node> yaml_documents(const std::string& text) {
  std::istringstream in(text);
  YAML::Parser parser(in);
  passing_over contents;
  std::size_t count = 0;
  while (count < 2 && parser.HandleNextDocument(contents))
    ++count;
  return count == 1 ? std::vector{YAML::Load(text)} : std::vector<YAML::Node>(count);
}

std::string yaml_complaint(const YAML::Exception& error) {
  auto said = error.msg;
  std::replace_if(
    said.begin(), said.end(), [](char c) { return c < 0x20 || c == 0x7f; }, '?');
  return said;
}

} // namespace howdah::auth
