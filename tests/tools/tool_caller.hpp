#pragma once

#include "core/access_mode.hpp"
#include "core/limits.hpp"
#include "tests/support/session_driver.hpp"
#include "tests/tools/catalog_tools.hpp"
#include "tools/catalogue.hpp"

#include <memory>
#include <string>

namespace howdah::tests {

/// A database with the sample of tests/corpus for one suite alone, made at first use. Its name.
const std::string& sample_copy(const std::string& name);

struct caller_options {
  access_mode mode = access_mode::read_write;
  limits bounds = {};
  tools::data_fence marks = tools::data_fence::off;
  rights_ptr may = nullptr;
};

/// Calls tools and reads resources as the dispatcher and a database actor do: arguments checked,
/// statements judged by the guard, trips on a session of our own.
class tool_caller {
public:
  explicit tool_caller(const std::string& dsn, caller_options wanted = {});

  /// The result of tools/call.
  seen_result call(const std::string& tool, const std::string& arguments);
  /// `query` with nothing but a statement.
  seen_result query(const std::string& sql);
  /// The answer to resources/read: its text, or "error CODE: message".
  std::string read(const std::string& uri);
  /// The answer as it is, escaped.
  mcp::answer answer(const std::string& tool, const std::string& arguments);
  /// The answer to anything else that was planned, as it goes out.
  std::string encoded(const tools::step& planned);
  const tools::catalogue& offered() const noexcept { return offered_; }
  tools::context context() const;
  /// Trips of the last call.
  int trips() const noexcept { return trips_; }

private:
  mcp::answer run(const tools::step& planned);

  caller_options wanted_;
  tools::server_facts facts_;
  auth::sealer seal_;
  auth::principal_ptr caller_;
  tools::catalogue offered_;
  sql::guard guard_;
  session_driver session_;
  int trips_ = 0;
};

} // namespace howdah::tests
