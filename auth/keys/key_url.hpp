#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace howdah::auth {

/// A URL that keys may be fetched from: https, or http to this machine (`localhost`, 127.0.0.0/8,
/// `[::1]`). Stricter than RFC 3986, so that every parser of URLs reads the same host in it: no
/// user information, no fragment, no character that would have to be escaped.
struct key_url {
  std::string text;
  std::string origin; ///< scheme, host and port: `https://login.example.org:8443`
  std::string path;   ///< from the first slash, without a query; may be empty
  bool has_query = false;
  bool encrypted = true; ///< false: http

  /// The problem's message goes on after the name of what holds the text.
  static result<key_url> parse(std::string_view text);
};

} // namespace howdah::auth
