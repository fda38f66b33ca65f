#include "postgres/value.hpp"

#include "core/json_text.hpp"
#include "postgres/familiar_text.hpp"
#include "postgres/json_cell.hpp"
#include "postgres/json_number.hpp"
#include "postgres/literal_reader.hpp"

#include <charconv>
#include <cstdint>

namespace howdah::postgres {

namespace {

void append_number(std::string& out, std::string_view text) {
  if (is_json_number(text) && fits_double(text))
    out += text;
  else
    append_json_string(out, text);
}

void append_bigint(std::string& out, std::string_view text, json_style style) {
  constexpr std::int64_t exact = std::int64_t{1} << 53;
  std::int64_t parsed = 0;
  std::from_chars(text.data(), text.data() + text.size(), parsed);
  if (style == json_style::familiar || (parsed >= -exact && parsed <= exact))
    append_number(out, text);
  else
    append_json_string(out, text);
}

void append_json_or_string(std::string& out, std::string_view text) {
  if (!append_json_cell(out, text, blanks::dropped))
    append_json_string(out, text);
}

void append_time(std::string& out, std::string_view text) {
  std::string spelled;
  append_time_text(spelled, text);
  append_json_string(out, spelled);
}

void append_range(std::string& out, std::string_view text, json_style style) {
  std::string spelled;
  if (style == json_style::familiar)
    append_range_text(spelled, text, "None");
  append_json_string(out, style == json_style::familiar ? spelled : text);
}

/// A list of strings; false, with `out` half written, when the text is no row.
bool append_fields(std::string& out, std::string_view text) {
  record_reader fields(text);
  out += '[';
  for (bool first = true; fields.next(); first = false) {
    if (!first)
      out += ", ";
    if (fields.field())
      append_json_string(out, *fields.field());
    else
      out += "null";
  }
  out += ']';
  return !fields.malformed();
}

void append_record(std::string& out, std::string_view text, json_style style) {
  const auto before = out.size();
  if (style == json_style::familiar && append_fields(out, text))
    return;
  out.resize(before);
  append_json_string(out, text);
}

void append_scalar(std::string& out, value_kind kind, std::string_view text, json_style style) {
  switch (kind) {
  case value_kind::boolean:
    out += text == "t" ? "true" : "false";
    return;
  case value_kind::integer:
  case value_kind::floating: // NaN and the infinities are no JSON numbers
    return append_number(out, text);
  case value_kind::bigint:
    return append_bigint(out, text, style);
  case value_kind::json:
    return append_json_or_string(out, text);
  case value_kind::time:
    return append_time(out, text);
  case value_kind::range:
    return append_range(out, text, style);
  case value_kind::record:
    return append_record(out, text, style);
  case value_kind::text:
    return append_json_string(out, text);
  }
}

/// False, with `out` half written, when the text is no array with all lower bounds 1.
bool append_elements(std::string& out, const value_type& type, std::string_view text,
                     json_style style) {
  using piece = array_reader::piece;
  array_reader elements(text, type.delimiter);
  const std::string_view separator = style == json_style::exact ? "," : ", ";
  for (bool first = true;;) {
    const auto what = elements.next();
    if (what == piece::end || what == piece::malformed)
      return what == piece::end;
    if (what != piece::close && !first)
      out += separator;
    if (what == piece::open)
      out += '[';
    else if (what == piece::close)
      out += ']';
    else if (what == piece::null)
      out += "null";
    else
      append_scalar(out, type.kind, elements.element(), style);
    first = what == piece::open;
  }
}

bool append_array(std::string& out, const value_type& type, std::string_view text,
                  json_style style) {
  const auto before = out.size();
  if (append_elements(out, type, text, style))
    return true;
  out.resize(before);
  return false;
}

void append_scalar_cell(std::string& out, value_kind kind, std::string_view text) {
  switch (kind) {
  case value_kind::boolean:
    out += text == "t" ? "True" : "False";
    return;
  case value_kind::floating:
    return append_float_text(out, text);
  case value_kind::json:
    if (!append_json_cell(out, text, blanks::single))
      out += text;
    return;
  case value_kind::time:
    return append_time_text(out, text);
  case value_kind::range:
    return append_range_text(out, text, "");
  default:
    out += text;
  }
}

} // namespace

void append_json(std::string& out, const value_type& type, std::string_view text,
                 json_style style) {
  if (!type.is_array)
    append_scalar(out, type.kind, text, style);
  else if (!append_array(out, type, text, style))
    append_json_string(out, text);
}

void append_cell(std::string& out, const value_type& type, std::string_view text) {
  if (!type.is_array)
    append_scalar_cell(out, type.kind, text);
  else if (!append_array(out, type, text, json_style::familiar))
    out += text;
}

} // namespace howdah::postgres
