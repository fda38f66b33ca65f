#pragma once

#include "postgres/statement.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace howdah::postgres {

/// How PostgreSQL's text of a value is read. Whatever has no rule of its own is `text`, a string as
/// PostgreSQL prints it: numeric, date, interval, uuid, bytea, bit, inet, money, xml, enums,
/// composites, extension types.
enum class value_kind : std::uint8_t {
  text,
  boolean,  ///< t, f
  integer,  ///< int2, int4, oid: every double holds them
  bigint,   ///< int8
  floating, ///< float4, float8: digits, NaN, Infinity
  json,     ///< json, jsonb
  time,     ///< time and timestamp, with and without time zone
  range,    ///< ranges and multiranges of numbers, dates and timestamps
  record,   ///< anonymous rows
};

/// A column's type as far as writing its values goes.
struct value_type {
  std::string name = {};              ///< as format_type(oid, NULL) says it
  value_kind kind = value_kind::text; ///< of the elements when it is an array
  bool is_array = false;
  char delimiter = ','; ///< between elements
};

/// Types that every PostgreSQL from 13 to 18 numbers alike. Nothing for others: enums, composites,
/// extensions' types, their arrays, and the few of the catalog itself; the database has to be asked
/// for those.
std::optional<value_type> built_in_type(oid type);

} // namespace howdah::postgres
