#pragma once

#include <string>

namespace howdah::app {

/// What --demo says for people: where it is, a curl line that works as it stands, and entries to
/// paste into clients.
struct introduction {
  std::string program;  ///< absolute path of this binary
  std::string url = {}; ///< of the MCP endpoint; empty over stdio
  std::string sse_url = {}; ///< of the old transport's stream; empty over stdio

  std::string text() const;

private:
  std::string curl() const;
  std::string clients() const;
};

} // namespace howdah::app
