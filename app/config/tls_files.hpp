#pragma once

#include "app/config/configuration.hpp"
#include "core/result.hpp"
#include "transport/tls.hpp"

#include <string>
#include <vector>

namespace howdah::app {

/// The TLS files of the configuration: certificate, key, and the clients' authority if there is
/// one.
std::vector<std::string> tls_paths(const configuration& values);
/// Their texts, given in the same order.
transport::tls_texts tls_texts_of(const std::vector<std::string>& texts);
result<transport::tls_texts> read_tls_texts(const configuration& values);

} // namespace howdah::app
