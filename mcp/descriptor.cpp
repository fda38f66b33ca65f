#include "mcp/descriptor.hpp"

#include "mcp/json.hpp"

namespace howdah::mcp {

namespace {

void member(json_writer& to, std::string_view name) {
  to.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
}

void string(json_writer& to, std::string_view text) {
  to.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void string_member(json_writer& to, std::string_view name, std::string_view text) {
  member(to, name);
  string(to, text);
}

void raw_member(json_writer& to, std::string_view name, std::string_view json) {
  member(to, name);
  to.RawValue(json.data(), json.size(), rapidjson::kObjectType);
}

void enumeration(json_writer& to, const parameter_descriptor& parameter) {
  if (parameter.one_of.empty())
    return;
  member(to, "enum");
  to.StartArray();
  for (const auto choice : parameter.one_of)
    string(to, choice);
  to.EndArray();
}

void items(json_writer& to, const parameter_descriptor& parameter) {
  member(to, "items");
  to.StartObject();
  if (parameter.kind == parameter_descriptor::type::string_list) {
    string_member(to, "type", "string");
    enumeration(to, parameter);
  }
  to.EndObject();
}

void integer_member(json_writer& to, std::string_view name, std::optional<std::int64_t> number) {
  if (!number)
    return;
  member(to, name);
  to.Int64(*number);
}

void schema(json_writer& to, const parameter_descriptor& parameter) {
  to.StartObject();
  string_member(to, "type", json_type(parameter.kind));
  if (!parameter.description.empty())
    string_member(to, "description", parameter.description);
  if (json_type(parameter.kind) == "array")
    items(to, parameter);
  else
    enumeration(to, parameter);
  integer_member(to, "minimum", parameter.minimum);
  integer_member(to, "maximum", parameter.maximum);
  if (!parameter.default_json.empty())
    raw_member(to, "default", parameter.default_json);
  if (!parameter.header.empty())
    string_member(to, "x-mcp-header", parameter.header);
  to.EndObject();
}

void required(json_writer& to, const std::vector<parameter_descriptor>& parameters) {
  bool any = false;
  for (const auto& parameter : parameters) {
    if (!parameter.required)
      continue;
    if (!any) {
      member(to, "required");
      to.StartArray();
    }
    any = true;
    string(to, parameter.name);
  }
  if (any)
    to.EndArray();
}

void input_schema(json_writer& to, const tool_descriptor& tool) {
  if (!tool.input_schema.empty())
    return raw_member(to, "inputSchema", tool.input_schema);
  member(to, "inputSchema");
  to.StartObject();
  string_member(to, "type", "object");
  member(to, "properties");
  to.StartObject();
  for (const auto& parameter : tool.parameters) {
    member(to, parameter.name);
    schema(to, parameter);
  }
  to.EndObject();
  required(to, tool.parameters);
  member(to, "additionalProperties");
  to.Bool(false);
  to.EndObject();
}

/// All four hints, since the absent ones would mean the worst; the title where there is no other
/// place for it.
void annotations_member(json_writer& to, const tool_descriptor& tool, revision rev) {
  member(to, "annotations");
  to.StartObject();
  if (rev < revision::v2025_06_18)
    string_member(to, "title", tool.title);
  member(to, "readOnlyHint");
  to.Bool(tool.hints.read_only);
  member(to, "destructiveHint");
  to.Bool(tool.hints.destructive);
  member(to, "idempotentHint");
  to.Bool(tool.hints.idempotent);
  member(to, "openWorldHint");
  to.Bool(tool.hints.open_world);
  to.EndObject();
}

/// name, title (since 2025-06-18), icons (since 2025-11-25) and description: what every entry of a
/// list has.
template <class Descriptor>
void heading(json_writer& to, const Descriptor& of, revision rev) {
  string_member(to, "name", of.name);
  if (rev >= revision::v2025_06_18 && !of.title.empty())
    string_member(to, "title", of.title);
  if (rev >= icons_since && !of.icon.path.empty())
    raw_member(to, "icons", icons_json(of.icon));
  string_member(to, "description", of.description);
}

void prompt_arguments_member(json_writer& to, const std::vector<prompt_argument>& arguments) {
  if (arguments.empty())
    return;
  member(to, "arguments");
  to.StartArray();
  for (const auto& each : arguments) {
    to.StartObject();
    string_member(to, "name", each.name);
    if (!each.description.empty())
      string_member(to, "description", each.description);
    member(to, "required");
    to.Bool(each.required);
    to.EndObject();
  }
  to.EndArray();
}

} // namespace

std::string_view json_type(parameter_descriptor::type kind) {
  using type = parameter_descriptor::type;
  switch (kind) {
  case type::string:
    return "string";
  case type::integer:
    return "integer";
  case type::boolean:
    return "boolean";
  case type::string_list:
  case type::value_list:
    return "array";
  }
  return "string";
}

std::string to_json(const tool_descriptor& tool, revision rev) {
  std::string out;
  string_stream stream{out};
  json_writer to(stream);
  to.StartObject();
  heading(to, tool, rev);
  input_schema(to, tool);
  if (rev >= revision::v2025_06_18 && !tool.output_schema.empty())
    raw_member(to, "outputSchema", tool.output_schema);
  if (rev >= revision::v2025_03_26)
    annotations_member(to, tool, rev);
  to.EndObject();
  return out;
}

std::string to_json(const prompt_descriptor& prompt, revision rev) {
  std::string out;
  string_stream stream{out};
  json_writer to(stream);
  to.StartObject();
  heading(to, prompt, rev);
  prompt_arguments_member(to, prompt.arguments);
  to.EndObject();
  return out;
}

std::string to_json(const resource_descriptor& resource, revision rev) {
  std::string out;
  string_stream stream{out};
  json_writer to(stream);
  to.StartObject();
  string_member(to, "uri", resource.uri);
  heading(to, resource, rev);
  if (!resource.mime_type.empty())
    string_member(to, "mimeType", resource.mime_type);
  to.EndObject();
  return out;
}

std::string to_json(const resource_template_descriptor& resource, revision rev) {
  std::string out;
  string_stream stream{out};
  json_writer to(stream);
  to.StartObject();
  string_member(to, "uriTemplate", resource.uri_template);
  heading(to, resource, rev);
  if (!resource.mime_type.empty())
    string_member(to, "mimeType", resource.mime_type);
  to.EndObject();
  return out;
}

} // namespace howdah::mcp
