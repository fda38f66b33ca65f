#include "app/offering.hpp"

namespace howdah::app {

namespace {

class postgres_tools final : public offering {
public:
  tools::catalogue catalogue(const configuration& values) const override {
    return tools::standard_catalogue(values.bounds, values.access);
  }
  actors::pool_actor backend(caf::actor_system&) const override { return {}; }
};

} // namespace

const offering& standard_offering() {
  static const postgres_tools offered;
  return offered;
}

} // namespace howdah::app
