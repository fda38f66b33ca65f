#include "core/version.hpp"

namespace howdah {

std::string_view version() noexcept {
  return HOWDAH_VERSION;
}

} // namespace howdah
