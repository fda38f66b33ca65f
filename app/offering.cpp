#include "app/offering.hpp"

namespace howdah::app {

namespace {

tools::data_fence marks_of(const configuration& values) {
  const bool on = values.fence_data == fencing::automatic ? values.permitted != nullptr
                                                          : values.fence_data == fencing::on;
  return on ? tools::data_fence::on : tools::data_fence::off;
}

class postgres_tools final : public offering {
public:
  tools::catalogue catalogue(const configuration& values) const override {
    return tools::standard_catalogue(values.bounds, values.access, marks_of(values));
  }
  actors::pool_actor backend(caf::actor_system&) const override { return {}; }
};

} // namespace

const offering& standard_offering() {
  static const postgres_tools offered;
  return offered;
}

} // namespace howdah::app
