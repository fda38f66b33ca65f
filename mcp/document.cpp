#include "mcp/document.hpp"

#include "core/utf8.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace howdah::mcp {

namespace {

/// RapidJSON's handler concept: appends nodes, and stops the parser at a limit.
class tree_builder {
public:
  enum class stop { no, depth, nodes, surrogate };

  tree_builder(std::vector<json_node>& nodes, std::size_t max_depth)
    : nodes_(nodes), max_depth_(std::min(max_depth, max_json_depth)) {}

  stop stopped() const noexcept { return stopped_; }

  // NOLINTBEGIN(readability-identifier-naming): RapidJSON's names
  bool Null() { return add({}); }
  bool Bool(bool b) { return add({.text = nullptr, .size = b, .what = json_node::kind::boolean}); }
  bool RawNumber(const char* text, rapidjson::SizeType size, bool) {
    return add({.text = text, .size = size, .what = json_node::kind::number});
  }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    return !has_surrogate({text, size})
             ? add({.text = text, .size = size, .what = json_node::kind::string})
             : halt(stop::surrogate);
  }
  bool Key(const char* text, rapidjson::SizeType size, bool copy) {
    return String(text, size, copy);
  }
  bool StartObject() { return open(json_node::kind::object); }
  bool StartArray() { return open(json_node::kind::array); }
  bool EndObject(rapidjson::SizeType count) { return close(count); }
  bool EndArray(rapidjson::SizeType count) { return close(count); }

  // Numbers arrive as text (kParseNumbersAsStringsFlag); the parser only wants these to exist.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }
  // NOLINTEND(readability-identifier-naming)

private:
  bool halt(stop why) {
    stopped_ = why;
    return false;
  }

  bool add(const json_node& node) {
    if (nodes_.size() == max_json_nodes)
      return halt(stop::nodes);
    nodes_.push_back(node);
    return true;
  }

  bool open(json_node::kind what) {
    if (depth_ == max_depth_)
      return halt(stop::depth);
    open_[depth_++] = static_cast<std::uint32_t>(nodes_.size());
    return add({.text = nullptr, .what = what});
  }

  bool close(rapidjson::SizeType count) {
    auto& node = nodes_[open_[--depth_]];
    node.size = count;
    node.span = nodes_.size() - open_[depth_];
    return true;
  }

  /// A lone \uDC00 passes RapidJSON 1.1 and decodes to what is no UTF-8: ED A0..BF.
  static bool has_surrogate(std::string_view text) {
    for (auto at = text.find('\xED'); at != text.npos; at = text.find('\xED', at + 1))
      if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xA0)
        return true;
    return false;
  }

  std::vector<json_node>& nodes_;
  std::array<std::uint32_t, max_json_depth> open_;
  std::size_t depth_ = 0;
  std::size_t max_depth_;
  stop stopped_ = stop::no;
};

problem not_json(std::string_view why, std::size_t at) {
  return {.code = errc::parse_error,
          .message = "Invalid JSON at byte " + std::to_string(at) + ": " + std::string(why)};
}

problem explain(tree_builder::stop why, const rapidjson::ParseResult& parsed,
                std::size_t max_depth) {
  switch (why) {
  case tree_builder::stop::depth:
    return {.code = errc::parse_error,
            .message = "JSON is nested deeper than " + std::to_string(max_depth) + " levels."};
  case tree_builder::stop::nodes:
    return {.code = errc::parse_error,
            .message = "JSON has more than " + std::to_string(max_json_nodes) + " values."};
  case tree_builder::stop::surrogate:
    return not_json("A \\u escape is half of a surrogate pair.", parsed.Offset());
  case tree_builder::stop::no:
    break;
  }
  return not_json(rapidjson::GetParseError_En(parsed.Code()), parsed.Offset());
}

} // namespace

std::optional<problem> document::load(std::string text, std::size_t max_depth) {
  text_ = std::move(text);
  // RapidJSON takes a NUL for the end.
  if (const auto nul = text_.find('\0'); nul != text_.npos)
    return not_json("A NUL character outside of an escape.", nul);
  // RapidJSON's own check reads beyond the end of a text that ends within a character.
  if (const auto good = utf8_prefix(text_); good != text_.size())
    return not_json("This is not UTF-8.", good);
  nodes_.reserve(std::min<std::size_t>(text_.size() / 8 + 4, 256));
  constexpr auto flags = rapidjson::kParseInsituFlag | rapidjson::kParseIterativeFlag
                         | rapidjson::kParseNumbersAsStringsFlag;
  tree_builder builder(nodes_, max_depth);
  rapidjson::InsituStringStream stream(text_.data());
  rapidjson::Reader reader;
  const auto parsed = reader.Parse<flags>(stream, builder);
  if (!parsed.IsError())
    return std::nullopt;
  nodes_.clear();
  return explain(builder.stopped(), parsed, max_depth);
}

} // namespace howdah::mcp
