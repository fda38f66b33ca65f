#include "app/config/tls_files.hpp"

#include "app/config/text_file.hpp"

#include <utility>

namespace howdah::app {

std::vector<std::string> tls_paths(const configuration& values) {
  std::vector<std::string> paths{values.tls_cert, values.tls_key};
  if (!values.tls_client_ca.empty())
    paths.push_back(values.tls_client_ca);
  return paths;
}

transport::tls_texts tls_texts_of(const std::vector<std::string>& texts) {
  return {.certificate = texts.at(0),
          .key = texts.at(1),
          .client_ca = texts.size() > 2 ? texts[2] : std::string()};
}

result<transport::tls_texts> read_tls_texts(const configuration& values) {
  std::vector<std::string> texts;
  for (const auto& path : tls_paths(values)) {
    HOWDAH_TRY(auto text, read_text_file("the TLS file", path));
    texts.push_back(std::move(text));
  }
  return tls_texts_of(texts);
}

} // namespace howdah::app
