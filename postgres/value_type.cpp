#include "postgres/value_type.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <string_view>

namespace howdah::postgres {

namespace {

struct built_in {
  oid type;
  oid array; ///< 0: there is none
  std::string_view name;
  value_kind kind = value_kind::text;
};

// By type. pg_type of PostgreSQL 15; numbers below 10,000 never change their meaning.
constexpr built_in types[] = {
  {16, 1000, "boolean", value_kind::boolean},
  {17, 1001, "bytea"},
  {18, 1002, "\"char\""},
  {19, 1003, "name"},
  {20, 1016, "bigint", value_kind::bigint},
  {21, 1005, "smallint", value_kind::integer},
  {22, 1006, "int2vector"},
  {23, 1007, "integer", value_kind::integer},
  {24, 1008, "regproc"},
  {25, 1009, "text"},
  {26, 1028, "oid", value_kind::integer},
  {27, 1010, "tid"},
  {28, 1011, "xid"},
  {29, 1012, "cid"},
  {30, 1013, "oidvector"},
  {114, 199, "json", value_kind::json},
  {142, 143, "xml"},
  {194, 0, "pg_node_tree"},
  {600, 1017, "point"},
  {601, 1018, "lseg"},
  {602, 1019, "path"},
  {603, 1020, "box"},
  {604, 1027, "polygon"},
  {628, 629, "line"},
  {650, 651, "cidr"},
  {700, 1021, "real", value_kind::floating},
  {701, 1022, "double precision", value_kind::floating},
  {705, 0, "unknown"},
  {718, 719, "circle"},
  {774, 775, "macaddr8"},
  {790, 791, "money"},
  {829, 1040, "macaddr"},
  {869, 1041, "inet"},
  {1033, 1034, "aclitem"},
  {1042, 1014, "character"},
  {1043, 1015, "character varying"},
  {1082, 1182, "date"},
  {1083, 1183, "time without time zone", value_kind::time},
  {1114, 1115, "timestamp without time zone", value_kind::time},
  {1184, 1185, "timestamp with time zone", value_kind::time},
  {1186, 1187, "interval"},
  {1266, 1270, "time with time zone", value_kind::time},
  {1560, 1561, "bit"},
  {1562, 1563, "bit varying"},
  {1700, 1231, "numeric"},
  {1790, 2201, "refcursor"},
  {2202, 2207, "regprocedure"},
  {2203, 2208, "regoper"},
  {2204, 2209, "regoperator"},
  {2205, 2210, "regclass"},
  {2206, 2211, "regtype"},
  {2249, 2287, "record", value_kind::record},
  {2275, 1263, "cstring"},
  {2278, 0, "void"},
  {2950, 2951, "uuid"},
  {2970, 2949, "txid_snapshot"},
  {3220, 3221, "pg_lsn"},
  {3361, 0, "pg_ndistinct"},
  {3402, 0, "pg_dependencies"},
  {3614, 3643, "tsvector"},
  {3615, 3645, "tsquery"},
  {3642, 3644, "gtsvector"},
  {3734, 3735, "regconfig"},
  {3769, 3770, "regdictionary"},
  {3802, 3807, "jsonb", value_kind::json},
  {3904, 3905, "int4range", value_kind::range},
  {3906, 3907, "numrange", value_kind::range},
  {3908, 3909, "tsrange", value_kind::range},
  {3910, 3911, "tstzrange", value_kind::range},
  {3912, 3913, "daterange", value_kind::range},
  {3926, 3927, "int8range", value_kind::range},
  {4072, 4073, "jsonpath"},
  {4089, 4090, "regnamespace"},
  {4096, 4097, "regrole"},
  {4191, 4192, "regcollation"},
  {4451, 6150, "int4multirange", value_kind::range},
  {4532, 6151, "nummultirange", value_kind::range},
  {4533, 6152, "tsmultirange", value_kind::range},
  {4534, 6153, "tstzmultirange", value_kind::range},
  {4535, 6155, "datemultirange", value_kind::range},
  {4536, 6157, "int8multirange", value_kind::range},
  {4600, 0, "pg_brin_bloom_summary"},
  {4601, 0, "pg_brin_minmax_multi_summary"},
  {5017, 0, "pg_mcv_list"},
  {5038, 5039, "pg_snapshot"},
  {5069, 271, "xid8"},
};

static_assert(std::ranges::is_sorted(types, {}, &built_in::type));

constexpr oid box = 603;

struct array_entry {
  oid type;
  std::size_t element; ///< index in `types`
};

// By type; entries without an array type come first, as 0.
constexpr auto arrays = [] {
  std::array<array_entry, std::size(types)> table{};
  for (std::size_t i = 0; i < std::size(types); ++i)
    table[i] = {types[i].array, i};
  std::ranges::sort(table, {}, &array_entry::type);
  return table;
}();

} // namespace

std::optional<value_type> built_in_type(oid type) {
  if (type == 0)
    return std::nullopt;
  const auto scalar = std::ranges::lower_bound(types, type, {}, &built_in::type);
  if (scalar != std::end(types) && scalar->type == type)
    return value_type{.name = std::string(scalar->name), .kind = scalar->kind};
  const auto array = std::ranges::lower_bound(arrays, type, {}, &array_entry::type);
  if (array == arrays.end() || array->type != type)
    return std::nullopt;
  const auto& element = types[array->element];
  return value_type{.name = std::string(element.name) + "[]",
                    .kind = element.kind,
                    .is_array = true,
                    .delimiter = element.type == box ? ';' : ','};
}

} // namespace howdah::postgres
