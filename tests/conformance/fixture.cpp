#include "tests/conformance/fixture.hpp"

#include "tests/conformance/paced_pool.hpp"

#include <caf/io/middleman.hpp>

namespace howdah::conformance {

tools::catalogue fixture::catalogue(const app::configuration&) const {
  tools::catalogue all;
  add_content_tools(all);
  add_paced_tools(all);
  add_legacy_questions(all);
  add_modern_questions(all);
  add_task_tools(all);
  add_prompts(all);
  add_resources(all);
  return all;
}

actors::pool_actor fixture::backend(caf::actor_system& system) const {
  return system.middleman().spawn_broker(paced_pool);
}

} // namespace howdah::conformance
