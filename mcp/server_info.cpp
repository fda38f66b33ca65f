#include "mcp/server_info.hpp"

#include "core/version.hpp"
#include "mcp/icon.hpp"
#include "mcp/json.hpp"

namespace howdah::mcp {

namespace {

/// An elephant with its howdah.
constexpr icon elephant{
  .path = "M1,0h5v1H5v1h3v4H7V4H6v4H5V6H3v2H1V2h1V1H1M3,1v1h1V1",
  .fill = "#336791",
};

} // namespace

std::string server_info(revision rev) {
  std::string out = R"({"name":"howdah")";
  if (rev >= revision::v2025_06_18)
    out += R"(,"title":"Howdah: PostgreSQL")";
  out += R"(,"version":)";
  append_quoted(out, version());
  return out += '}';
}

std::string server_introduction(revision rev) {
  auto out = server_info(rev);
  if (rev < icons_since)
    return out;
  out.pop_back();
  out += R"(,"description":"Lets models look into and query a PostgreSQL database.","icons":)";
  return out += icons_json(elephant) + '}';
}

} // namespace howdah::mcp
