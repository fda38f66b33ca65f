#pragma once

#include "actors/protocol/broker.hpp"
#include "actors/protocol/pool.hpp"
#include "actors/protocol/surveyor.hpp"
#include "sql/name_book.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
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
  std::chrono::milliseconds settled{100};      ///< an answer stands so long, unless it is to be renewed
  std::chrono::milliseconds patience{10'000};  ///< of a look, until it has a connection
  std::size_t names = 10'000;                  ///< that are remembered of one seat
  std::size_t seats = 32;                      ///< likewise, while nobody asks
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
  /// What one seat sees: a name without a schema may mean something else for each.
  struct desk {
    auth::principal_ptr asks;
    std::unique_ptr<sql::name_book> book;
    std::vector<waiting> orders = {};
    std::set<std::string> looked_for = {}; ///< by the look under way
    moment looked_at = {};
    moment used = {};
    exchange_id under_way = {}; ///< 0: none

    bool rests() const noexcept { return orders.empty() && under_way.value == 0; }
  };

  desk& desk_of(const sql::admitted_statement& statement);
  void make_room_for_a_desk();
  void look(desk& at, std::set<std::string> names);
  void look_for_waiting(desk& at);
  void fail_waiting(desk& at, const problem& why);
  void answer_waiting(desk& at);
  void answer_known(desk& at, const survey_order& order, moment now);
  void answer(desk& at, const survey_order& order, moment good_until = {});

  pointer self_ = nullptr;
  surveyor_settings settings_;
  std::map<std::string, desk> desks_; ///< by login and role
  std::uint64_t last_look_ = 0;
  std::uint64_t last_desk_ = 0;
};

surveyor_actor::behavior_type surveyor(surveyor_state::pointer self, surveyor_settings settings);

} // namespace howdah::actors
