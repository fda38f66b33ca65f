#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::transport {

/// One header field as it came; blanks around the value are gone.
struct http_field {
  std::string name;
  std::string value;
};

/// One HTTP/1.x request, taken apart but not judged.
struct http_request {
  std::string method = {};
  std::string path = {};  ///< of the request target, without query; not percent-decoded
  std::string query = {}; ///< of the request target; not percent-decoded
  /// The authority the client meant: of an absolute-form target, else of the Host field (RFC 9112
  /// §3.2.2).
  std::string host = {};
  std::string scheme = {}; ///< of an absolute-form target: "http" or "https"
  std::vector<http_field> fields = {};
  std::string body = {};
  bool http_1_1 = true;
  bool keep_alive = true;
  bool expects_continue = false; ///< the client sends the body only after "100 Continue"

  /// The value of a field by its name, whatever its case; the first one when it came twice.
  std::optional<std::string_view> field(std::string_view name) const;
  /// All values of a list field, joined by commas; nothing when it did not come.
  std::optional<std::string> list(std::string_view name) const;
};

/// Why bytes are not an HTTP request that can be served; the connection cannot be used any further.
struct http_refusal {
  int status = 400;
  std::string message = {};
};

/// Names of fields, methods and codings: equal whatever their case. ASCII only.
bool same_word(std::string_view one, std::string_view other) noexcept;

} // namespace howdah::transport
