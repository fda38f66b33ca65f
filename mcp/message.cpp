#include "mcp/message.hpp"

#include "mcp/document.hpp"

#include <optional>
#include <utility>

namespace howdah::mcp {

namespace {

malformed invalid(std::string message, request_id id = {}) {
  return {{.code = errc::invalid_request, .message = std::move(message)}, std::move(id)};
}

/// Text, tree and messages of a frame: one allocation for the usual frame of one message.
struct loaded_frame {
  document json;
  message single;
  std::vector<message> batch;
};

} // namespace

std::optional<request_id> read_id(value of) {
  request_id id;
  if (const auto digits = of.number()) {
    if (digits->find_first_of(".eE") != digits->npos)
      return std::nullopt;
    id.json = *digits;
  } else if (const auto text = of.string()) {
    if (text->size() > max_id_bytes)
      return std::nullopt;
    append_quoted(id.json, *text);
  }
  return id.present() && id.json.size() <= max_id_bytes ? std::optional(std::move(id))
                                                        : std::nullopt;
}

/// Fills a message from an object of a frame.
struct message_reader {
  message& into;

  std::optional<malformed> read(value root, std::size_t bytes) {
    into.root_ = root;
    into.bytes_ = bytes;
    if (!root.is_object())
      return invalid("A JSON-RPC message is an object.");
    const auto given_id = root["id"];
    auto id = read_id(given_id);
    const auto echo = id.value_or(request_id{});
    if (root["jsonrpc"].string() != "2.0")
      return invalid(R"("jsonrpc" must be "2.0".)", echo);
    if (const auto method = root["method"])
      return call(method, given_id, echo);
    return response(given_id, echo);
  }

private:
  std::optional<malformed> call(value method, value given_id, const request_id& id) {
    if (!method.is_string())
      return invalid("\"method\" must be a string.", id);
    if (given_id && !id.present())
      return invalid("\"id\" must be a string or an integer of at most "
                     + std::to_string(max_id_bytes) + " bytes.");
    const auto params = into.root_["params"];
    if (params && !params.is_object() && !params.is_null())
      return invalid("\"params\" must be an object.", id);
    into.params_ = params.is_object() ? params : value();
    into.kind_ = given_id ? message::kind::request : message::kind::notification;
    into.method_ = *method.string();
    into.id_ = id;
    return std::nullopt;
  }

  /// An error response may have a null id: its sender could not read ours.
  std::optional<malformed> response(value given_id, const request_id& id) {
    const auto error = into.root_["error"];
    if (!into.root_["result"] && !error)
      return invalid(R"(A JSON-RPC message has a "method", a "result" or an "error".)", id);
    if (!id.present() && !(error && (!given_id || given_id.is_null())))
      return invalid("A JSON-RPC response needs the \"id\" of its request.");
    into.kind_ = message::kind::response;
    into.id_ = id;
    return std::nullopt;
  }
};

namespace {

void add(frame& to, const std::shared_ptr<loaded_frame>& owner, message& slot, value root,
         std::size_t bytes) {
  if (auto failure = message_reader{slot}.read(root, bytes))
    to.messages.emplace_back(tl::unexpect, std::move(*failure));
  else
    to.messages.emplace_back(message_ptr(owner, &slot));
}

tl::expected<frame, malformed> batch_of(const std::shared_ptr<loaded_frame>& owner,
                                        std::size_t bytes) {
  const auto root = owner->json.root();
  if (root.size() == 0)
    return tl::unexpected(invalid("A batch must not be empty."));
  if (root.size() > max_batch)
    return tl::unexpected(
      invalid("A batch has at most " + std::to_string(max_batch) + " messages."));
  frame made{.batch = true};
  made.messages.reserve(root.size());
  owner->batch.resize(root.size());
  auto slot = owner->batch.begin();
  for (const auto element : root.elements())
    add(made, owner, *slot++, element, bytes);
  return made;
}

} // namespace

tl::expected<frame, malformed> parse_frame(std::string text, std::size_t max_depth) {
  const auto bytes = text.size();
  const auto owner = std::make_shared<loaded_frame>();
  if (auto failure = owner->json.load(std::move(text), max_depth))
    return tl::unexpected(malformed{std::move(*failure)});
  const auto root = owner->json.root();
  if (root.is_array())
    return batch_of(owner, bytes);
  if (!root.is_object())
    return tl::unexpected(invalid("A JSON-RPC message is an object, or an array of objects."));
  frame made;
  add(made, owner, owner->single, root, bytes);
  return made;
}

} // namespace howdah::mcp
