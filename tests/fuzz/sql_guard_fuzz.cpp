// Any text in every mode: a verdict, the same one each time, and nothing admitted that a stricter
// reading forbids.
#include "sql/guard.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace howdah;

namespace {

void expect(bool held) {
  if (!held)
    std::abort();
}

sql::policy rules_of(access_mode mode) {
  sql::policy rules;
  rules.mode = mode;
  return rules;
}

void check_refusal(const problem& why, std::string_view text) {
  expect(!why.message.empty());
  expect(why.code == errc::syntax_error ? why.sqlstate.size() == 5
                                        : !why.rule.empty() && !why.hint.empty());
  expect(!why.position
         || (*why.position >= 1 && *why.position <= static_cast<int>(text.size()) + 1));
}

void check_admission(const sql::admitted_statement& admitted, std::string_view text,
                     access_mode mode) {
  expect(admitted.text() == text && admitted.mode() == mode);
  expect(admitted.parameter_count() >= 0 && admitted.parameter_count() <= 65535);
  expect(text.find('\0') == std::string_view::npos);
  if (mode == access_mode::read_only)
    expect(admitted.form() == sql::transaction_form::read && !admitted.may_retry_as_write());
  if (mode == access_mode::unrestricted)
    expect(admitted.may_leave_session_state());
}

bool judge(sql::guard& guard, std::string_view text, access_mode mode) {
  const auto verdict = guard.judge(text);
  if (!verdict)
    check_refusal(verdict.error(), text);
  else
    check_admission(**verdict, text, mode);
  expect(guard.judge(text).has_value() == verdict.has_value());
  if (!verdict && !verdict.error().rewrite.empty())
    expect(guard.judge(verdict.error().rewrite).has_value());
  return verdict.has_value();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static sql::guard read_only(rules_of(access_mode::read_only));
  static sql::guard read_write(rules_of(access_mode::read_write));
  static sql::guard unrestricted(rules_of(access_mode::unrestricted));
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const bool reads = judge(read_only, text, access_mode::read_only);
  const bool writes = judge(read_write, text, access_mode::read_write);
  const bool any = judge(unrestricted, text, access_mode::unrestricted);
  expect((!reads || writes) && (!writes || any)); // a wider mode admits what a narrower one does
  return 0;
}
