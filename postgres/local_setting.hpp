#pragma once

#include <string>

namespace howdah::postgres {

/// A setting that differs from the session's for one trip. Both parts are ours: nothing of a caller
/// is in them.
struct local_setting {
  const char* name;
  std::string value; ///< as SET takes it, without quotes: a number
};

} // namespace howdah::postgres
