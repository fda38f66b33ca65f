#pragma once

#include "sql/guard.hpp"
#include "sql/name_book.hpp"

#include <string_view>

struct pg_conn;

namespace howdah::oracle {

/// The verdict of an access mode as a caller gets it: the guard's by the text, then by the
/// catalog. What the catalog says is asked once for each name.
class judge {
public:
  /// The connection must outlive the judge.
  explicit judge(pg_conn* connection, access_mode mode = access_mode::read_only);

  /// `may`: what a caller with a role may do; null: everybody's.
  result<sql::admitted_ptr> operator()(std::string_view text, const rights_ptr& may = nullptr);

private:
  pg_conn* connection_;
  sql::guard guard_;
  sql::name_book book_;
};

} // namespace howdah::oracle
