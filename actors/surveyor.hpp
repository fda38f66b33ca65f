#pragma once

#include "actors/protocol/broker.hpp"
#include "actors/protocol/pool.hpp"
#include "actors/protocol/surveyor.hpp"
#include "sql/name_book.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace howdah::actors {

struct surveyor_settings {
  pool_actor pool;
  sql::policy policy = {};                     ///< the dispatcher's
  std::chrono::milliseconds good_for{2'000};   ///< what is older is asked before it counts
  std::chrono::milliseconds renewed_at{1'000}; ///< what is older is asked while it still counts
  std::chrono::milliseconds patience{10'000};  ///< of a look, until it has a connection
  std::size_t names = 10'000;                  ///< that are remembered
};

class surveyor_state {
public:
  static inline const char* name = "surveyor";
  using pointer = broker_pointer<surveyor_actor, surveyor_state>;

  surveyor_state() = default;
  void start(pointer self, surveyor_settings settings);

  void survey(const survey_order& order);
  void take(const reply& look);

private:
  using moment = sql::name_book::moment;
  struct waiting {
    survey_order order;
    moment oldest; ///< that what is known may be
  };

  void look(std::set<std::string> names);
  void look_for_waiting();
  void fail_waiting(const problem& why);
  void answer_waiting();
  void answer(const survey_order& order);

  pointer self_ = nullptr;
  surveyor_settings settings_;
  std::unique_ptr<sql::name_book> book_;
  std::vector<waiting> waiting_;
  std::set<std::string> looked_for_; ///< by the look under way
  moment looked_at_ = {};
  exchange_id under_way_ = {}; ///< 0: none
  std::uint64_t last_look_ = 0;
};

surveyor_actor::behavior_type surveyor(surveyor_state::pointer self, surveyor_settings settings);

} // namespace howdah::actors
