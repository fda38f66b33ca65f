#include "actors/question_book.hpp"

#include "auth/seal.hpp"
#include "mcp/json.hpp"

#include <utility>

namespace howdah::actors {

namespace {

constexpr std::size_t id_bytes = 16;

problem refused_by_client(const mcp::message& response) {
  const auto said = response.root()["error"]["message"].string();
  return {.code = errc::input_missing,
          .message = "The client did not answer what it was asked"
                     + (said ? ": " + std::string(*said) : std::string(".")),
          .hint = "Nothing was done. Repeat the call when the client can answer."};
}

} // namespace

std::optional<question_book::round>
question_book::ask(std::uint64_t scope, const std::vector<mcp::input_request>& requests,
                   std::string state) {
  if (waiting_.size() >= most_calls_)
    return std::nullopt;
  round asked{.ticket = ++last_ticket_};
  waiting entry{.scope = scope};
  entry.answers.remember(std::move(state));
  for (const auto& each : requests) {
    asked.ids.push_back(auth::random_token(id_bytes));
    const auto id = mcp::json_string(asked.ids.back());
    entry.keys.emplace(id, each.key);
    tickets_.emplace(id, asked.ticket);
  }
  waiting_.emplace(asked.ticket, std::move(entry));
  return asked;
}

std::optional<question_book::ended> question_book::answered(std::uint64_t scope,
                                                            const mcp::message_ptr& response) {
  const auto known = tickets_.find(response->id().json);
  if (known == tickets_.end())
    return std::nullopt;
  const auto ticket = known->second;
  auto& entry = waiting_.at(ticket);
  if (entry.scope != scope)
    return std::nullopt;
  if (response->root()["error"]) {
    drop(ticket);
    return ended{.ticket = ticket, .failure = refused_by_client(*response)};
  }
  const auto key = entry.keys.extract(known->first);
  tickets_.erase(known);
  entry.answers.gather(key.mapped(), response->root()["result"], response);
  if (!entry.keys.empty())
    return std::nullopt;
  ended out{.ticket = ticket, .answers = std::move(entry.answers)};
  waiting_.erase(ticket);
  return out;
}

bool question_book::drop(std::uint64_t ticket) {
  const auto known = waiting_.find(ticket);
  if (known == waiting_.end())
    return false;
  for (const auto& [id, key] : known->second.keys)
    tickets_.erase(id);
  waiting_.erase(known);
  return true;
}

} // namespace howdah::actors
