#include "transport/framing/media_type.hpp"

#include "transport/framing/http_request.hpp"

#include <algorithm>

namespace howdah::transport {

namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Cuts the piece up to `separator` off the front of `rest`.
std::string_view next_piece(std::string_view& rest, char separator) {
  const auto end = std::min(rest.find(separator), rest.size());
  const auto piece = trimmed(rest.substr(0, end));
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return piece;
}

/// The value of parameter `name` among `a=1;b="2"`, without quotes; nothing: empty.
std::string_view parameter(std::string_view parameters, std::string_view name) {
  while (!parameters.empty()) {
    auto value = next_piece(parameters, ';');
    if (!same_word(next_piece(value, '='), name))
      continue;
    if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"'))
      value = value.substr(1, value.size() - 2);
    return value;
  }
  return {};
}

bool forbidden(std::string_view parameters) {
  const auto quality = parameter(parameters, "q");
  return !quality.empty() && quality.find_first_not_of("0.") == std::string_view::npos;
}

/// How closely a media range fits: 3 the type itself, 2 `type/*`, 1 `*/*`, 0 not at all.
int closeness(std::string_view range, std::string_view type) {
  if (same_word(range, type))
    return 3;
  if (range == "*/*" || range == "*")
    return 1;
  const bool any_subtype = range.ends_with("/*");
  return any_subtype
             && same_word(range.substr(0, range.size() - 1), type.substr(0, type.find('/') + 1))
           ? 2
           : 0;
}

} // namespace

bool accepts(std::string_view accept, std::string_view type) {
  int closest = 0;
  bool accepted = false;
  while (!accept.empty()) {
    auto parameters = next_piece(accept, ',');
    const int fit = closeness(next_piece(parameters, ';'), type);
    if (fit <= closest)
      continue;
    closest = fit;
    accepted = !forbidden(parameters);
  }
  return accepted;
}

bool names_type(std::string_view accept, std::string_view type) {
  while (!accept.empty()) {
    auto parameters = next_piece(accept, ',');
    if (closeness(next_piece(parameters, ';'), type) == 3)
      return !forbidden(parameters);
  }
  return false;
}

bool is_json_type(std::string_view content_type) {
  if (!same_word(next_piece(content_type, ';'), "application/json"))
    return false;
  const auto charset = parameter(content_type, "charset");
  return charset.empty() || same_word(charset, "utf-8") || same_word(charset, "utf8");
}

} // namespace howdah::transport
