#include "tests/oracle/judge.hpp"

#include "tests/support/run_plan.hpp"
#include "tools/name_survey.hpp"

#include <stdexcept>

namespace howdah::oracle {

namespace {

/// Uncached: no statement comes twice.
constexpr sql::policy of(access_mode mode) noexcept {
  return {.mode = mode, .cache_bytes = 0};
}

} // namespace

judge::judge(pg_conn* connection, access_mode mode)
  : connection_(connection), guard_(of(mode)), book_(of(mode)) {
}

result<sql::admitted_ptr> judge::operator()(std::string_view text, const rights_ptr& may) {
  HOWDAH_TRY(auto admitted, guard_.judge(text, may));
  for (auto names = book_.unknown(*admitted, {}); !names.empty();
       names = book_.unknown(*admitted, {})) {
    const auto survey = tools::survey_names({names.begin(), names.end()});
    const auto answer = tests::run_plan(connection_, *survey);
    const auto found = tools::read_names(mcp::encode({.id = {"0"}}, answer));
    if (!found)
      throw std::runtime_error(found.error().message);
    book_.learn(names, *found, {});
  }
  return book_.judged(admitted);
}

} // namespace howdah::oracle
