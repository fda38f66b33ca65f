#include "sql/refusal.hpp"

#include <string>

namespace howdah::sql {

namespace {

errc code_of(rule which) noexcept {
  switch (which) {
  case rule::single_statement:
    return errc::not_one_statement;
  case rule::constant_size:
  case rule::nesting:
  case rule::operator_run:
  case rule::statement_size:
    return errc::statement_too_large;
  case rule::parameter_number:
    return errc::parameter_mismatch;
  case rule::invalid_text:
    return errc::invalid_argument;
  default:
    return errc::statement_refused;
  }
}

std::string sentence(const rule_text& text, access_mode mode, std::string_view subject) {
  std::string out;
  if (mode != access_mode::unrestricted)
    out.append(mode == access_mode::read_only ? "Read-only" : "Read-write").append(" mode: ");
  out.append(subject).append(" is refused: it ").append(text.reason).append(".");
  return out;
}

} // namespace

problem refusal(rule which, access_mode mode, std::string_view subject) {
  const auto& text = text_of(which);
  problem out{.code = code_of(which), .message = sentence(text, mode, subject)};
  out.hint = text.remedy;
  out.rule = text.id;
  return out;
}

problem statement_refusal(rule which, access_mode mode, std::string_view subject) {
  auto out = refusal(which, mode, subject);
  if (mode != access_mode::read_only)
    return out;
  out.detail = sentence(text_of(which), access_mode::unrestricted, subject);
  out.message = only_select;
  return out;
}

} // namespace howdah::sql
