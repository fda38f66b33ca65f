#pragma once

#include "app/offering.hpp"

namespace howdah::conformance {

/// What the conformance suite expects a server to offer: tools, prompts and resources with names of
/// its own.
class fixture final : public app::offering {
public:
  tools::catalogue catalogue(const app::configuration& values) const override;
  /// Runs `paced_plan`s; there is no database.
  actors::pool_actor backend(caf::actor_system& system) const override;
  /// The suite expects tasks at once.
  std::chrono::milliseconds task_after() const override { return std::chrono::milliseconds(0); }
};

/// A room's part of it.
void add_content_tools(tools::catalogue& to);
void add_paced_tools(tools::catalogue& to);
void add_legacy_questions(tools::catalogue& to);
void add_modern_questions(tools::catalogue& to);
void add_task_tools(tools::catalogue& to);
void add_prompts(tools::catalogue& to);
void add_resources(tools::catalogue& to);

} // namespace howdah::conformance
